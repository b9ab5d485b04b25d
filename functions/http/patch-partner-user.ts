import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { DomainName, EmailAddress } from "#domain/identifiers.ts";
import { memberMaskFaults, namedFields, partnerUserFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { PartnerRole, Privilege } from "#domain/person.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import {
  PartnerUserResource,
  PersonName,
  personOutput,
  UpdateMask,
} from "#platform/wire/people.ts";

export const patchPartnerUser = httpFunction(
  {
    name: "patchPartnerUser",
    method: "PATCH",
    paths: ["/{version}/partners/{partner}/users/{user}"],
    summary: "Say what a user of your partner domain may do, or add one; for super administrators",
    params: { partner: DomainName, user: EmailAddress },
    query: { updateMask: UpdateMask },
    body: z.strictObject({
      ...personOutput,
      displayName: PersonName.optional(),
      role: PartnerRole.optional(),
      privileges: z.array(Privilege).optional(),
      superAdministrator: z.boolean().optional(),
      alertEmail: EmailAddress.optional(),
      etag: z.string().optional(),
    }),
    reply: PartnerUserResource,
    check: ({ query, body }) =>
      memberMaskFaults(UpdateMask.safeParse(query.updateMask).data, body, partnerUserFields),
  },
  { people: firestorePeople },
  (call, { people }) => {
    const { params, query, body: given } = call;
    const named = namedFields(query.updateMask, given, partnerUserFields);
    return changePerson(call, {
      people,
      party: { kind: "partner", domain: params.partner },
      rule: (current, { domain }) =>
        rules.patchPartnerUser(current, { email: params.user, domain }, { named, given }),
    });
  },
);
