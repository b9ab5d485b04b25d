import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { notVisible } from "#domain/refusal.ts";
import { partnersSeen } from "#domain/relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerPartnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerRelationshipResource, partnerResource } from "#platform/wire/customer.ts";

export const getPartner = httpFunction(
  {
    name: "getPartner",
    method: "GET",
    paths: ["/{version}/customers/{customer}/partners/{partner}"],
    methodId: "customers.partners.get",
    summary: "Get one of the customer's partners; a partner's users get their own domain alone",
    description:
      "Returns a partner's relationship with the customer: its kind, its periods and the " +
      "consent. The customer's own users and support agents may read every partner; a partner's " +
      "users may read their own domain's alone, while a period runs. A partner that does not " +
      "exist and one that you may not see answer alike: 403 `NOT_VISIBLE`.",
    refusals: partyRefusals,
    params: customerPartnerPath,
    query: {},
    reply: PartnerRelationshipResource,
  },
  { custody: firestoreCustody },
  async ({ principal, params: { customer, partner }, at, form }, { custody }) => {
    const seen = partnersSeen(await custody.find(principal, customer), customer, at);
    const found = seen.find(({ domain }) => domain === partner);
    if (!found) throw notVisible();
    return partnerResource(customer, found, form);
  },
);
