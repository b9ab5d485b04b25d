import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { memberMaskFaults, namedFields, partnerUserFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { partnerUserPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerUserResource } from "#platform/wire/people.ts";
import { PartnerUserPatch, UpdateMask } from "#platform/wire/people-bodies.ts";

export const patchPartnerUser = httpFunction(
  {
    name: "patchPartnerUser",
    method: "PATCH",
    paths: ["/{version}/partners/{partner}/users/{user}"],
    methodId: "partners.users.patch",
    summary: "Say what a user of your partner domain may do, or add one; for super administrators",
    description:
      "Sets what a user of your partner domain may do, and adds an address of the domain that " +
      "is new. Only super administrators of the domain may. It counts from that person's next " +
      "request on. Somebody new needs a `role`; one super administrator at least must remain " +
      "(`LAST_ADMINISTRATOR`). Privileges belong to the role `CUSTOM`: a `RESELLER_ADMIN` has " +
      "all of them.",
    refusals: [...partyRefusals, "LAST_ADMINISTRATOR"],
    params: partnerUserPath,
    query: { updateMask: UpdateMask },
    body: PartnerUserPatch,
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
