import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { DomainName } from "#domain/identifiers.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { PartnerUserResource } from "#platform/wire/people.ts";

export const listPartnerUsers = httpFunction(
  {
    name: "listPartnerUsers",
    method: "GET",
    paths: ["/{version}/partners/{partner}/users"],
    summary: "List the users of your partner domain; for its super administrators",
    params: { partner: DomainName },
    query: paging,
    reply: z.strictObject({
      users: z.array(PartnerUserResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const party = { kind: "partner", domain: call.params.partner } as const;
    const { people: users, nextPageToken } = await listPeople(call, people, party);
    return omitDefaults({ users, nextPageToken });
  },
);
