import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { requireAdministration } from "#domain/administration.ts";
import { CustomerId, EmailAddress } from "#domain/identifiers.ts";
import { requireMember } from "#domain/membership.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CustomerUserResource, personResource } from "#platform/wire/people.ts";

export const getCustomerUser = httpFunction(
  {
    name: "getCustomerUser",
    method: "GET",
    paths: ["/{version}/customers/{customer}/users/{user}"],
    summary: "Get one of the customer's users; for its administrators",
    params: { customer: CustomerId, user: EmailAddress },
    query: {},
    reply: CustomerUserResource,
  },
  { people: firestorePeople },
  async ({ principal, params: { customer, user }, form }, { people }) => {
    const found = await people.find({ principal, customer, user });
    const home = requireAdministration(found, { kind: "customer", customer });
    return personResource(requireMember(found.user, home), home, form);
  },
);
