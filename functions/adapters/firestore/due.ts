import type { Transaction } from "@google-cloud/firestore";
import type { Custody } from "#domain/custody.ts";
import { dueOf, expiryEntry, noticeEvent, stillHolds } from "#domain/deadlines.ts";
import type { ConsentEvent } from "#domain/event.ts";
import type { Instant } from "#domain/instant.ts";
import { relationshipParties } from "#domain/relationship.ts";
import { newChildId, newEventId } from "#platform/ids.ts";
import { writeAudit } from "./audit.ts";
import { writeReceipt } from "./receipts.ts";

/**
 * Deals with what has fallen due for a custody that is about to be written: every consent that ran out
 * is entered in both trails, and each notice that still holds becomes an event in the outbox.
 */
export function writeDue(
  transaction: Transaction,
  { before, next, at }: { before: Custody; next: Custody; at: Instant },
): ConsentEvent[] {
  const { customer } = before;
  const { notices } = dueOf(before, at);
  for (const notice of notices.filter(({ days }) => days === 0)) {
    const parties = relationshipParties(customer, notice.domain);
    writeAudit(transaction, expiryEntry(customer, notice, newChildId()), parties);
  }
  const events = notices
    .filter((notice) => stillHolds(notice, next, at))
    .map((notice) => noticeEvent(customer, notice, { id: newEventId(), at }));
  for (const event of events) {
    writeReceipt(transaction, event.receiptId, { digest: "", at, reply: {}, event });
  }
  return events;
}
