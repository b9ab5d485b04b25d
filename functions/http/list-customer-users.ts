import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { CustomerUserPage } from "#platform/wire/people.ts";

export const listCustomerUsers = httpFunction(
  {
    name: "listCustomerUsers",
    method: "GET",
    paths: ["/{version}/customers/{customer}/users"],
    methodId: "customers.users.list",
    summary: "List the customer's users; for its administrators",
    description:
      "Lists the people who may act for the customer, by their addresses, with their roles. " +
      "Only the customer's administrators may.",
    refusals: partyRefusals,
    params: customerPath,
    query: paging,
    reply: CustomerUserPage,
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const party = { kind: "customer", customer: call.params.customer } as const;
    const { people: users, nextPageToken } = await listPeople(call, people, party);
    return omitDefaults({ users, nextPageToken });
  },
);
