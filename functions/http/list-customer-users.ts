import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { CustomerUserResource } from "#platform/wire/people.ts";

export const listCustomerUsers = httpFunction(
  {
    name: "listCustomerUsers",
    method: "GET",
    paths: ["/{version}/customers/{customer}/users"],
    summary: "List the customer's users; for its administrators",
    params: { customer: CustomerId },
    query: paging,
    reply: z.strictObject({
      users: z.array(CustomerUserResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const party = { kind: "customer", customer: call.params.customer } as const;
    const { people: users, nextPageToken } = await listPeople(call, people, party);
    return omitDefaults({ users, nextPageToken });
  },
);
