import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { AnyInstant } from "#domain/instant.ts";
import * as rules from "#domain/relationship-rules.ts";
import { changeRelationship } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { PartnerRelationshipResource, partnerOutput } from "#platform/wire/customer.ts";

export const createPartner = httpFunction(
  {
    name: "createPartner",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners"],
    summary: "Ask for a support partner, active at once; for the customer's administrators",
    params: { customer: CustomerId },
    query: {},
    body: z.strictObject({
      ...partnerOutput,
      partner: DomainName,
      kind: z.literal("SUPPORT_PARTNER", {
        error: "Give SUPPORT_PARTNER: resellers are assigned by the sales system.",
      }),
      accessExpireTime: AnyInstant.optional(),
      etag: z.string().optional(),
    }),
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
