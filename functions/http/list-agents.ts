import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listPeople } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";
import { AgentPage } from "#platform/wire/people.ts";

export const listAgents = httpFunction(
  {
    name: "listAgents",
    method: "GET",
    paths: ["/{version}/agents"],
    methodId: "agents.list",
    summary: "List the support agents; for administrators of the support desk",
    description:
      "Lists the support agents by their addresses. Only administrators of the support desk " +
      "may.",
    refusals: ["PRIVILEGE_MISSING"],
    params: {},
    query: paging,
    reply: AgentPage,
  },
  { people: firestorePeople },
  async (call, { people }) => {
    const { people: agents, nextPageToken } = await listPeople(call, people, { kind: "support" });
    return omitDefaults({ agents, nextPageToken });
  },
);
