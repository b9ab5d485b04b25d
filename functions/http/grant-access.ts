import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { changeConsent } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerPartnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { GrantAccessBody, PartnerRelationshipResource } from "#platform/wire/customer.ts";

export const grantAccess = httpFunction(
  {
    name: "grantAccess",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:grantAccess"],
    methodId: "customers.partners.grantAccess",
    summary: "Let a partner see the customer's cases; for the customer's administrators",
    description:
      "Lets a partner see the customer's cases, from the next request on, without end or until " +
      "`accessExpireTime`. Only the customer's administrators may. Administrators of both sides " +
      "are mailed 30, 7 and 1 days before that time and when it comes. Granting anew sets the " +
      "time anew: without `accessExpireTime` access does not expire. Lists follow within " +
      "seconds, while the index is written.",
    refusals: partyRefusals,
    params: customerPartnerPath,
    query: {},
    body: GrantAccessBody,
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, events: pubsubEvents },
  (call, services) =>
    changeConsent(call, services, {
      access: "GRANTED",
      accessExpiresAt: call.body.accessExpireTime,
    }),
);
