import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listAudit } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { partnerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { AuditPage } from "#platform/wire/audit.ts";

export const listPartnerAuditEntries = httpFunction(
  {
    name: "listPartnerAuditEntries",
    method: "GET",
    paths: ["/{version}/partners/{partner}/auditEntries"],
    methodId: "partners.auditEntries.list",
    summary:
      "List who gave whom what in your partner domain, the newest first; for super administrators",
    description:
      "Lists who changed which user of your partner domain and what customers granted to it or " +
      "revoked, the newest first. Only super administrators of the domain may.",
    refusals: partyRefusals,
    params: partnerPath,
    query: paging,
    reply: AuditPage,
  },
  { people: firestorePeople, trail: firestoreAudit },
  (call, services) =>
    listAudit(call, services, { party: { kind: "partner", domain: call.params.partner } }),
);
