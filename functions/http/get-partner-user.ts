import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { requireSightOfMember } from "#domain/administration.ts";
import { DomainName, EmailAddress } from "#domain/identifiers.ts";
import { requireMember } from "#domain/membership.ts";
import { httpFunction } from "#platform/http-function.ts";
import { PartnerUserResource, personResource } from "#platform/wire/people.ts";

export const getPartnerUser = httpFunction(
  {
    name: "getPartnerUser",
    method: "GET",
    paths: ["/{version}/partners/{partner}/users/{user}"],
    summary: "Get a user of your partner domain; for its super administrators, and your own record",
    params: { partner: DomainName, user: EmailAddress },
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
