import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireRelationship } from "#domain/relationship.ts";
import * as rules from "#domain/relationship-rules.ts";
import { changeRelationship } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerPartnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerRelationshipResource } from "#platform/wire/customer.ts";
import { Etag } from "#platform/wire/etag.ts";

export const endPartner = httpFunction(
  {
    name: "endPartner",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:end"],
    methodId: "customers.partners.end",
    summary: "End a support partner's time, from the next request on; for administrators of either",
    description:
      "Ends a support partner's time with the customer, from the next request on. " +
      "Administrators of the customer and super administrators of the partner's domain may. The " +
      "partner sees none of the customer's cases any more, those that it opened included. A " +
      "reseller cannot be ended here. Ending what has ended changes nothing.",
    refusals: partyRefusals,
    params: customerPartnerPath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "EndPartnerRequest" }),
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
