import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { DomainName } from "#domain/identifiers.ts";
import { listAudit } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { AuditPage } from "#platform/wire/audit.ts";

export const listPartnerAuditEntries = httpFunction(
  {
    name: "listPartnerAuditEntries",
    method: "GET",
    paths: ["/{version}/partners/{partner}/auditEntries"],
    summary:
      "List who gave whom what in your partner domain, the newest first; for super administrators",
    params: { partner: DomainName },
    query: paging,
    reply: AuditPage,
  },
  { people: firestorePeople, trail: firestoreAudit },
  (call, services) =>
    listAudit(call, services, { party: { kind: "partner", domain: call.params.partner } }),
);
