import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { agentFields, memberMaskFaults, namedFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { agentPath } from "#platform/path-parameters.ts";
import { AgentResource } from "#platform/wire/people.ts";
import { AgentPatch, UpdateMask } from "#platform/wire/people-bodies.ts";

export const patchAgent = httpFunction(
  {
    name: "patchAgent",
    method: "PATCH",
    paths: ["/{version}/agents/{user}"],
    methodId: "agents.patch",
    summary: "Name a support agent, or add one; for administrators of the support desk",
    description:
      "Changes an agent's name or rights, and adds an agent who is new. Only administrators of " +
      "the support desk may, and only for addresses in the support domain. Somebody new needs a " +
      "`displayName`. One administrator at least must remain (`LAST_ADMINISTRATOR`).",
    refusals: ["PRIVILEGE_MISSING", "LAST_ADMINISTRATOR"],
    params: agentPath,
    query: { updateMask: UpdateMask },
    body: AgentPatch,
    reply: AgentResource,
    check: ({ query, body }) =>
      memberMaskFaults(UpdateMask.safeParse(query.updateMask).data, body, agentFields),
  },
  { people: firestorePeople },
  (call, { people }) => {
    const { params, query, body: given } = call;
    const named = namedFields(query.updateMask, given, agentFields);
    const agentId = newChildId();
    return changePerson(call, {
      people,
      party: { kind: "support" },
      rule: (current, { domain }) =>
        rules.patchAgent(current, { email: params.user, domain, agentId }, { named, given }),
    });
  },
);
