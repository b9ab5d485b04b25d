import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { CustomerId, EmailAddress } from "#domain/identifiers.ts";
import * as rules from "#domain/member-rules.ts";
import { removePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { RemovedResource } from "#platform/wire/people.ts";

export const removeCustomerUser = httpFunction(
  {
    name: "removeCustomerUser",
    method: "POST",
    paths: ["/{version}/customers/{customer}/users/{user}:remove"],
    summary: "Take a user from the customer, from the next request on; for administrators",
    params: { customer: CustomerId, user: EmailAddress },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: RemovedResource,
  },
  { people: firestorePeople },
  (call, { people }) => {
    const { customer } = call.params;
    return removePerson(call, {
      people,
      party: { kind: "customer", customer },
      rule: (current) => rules.removeCustomerUser(current, customer),
    });
  },
);
