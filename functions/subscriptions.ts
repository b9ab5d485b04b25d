import { confirmEvent } from "#events/confirm-event.ts";
import { discardAttachment } from "#events/discard-attachment.ts";
import { expireConsents } from "#events/expire-consents.ts";
import { expireReopenWindows } from "#events/expire-reopen-windows.ts";
import { indexWords } from "#events/index-words.ts";
import { inspectAttachment } from "#events/inspect-attachment.ts";
import { mailConsent } from "#events/mail-consent.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { recordAccess } from "#events/record-access.ts";
import { reindexCustomer } from "#events/reindex-customer.ts";
import { remindReopenWindows } from "#events/remind-reopen-windows.ts";
import { republishEvents } from "#events/republish-events.ts";
import { reviveDeadLetter } from "#events/revive-dead-letter.ts";
import { sweepAttachments } from "#events/sweep-attachments.ts";
import type { EventFunction } from "#platform/event-function.ts";

/** A push subscription: what a topic's messages are given to, and how often before they are given up. */
export type Subscription = {
  name: string;
  topic: string;
  to: EventFunction;
  /** Longer than the function's worst time: later, Pub/Sub pushes the message again beside it. */
  ackDeadlineSeconds: number;
  /** Absent where the next tick comes anyway, and for the dead letters themselves. */
  deadLetter?: { topic: string; maxDeliveryAttempts: number };
};

export const deadLetterTopic = "dead-letters";

/** Dead letters of access records: no outbox holds them, so they are tried again from here until they are stored. */
const lateAccessTopic = "late-access-records";

/**
 * Not ordered, though messages carry an ordering key for those who subscribe from outside: an
 * ordered subscription holds every later mail of a case back behind one that fails.
 */
export const subscriptions: readonly Subscription[] = [
  onEvent("case-events", mailFollowers, 300),
  onEvent("case-events", indexWords, 60),
  onEvent("case-events", inspectAttachment, 600),
  onEvent("case-events", discardAttachment, 60),
  onEvent("case-events", confirmEvent, 30),
  onEvent("custody-events", reindexCustomer, 600),
  onEvent("custody-events", mailConsent, 300),
  onEvent("custody-events", confirmEvent, 30),
  {
    ...onEvent("access-records", recordAccess, 60),
    deadLetter: { topic: lateAccessTopic, maxDeliveryAttempts: 10 },
  },
  onTick(lateAccessTopic, recordAccess),
  onTick(deadLetterTopic, reviveDeadLetter),
  onTick("minute-tick", republishEvents),
  onTick("minute-tick", expireConsents),
  onTick("reopen-window-tick", expireReopenWindows),
  onTick("reopen-window-tick", remindReopenWindows),
  onTick("attachment-tick", sweepAttachments),
];

/** When the scheduler publishes on a topic, as cron has it (UTC). */
export const schedules: readonly { topic: string; cron: string; everySeconds: number }[] = [
  { topic: "minute-tick", cron: "* * * * *", everySeconds: 60 },
  { topic: "reopen-window-tick", cron: "*/10 * * * *", everySeconds: 600 },
  { topic: "attachment-tick", cron: "17 * * * *", everySeconds: 3_600 },
];

function onEvent(topic: string, to: EventFunction, ackDeadlineSeconds: number): Subscription {
  const deadLetter = { topic: deadLetterTopic, maxDeliveryAttempts: 10 };
  return { name: `${topic}.${to.contract.name}`, topic, to, ackDeadlineSeconds, deadLetter };
}

function onTick(topic: string, to: EventFunction): Subscription {
  return { name: `${topic}.${to.contract.name}`, topic, to, ackDeadlineSeconds: 600 };
}
