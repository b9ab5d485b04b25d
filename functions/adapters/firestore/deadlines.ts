import { FieldPath, Timestamp, type Transaction } from "@google-cloud/firestore";
import { z } from "zod";
import { custodyEvent } from "#domain/consent.ts";
import { Custody } from "#domain/custody.ts";
import { type DeadlineStore, dueOf, type Overdue, settled } from "#domain/deadlines.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import { newEventId } from "#platform/ids.ts";
import { firestore, fromDocument, toDocument } from "./client.ts";
import { writeCustody } from "./custody-store.ts";
import { custodyDoc, read } from "./documents.ts";
import { writeDue } from "./due.ts";
import { writeReceipt } from "./receipts.ts";

const Waiting = z.object({ customer: CustomerId, dueAt: Instant });

/** The clocks of custodies, found by when something is due. */
export function firestoreDeadlines(): DeadlineStore {
  return {
    due: overdue,
    settle: (customer, at) =>
      firestore().runTransaction(async (transaction) => {
        const custody = read(Custody, await transaction.get(custodyDoc(customer)));
        return custody?.dueAt !== undefined && custody.dueAt <= at
          ? settleOne(transaction, custody, at)
          : [];
      }),
  };
}

function settleOne(transaction: Transaction, custody: Custody, at: Instant): OutgoingEvent[] {
  const { customer } = custody;
  if (!dueOf(custody, at).moved) {
    // A notice alone changes nothing that anybody sees: neither index nor revision moves.
    const next = Custody.parse(settled(custody, at));
    transaction.set(custodyDoc(customer), toDocument(next));
    return writeDue(transaction, { before: custody, next, at });
  }
  const id = newEventId();
  const event = custodyEvent(customer, { id, receiptId: id, at });
  const notices = writeCustody(transaction, custody, { before: custody, at });
  writeReceipt(transaction, id, { digest: "", at, reply: {}, event });
  return [event, ...notices];
}

async function overdue(at: Instant, after: Overdue | undefined, limit: number): Promise<Overdue[]> {
  const first = firestore()
    .collection("custody")
    .where("dueAt", "<=", Timestamp.fromDate(new Date(at)))
    .orderBy("dueAt")
    .orderBy(FieldPath.documentId())
    .limit(limit)
    .select("customer", "dueAt");
  const from = after && [Timestamp.fromDate(new Date(after.dueAt)), after.customer];
  const { docs } = await (from ? first.startAfter(...from) : first).get();
  return docs.map((doc) => Waiting.parse(fromDocument(doc.data())));
}
