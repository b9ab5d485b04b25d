import {
  type CollectionReference,
  FieldPath,
  Timestamp,
  type Transaction,
} from "@google-cloud/firestore";
import { AuditEntry, type AuditParty, type AuditTrail } from "#domain/audit.ts";
import { firestore, toDocument } from "./client.ts";
import { read } from "./documents.ts";

/** The trails, each party's in its own collection. */
export function firestoreAudit(): AuditTrail {
  return {
    async page(party, after, limit) {
      const newest = auditOf(party)
        .orderBy("createdAt", "desc")
        .orderBy(FieldPath.documentId(), "desc")
        .limit(limit);
      const from = after
        ? newest.startAfter(Timestamp.fromDate(new Date(after.at)), after.id)
        : newest;
      const { docs } = await from.get();
      return docs.map((doc) => read(AuditEntry, doc)).filter((entry) => entry !== undefined);
    },
  };
}

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
