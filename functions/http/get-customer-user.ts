import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { requireAdministration } from "#domain/administration.ts";
import { requireMember } from "#domain/membership.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerUserPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { CustomerUserResource, personResource } from "#platform/wire/people.ts";

export const getCustomerUser = httpFunction(
  {
    name: "getCustomerUser",
    method: "GET",
    paths: ["/{version}/customers/{customer}/users/{user}"],
    methodId: "customers.users.get",
    summary: "Get one of the customer's users; for its administrators",
    description:
      "Returns one of the customer's users with the role held there. Only the customer's " +
      "administrators may. What the person is elsewhere is not told.",
    refusals: [...partyRefusals, "CHILD_NOT_FOUND"],
    params: customerUserPath,
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
