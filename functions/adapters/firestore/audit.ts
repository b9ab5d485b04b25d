import type { CollectionReference, Transaction } from "@google-cloud/firestore";
import { AuditEntry, type AuditParty } from "#domain/audit.ts";
import { firestore, toDocument } from "./client.ts";

/** Where the audit trail of a party lies. */
export function auditOf(party: AuditParty): CollectionReference {
  switch (party.kind) {
    case "customer":
      return firestore().collection(`customers/${party.customer}/audit`);
    case "partner":
      return firestore().collection(`partnerDomains/${party.domain}/audit`);
    case "support":
      return firestore().collection("supportDesk/agents/audit");
  }
}

/** Appends an entry to the trail of every party concerned, in the transaction of the act itself. */
export function writeAudit(
  transaction: Transaction,
  entry: AuditEntry,
  parties: readonly AuditParty[],
): void {
  const document = toDocument(AuditEntry.parse(entry));
  for (const party of parties) transaction.create(auditOf(party).doc(entry.id), document);
}
