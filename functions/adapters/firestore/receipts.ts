import {
  type DocumentSnapshot,
  FieldValue,
  Timestamp,
  type Transaction,
} from "@google-cloud/firestore";
import { z } from "zod";
import { idempotencyMs, type Receipt } from "#domain/decision.ts";
import { type EventStore, OutgoingEvent } from "#domain/event.ts";
import type { ChildId } from "#domain/identifiers.ts";
import { Instant, minuteMs, plus } from "#domain/instant.ts";
import { firestore, fromDocument, toDocument } from "./client.ts";
import { read, receiptDoc } from "./documents.ts";

/** How long an event is left to be confirmed before it goes out again, at first and at most. */
const patienceMs = minuteMs;
const patienceMsMax = 60 * minuteMs;

/** What of a receipt answers a repeated request. */
export const ReceiptDocument = z.object({
  digest: z.string(),
  givenAt: Instant,
  reply: z.string(),
  dueAt: Instant.optional(),
});

const DueDocument = z.object({ event: OutgoingEvent, attempts: z.int() });

/** The answer that was given under this id, if any. */
export function readReceipt(snapshot: DocumentSnapshot | undefined): Receipt | undefined {
  const document = read(ReceiptDocument, snapshot);
  if (!document) return undefined;
  return {
    digest: document.digest,
    at: document.givenAt,
    reply: JSON.parse(document.reply),
    pending: document.dueAt !== undefined,
  };
}

/**
 * Keeps an answer, and the event to be told to the world, in the transaction of the change itself.
 * A receipt lasts until its event is confirmed, and a day for its answer (`expiresAt` is the
 * field of the database's time-to-live policy).
 */
export function writeReceipt(
  transaction: Transaction,
  id: ChildId,
  { event, ...receipt }: Omit<Receipt, "pending"> & { event?: OutgoingEvent | undefined },
): void {
  const { digest, at, reply } = receipt;
  const pending = event
    ? { event, attempts: 0, dueAt: plus(at, patienceMs) }
    : { expiresAt: plus(at, idempotencyMs) };
  const document = { digest, givenAt: at, reply: JSON.stringify(reply), ...pending };
  transaction.set(receiptDoc(id), toDocument(document));
}

/** The outbox in the receipts. */
export function firestoreEvents(): EventStore {
  return {
    confirm: async ({ receiptId }, at) => {
      const expiresAt = Timestamp.fromDate(new Date(plus(at, idempotencyMs)));
      await receiptDoc(receiptId)
        .update({ dueAt: FieldValue.delete(), expiresAt })
        .catch(unlessMissing);
    },
    takeDue,
    putBack: async (event, dueAt) => {
      const due = { event, attempts: 0, dueAt, expiresAt: undefined };
      await receiptDoc(event.receiptId).set(toDocument(due), { merge: true });
    },
  };
}

async function takeDue(at: Instant, limit: number): Promise<OutgoingEvent[]> {
  const due = firestore()
    .collection("receipts")
    .where("dueAt", "<=", Timestamp.fromDate(new Date(at)))
    .orderBy("dueAt")
    .limit(limit);
  return firestore().runTransaction(async (transaction) => {
    const { docs } = await transaction.get(due);
    return docs.map((doc) => {
      const { event, attempts } = DueDocument.parse(fromDocument(doc.data()));
      const waitMs = Math.min(patienceMs * 2 ** attempts, patienceMsMax);
      transaction.update(doc.ref, toDocument({ attempts: attempts + 1, dueAt: plus(at, waitMs) }));
      return event;
    });
  });
}

/** NOT_FOUND: the receipt has done its time. */
function unlessMissing(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === 5) return;
  throw error;
}
