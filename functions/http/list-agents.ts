import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { AgentResource } from "#platform/wire/people.ts";

export const listAgents = httpFunction(
  {
    name: "listAgents",
    method: "GET",
    paths: ["/{version}/agents"],
    summary: "List the support agents; for administrators of the support desk",
    params: {},
    query: paging,
    reply: z.strictObject({
      agents: z.array(AgentResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const { people: agents, nextPageToken } = await listPeople(call, people, { kind: "support" });
    return omitDefaults({ agents, nextPageToken });
  },
);
