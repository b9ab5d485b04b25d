import {
  type DocumentReference,
  type DocumentSnapshot,
  FieldValue,
  Timestamp,
  type Transaction,
} from "@google-cloud/firestore";
import { z } from "zod";
import { idempotencyMs, type Receipt } from "#domain/decision.ts";
import { type EventStore, OutgoingEvent } from "#domain/event.ts";
import type { CaseId, ChildId } from "#domain/identifiers.ts";
import { Instant, minuteMs, plus } from "#domain/instant.ts";
import { log } from "#platform/log.ts";
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

const Attempts = z.object({ attempts: z.int() });

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
 * field of the database's time-to-live policy). `caseId` names the case that the answer holds texts of.
 */
export function writeReceipt(
  transaction: Transaction,
  id: ChildId,
  {
    event,
    ...receipt
  }: Omit<Receipt, "pending"> & {
    event?: OutgoingEvent | undefined;
    caseId?: CaseId;
  },
): void {
  const { digest, at, reply, caseId } = receipt;
  const pending = event
    ? { event, attempts: 0, dueAt: plus(at, patienceMs) }
    : { expiresAt: plus(at, idempotencyMs) };
  const document = { digest, givenAt: at, reply: JSON.stringify(reply), caseId, ...pending };
  transaction.set(receiptDoc(id), toDocument(document));
}

/** The outbox in the receipts. */
export function firestoreEvents(): EventStore {
  return {
    confirm: async (event, at) => {
      await inRound(event, (transaction, ref, found) => {
        if (!found) return;
        const expiresAt = Timestamp.fromDate(new Date(plus(at, idempotencyMs)));
        transaction.update(ref, { dueAt: FieldValue.delete(), expiresAt });
      });
    },
    takeDue,
    putBack,
  };
}

async function putBack(event: OutgoingEvent, dueAt: Instant): Promise<void> {
  const { overtaken } = await inRound(event, (transaction, ref, found) => {
    const next = { ...event, round: event.round + 1 };
    const due = toDocument({ event: next, attempts: 0, dueAt });
    if (found) transaction.update(ref, { ...due, expiresAt: FieldValue.delete() });
    // The receipt has done its time: nobody asks for its answer any more, the event still counts.
    else
      transaction.set(ref, { ...due, ...toDocument({ digest: "", givenAt: dueAt, reply: "{}" }) });
  });
  // Its key answers another request since; the event still counts, in a receipt of its own.
  const own = { ...event, receiptId: event.id };
  if (overtaken && event.receiptId !== own.receiptId) await putBack(own, dueAt);
}

/**
 * Runs an act on the receipt of an event, unless the event has gone on to another round since. "Overtaken"
 * is an event whose receipt holds another one: a day after its answer a key may be used again.
 */
async function inRound(
  event: OutgoingEvent,
  act: (transaction: Transaction, ref: DocumentReference, found: boolean) => void,
): Promise<{ overtaken: boolean }> {
  const ref = receiptDoc(event.receiptId);
  return firestore().runTransaction(async (transaction) => {
    const [snapshot] = await transaction.getAll(ref, { fieldMask: ["event"] });
    const stored = EventDocument.safeParse(fromDocument(snapshot?.data() ?? {})).data?.event;
    const overtaken = stored !== undefined && stored.id !== event.id;
    const moved = overtaken || (stored !== undefined && stored.round !== event.round);
    if (!moved) act(transaction, ref, snapshot?.exists === true);
    return { overtaken };
  });
}

const EventDocument = z.object({ event: OutgoingEvent });

async function takeDue(at: Instant, limit: number): Promise<OutgoingEvent[]> {
  const due = firestore()
    .collection("receipts")
    .where("dueAt", "<=", Timestamp.fromDate(new Date(at)))
    .orderBy("dueAt")
    .limit(limit);
  return firestore().runTransaction(async (transaction) => {
    const { docs } = await transaction.get(due);
    return docs.flatMap((doc) => {
      const { attempts } = Attempts.parse(doc.data());
      const waitMs = Math.min(patienceMs * 2 ** attempts, patienceMsMax);
      transaction.update(doc.ref, toDocument({ attempts: attempts + 1, dueAt: plus(at, waitMs) }));
      const read = EventDocument.safeParse(fromDocument(doc.data()));
      // Put off like the others, and kept: it may be of a later version, and must not hold up the rest.
      if (!read.success) log("ERROR", "event not understood", { receiptId: doc.id });
      return read.success ? [read.data.event] : [];
    });
  });
}
