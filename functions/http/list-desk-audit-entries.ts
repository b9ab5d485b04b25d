import { agentNames } from "#adapters/firestore/agents.ts";
import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listAudit } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { AuditPage } from "#platform/wire/audit.ts";

export const listDeskAuditEntries = httpFunction(
  {
    name: "listDeskAuditEntries",
    method: "GET",
    paths: ["/{version}/supportDesk/auditEntries"],
    methodId: "supportDesk.auditEntries.list",
    summary:
      "List who made whom an agent, the newest first; for administrators of the support desk",
    description:
      "Lists who made whom a support agent, or no agent any more, the newest first. Only " +
      "administrators of the support desk may.",
    refusals: ["PRIVILEGE_MISSING"],
    params: {},
    query: paging,
    reply: AuditPage,
  },
  { people: firestorePeople, trail: firestoreAudit },
  (call, services) => listAudit(call, services, { party: { kind: "support" }, names: agentNames }),
);
