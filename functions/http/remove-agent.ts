import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import * as rules from "#domain/member-rules.ts";
import { removePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { agentPath } from "#platform/path-parameters.ts";
import { Etag } from "#platform/wire/etag.ts";
import { RemovedResource } from "#platform/wire/people.ts";

export const removeAgent = httpFunction(
  {
    name: "removeAgent",
    method: "POST",
    paths: ["/{version}/agents/{user}:remove"],
    methodId: "agents.remove",
    summary: "Make somebody no agent any more; for administrators of the support desk",
    description:
      "Takes the agent's rights away, from the next request on; old cases keep the name. Only " +
      "administrators of the support desk may, and one of them at least must remain. Somebody " +
      "who is no agent is `CHILD_NOT_FOUND`.",
    refusals: ["PRIVILEGE_MISSING", "LAST_ADMINISTRATOR", "CHILD_NOT_FOUND"],
    params: agentPath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "RemoveAgentRequest" }),
    reply: RemovedResource,
  },
  { people: firestorePeople },
  (call, { people }) =>
    removePerson(call, { people, party: { kind: "support" }, rule: rules.removeAgent }),
);
