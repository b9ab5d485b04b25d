import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestorePeople } from "#adapters/firestore/people-store.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { listAudit } from "#platform/administer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { paging } from "#platform/parameters.ts";
import { AuditPage } from "#platform/wire/audit.ts";

export const listCustomerAuditEntries = httpFunction(
  {
    name: "listCustomerAuditEntries",
    method: "GET",
    paths: ["/{version}/customers/{customer}/auditEntries"],
    summary: "List who gave whom what with the customer, the newest first; for its administrators",
    params: { customer: CustomerId },
    query: paging,
    reply: AuditPage,
  },
  { people: firestorePeople, trail: firestoreAudit },
  (call, services) =>
    listAudit(call, services, { party: { kind: "customer", customer: call.params.customer } }),
);
