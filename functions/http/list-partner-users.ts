import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { partnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { PartnerUserPage } from "#platform/wire/people.ts";

export const listPartnerUsers = httpFunction(
  {
    name: "listPartnerUsers",
    method: "GET",
    paths: ["/{version}/partners/{partner}/users"],
    methodId: "partners.users.list",
    summary: "List the users of your partner domain; for its super administrators",
    description:
      "Lists the users of your partner domain by their addresses, with their privileges. Only " +
      "super administrators of the domain may.",
    refusals: partyRefusals,
    params: partnerPath,
    query: paging,
    reply: PartnerUserPage,
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const party = { kind: "partner", domain: call.params.partner } as const;
    const { people: users, nextPageToken } = await listPeople(call, people, party);
    return omitDefaults({ users, nextPageToken });
  },
);
