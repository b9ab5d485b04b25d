import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { changeConsent } from "#platform/change-relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerPartnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerRelationshipResource } from "#platform/wire/customer.ts";
import { Etag } from "#platform/wire/etag.ts";

export const revokeAccess = httpFunction(
  {
    name: "revokeAccess",
    method: "POST",
    paths: ["/{version}/customers/{customer}/partners/{partner}:revokeAccess"],
    methodId: "customers.partners.revokeAccess",
    summary:
      "End a partner's sight of the customer's cases, from the next request on; for administrators",
    description:
      "Ends a partner's sight of the customer's cases, from the next request on and on every " +
      "path: reads, lists, search, downloads and mail not yet sent. Only the customer's " +
      "administrators may. A signed download address given out before lasts its five minutes. " +
      "Revoking what is revoked changes nothing.",
    refusals: partyRefusals,
    params: customerPartnerPath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "RevokeAccessRequest" }),
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody, events: pubsubEvents },
  (call, services) => changeConsent(call, services, { access: "REVOKED" }),
);
