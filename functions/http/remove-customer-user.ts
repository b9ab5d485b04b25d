import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import * as rules from "#domain/member-rules.ts";
import { removePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerUserPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { Etag } from "#platform/wire/etag.ts";
import { RemovedResource } from "#platform/wire/people.ts";

export const removeCustomerUser = httpFunction(
  {
    name: "removeCustomerUser",
    method: "POST",
    paths: ["/{version}/customers/{customer}/users/{user}:remove"],
    methodId: "customers.users.remove",
    summary: "Take a user from the customer, from the next request on; for administrators",
    description:
      "Takes a person's role with the customer away, from that person's next request on. What " +
      "the person is elsewhere stays. Only the customer's administrators may, and one of them " +
      "at least must remain. An address without a role is `CHILD_NOT_FOUND`.",
    refusals: [...partyRefusals, "LAST_ADMINISTRATOR", "CHILD_NOT_FOUND"],
    params: customerUserPath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "RemoveCustomerUserRequest" }),
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
