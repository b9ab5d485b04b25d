import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { changeConsent } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { PartnerRelationshipResource } from "#platform/wire/customer.ts";

export const revokeAccess = httpFunction(
  {
    name: "revokeAccess",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:revokeAccess"],
    summary:
      "End a partner's sight of the customer's cases, from the next request on; for administrators",
    params: { customer: CustomerId, partner: DomainName },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, events: pubsubEvents },
  (call, services) => changeConsent(call, services, { access: "REVOKED" }),
);
