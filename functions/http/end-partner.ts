import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { requireRelationship } from "#domain/relationship.ts";
import * as rules from "#domain/relationship-rules.ts";
import { changeRelationship } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { PartnerRelationshipResource } from "#platform/wire/customer.ts";

export const endPartner = httpFunction(
  {
    name: "endPartner",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:end"],
    summary: "End a support partner's time, from the next request on; for administrators of either",
    params: { customer: CustomerId, partner: DomainName },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, events: pubsubEvents },
  (call, services) =>
    changeRelationship(call, services, {
      action: "relationship.ended",
      side: "either",
      rule: (current, at) => rules.end(requireRelationship(current), at),
    }),
);
