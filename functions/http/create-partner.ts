import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/relationship-rules.ts";
import { changeRelationship } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { NewPartnerBody, PartnerRelationshipResource } from "#platform/wire/customer.ts";

export const createPartner = httpFunction(
  {
    name: "createPartner",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners"],
    methodId: "customers.partners.create",
    summary: "Ask for a support partner, active at once; for the customer's administrators",
    description:
      "Makes a partner domain a support partner of the customer: active at once, with access, " +
      "and without approval by the partner. Only the customer's administrators may. A customer " +
      "can have several support partners; resellers are assigned by the sales system. The " +
      "domain must have users here. Asking for a partner that is active already changes nothing " +
      "and answers with the relationship as it is.",
    refusals: partyRefusals,
    params: customerPath,
    query: {},
    body: NewPartnerBody,
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, people: firestorePeople, events: pubsubEvents },
  async (call, { people, ...services }) => {
    const { partner, accessExpireTime: accessExpiresAt } = call.body;
    const users = await people.page({ kind: "partner", domain: partner }, undefined, 1);
    const wish = { viewKey: newChildId(), accessExpiresAt, known: users.length > 0 };
    return changeRelationship({ ...call, params: { ...call.params, partner } }, services, {
      action: "relationship.started",
      rule: (current, at) => rules.start(current, wish, at),
    });
  },
);
