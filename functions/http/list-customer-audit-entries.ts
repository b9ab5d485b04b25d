import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { listAudit } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { AuditPage } from "#platform/wire/audit.ts";

export const listCustomerAuditEntries = httpFunction(
  {
    name: "listCustomerAuditEntries",
    method: "GET",
    paths: ["/{version}/customers/{customer}/auditEntries"],
    methodId: "customers.auditEntries.list",
    summary: "List who gave whom what with the customer, the newest first; for its administrators",
    description:
      "Lists who granted, revoked, started, ended or changed what with the customer, the newest " +
      "first: partners' access and users' roles. Only the customer's administrators may.",
    refusals: partyRefusals,
    params: customerPath,
    query: paging,
    reply: AuditPage,
  },
  { people: firestorePeople, trail: firestoreAudit },
  (call, services) =>
    listAudit(call, services, { party: { kind: "customer", customer: call.params.customer } }),
);
