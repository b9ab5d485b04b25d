import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { requireSightOfMember } from "#domain/administration.ts";
import { requireMember } from "#domain/membership.ts";
import { httpFunction } from "#platform/http-function.ts";
import { partnerUserPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerUserResource, personResource } from "#platform/wire/people.ts";

export const getPartnerUser = httpFunction(
  {
    name: "getPartnerUser",
    method: "GET",
    paths: ["/{version}/partners/{partner}/users/{user}"],
    methodId: "partners.users.get",
    summary: "Get a user of your partner domain; for its super administrators, and your own record",
    description:
      "Returns what a user of your partner domain may do. Super administrators may read every " +
      "user of their own domain, everybody else their own record. Use it to find out the " +
      "signed-in user's privileges.",
    refusals: [...partyRefusals, "CHILD_NOT_FOUND"],
    params: partnerUserPath,
    query: {},
    reply: PartnerUserResource,
  },
  { people: firestorePeople },
  async ({ principal, params: { partner, user }, form }, { people }) => {
    const home = { party: { kind: "partner", domain: partner }, domain: partner } as const;
    const found = await people.find({ principal, user });
    requireSightOfMember(found, partner, user);
    return personResource(requireMember(found.user, home), home, form);
  },
);
