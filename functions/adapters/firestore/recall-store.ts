import type { CollectionReference, DocumentReference, Transaction } from "@google-cloud/firestore";
import { Certificate } from "#domain/certificate.ts";
import type { CaseKey, ChildId } from "#domain/identifiers.ts";
import type { Recall } from "#domain/recall.ts";
import type { RecallStore } from "#domain/recall-store.ts";
import { findInTransaction } from "./case-store.ts";
import { writeChange } from "./case-writes.ts";
import { firestore, toDocument } from "./client.ts";
import { caseDoc, feedDoc, historyDoc, read, receiptDoc } from "./documents.ts";
import { readDossier } from "./dossier.ts";
import { writeReceipt } from "./receipts.ts";

/** Recalls in Firestore; certificates lie below the case, where no client reads them. */
export function firestoreRecalls(): RecallStore {
  return {
    change: (ask, decide) =>
      firestore().runTransaction(async (transaction) => {
        const found = await findInTransaction(transaction, ask);
        const decision = await decide(found, (current) => readDossier(transaction, current));
        const { recall, reply, event } = decision;
        if (recall) {
          writeRecall(transaction, ask, recall);
          writeChange(transaction, { before: found.case, change: recall.change });
          // After the change, which adds the words of a new title to those that stood there.
          transaction.update(caseDoc(ask.caseId), recall.index);
          const { receiptId, digest, at, caseId } = ask;
          writeReceipt(transaction, receiptId, { digest, at, reply, event, caseId });
        }
        return decision;
      }),
    certificate: async (of, id) => read(Certificate, await certificateDoc(of, id).get()),
  };
}

function writeRecall(
  transaction: Transaction,
  of: CaseKey,
  { feed, history, replies, certificate }: Recall,
): void {
  for (const entry of feed) transaction.set(feedDoc(of, entry.id), toDocument(entry));
  for (const entry of history) transaction.set(historyDoc(of, entry.id), toDocument(entry));
  for (const { receiptId, reply } of replies) {
    transaction.update(receiptDoc(receiptId), { reply: JSON.stringify(reply) });
  }
  transaction.create(certificateDoc(of, certificate.id), toDocument(certificate));
}

/** Where the certificates of a case lie. */
export function certificatesOf({ customer, caseId }: CaseKey): CollectionReference {
  return firestore().collection(`customers/${customer}/cases/${caseId}/certificates`);
}

function certificateDoc(of: CaseKey, id: ChildId): DocumentReference {
  return certificatesOf(of).doc(id);
}
