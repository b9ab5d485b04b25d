import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { customerUserFields, memberMaskFaults, namedFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { customerUserPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { CustomerUserResource } from "#platform/wire/people.ts";
import { CustomerUserPatch, UpdateMask } from "#platform/wire/people-bodies.ts";

export const patchCustomerUser = httpFunction(
  {
    name: "patchCustomerUser",
    method: "PATCH",
    paths: ["/{version}/customers/{customer}/users/{user}"],
    methodId: "customers.users.patch",
    summary: "Set the role of one of the customer's users, or add one; for administrators",
    description:
      "Sets the role of one of the customer's users, and adds an address that is new, from " +
      "whatever domain. Only the customer's administrators may. It counts from that person's " +
      "next request on. Somebody new needs a `role`; one administrator at least must remain " +
      "(`LAST_ADMINISTRATOR`).",
    refusals: [...partyRefusals, "LAST_ADMINISTRATOR"],
    params: customerUserPath,
    query: { updateMask: UpdateMask },
    body: CustomerUserPatch,
    reply: CustomerUserResource,
    check: ({ query, body }) =>
      memberMaskFaults(UpdateMask.safeParse(query.updateMask).data, body, customerUserFields),
  },
  { people: firestorePeople },
  (call, { people }) => {
    const { params, query, body: given } = call;
    const { customer, user: email } = params;
    const named = namedFields(query.updateMask, given, customerUserFields);
    return changePerson(call, {
      people,
      party: { kind: "customer", customer },
      rule: (current, { domain }) =>
        rules.patchCustomerUser(current, { email, customer, domain }, { named, given }),
    });
  },
);
