import { z } from "zod";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import { agentFields, memberMaskFaults, namedFields } from "#domain/member-mask.ts";
import * as rules from "#domain/member-rules.ts";
import { changePerson } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { AgentResource, PersonName, personOutput, UpdateMask } from "#platform/wire/people.ts";

export const patchAgent = httpFunction(
  {
    name: "patchAgent",
    method: "PATCH",
    paths: ["/{version}/agents/{user}"],
    summary: "Name a support agent, or add one; for administrators of the support desk",
    params: { user: EmailAddress },
    query: { updateMask: UpdateMask },
    body: z.strictObject({
      ...personOutput,
      displayName: PersonName.optional(),
      deskAdministrator: z.boolean().optional(),
      etag: z.string().optional(),
    }),
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
