import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { AnyInstant } from "#domain/instant.ts";
import { changeConsent } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { PartnerRelationshipResource } from "#platform/wire/customer.ts";

export const grantAccess = httpFunction(
  {
    name: "grantAccess",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:grantAccess"],
    summary: "Let a partner see the customer's cases; for the customer's administrators",
    params: { customer: CustomerId, partner: DomainName },
    query: {},
    body: z.strictObject({ accessExpireTime: AnyInstant.optional(), etag: z.string().optional() }),
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, events: pubsubEvents },
  (call, services) =>
    changeConsent(call, services, {
      access: "GRANTED",
      accessExpiresAt: call.body.accessExpireTime,
    }),
);
