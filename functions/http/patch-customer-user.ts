import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { CustomerId, EmailAddress } from "#domain/identifiers.ts";
import { customerUserFields, memberMaskFaults, namedFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { CustomerRole } from "#domain/person.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import {
  CustomerUserResource,
  PersonName,
  personOutput,
  UpdateMask,
} from "#platform/wire/people.ts";

export const patchCustomerUser = httpFunction(
  {
    name: "patchCustomerUser",
    method: "PATCH",
    paths: ["/{version}/customers/{customer}/users/{user}"],
    summary: "Set the role of one of the customer's users, or add one; for administrators",
    params: { customer: CustomerId, user: EmailAddress },
    query: { updateMask: UpdateMask },
    body: z.strictObject({
      ...personOutput,
      displayName: PersonName.optional(),
      role: CustomerRole.optional(),
      etag: z.string().optional(),
    }),
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
