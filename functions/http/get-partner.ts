import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { notVisible } from "#domain/refusal.ts";
import { partnersSeen } from "#domain/relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { PartnerRelationshipResource, partnerResource } from "#platform/wire/customer.ts";

export const getPartner = httpFunction(
  {
    name: "getPartner",
    method: "GET",
    paths: ["/{version}/customers/{customer}/partners/{partner}"],
    summary: "Get one of the customer's partners; a partner's users get their own domain alone",
    params: { customer: CustomerId, partner: DomainName },
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
