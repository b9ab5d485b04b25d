import { z } from "zod";
import { Actor } from "./actor.ts";
import { CaseId, ChildId, CustomerId, EmailAddress } from "./identifiers.ts";
import { dayMs, Instant, plus } from "./instant.ts";
import { Viewer } from "./viewer.ts";

export const CaseState = z.enum([
  "NEW",
  "IN_PROGRESS_GOOGLE_SUPPORT",
  "ACTION_REQUIRED",
  "SOLUTION_PROVIDED",
  "CLOSED",
]);
export type CaseState = z.infer<typeof CaseState>;

/** P0 hard down, P1 unusable, P2 greatly impaired, P3 moderately impaired, P4 question. */
export const Priority = z.enum(["P0", "P1", "P2", "P3", "P4"]);
export type Priority = z.infer<typeof Priority>;

export const EscalationReason = z.enum([
  "RESOLUTION_TIME",
  "TECHNICAL_EXPERTISE",
  "BUSINESS_IMPACT",
]);
export const Escalation = z.strictObject({
  reason: EscalationReason,
  justification: z.string(),
});
export type Escalation = z.infer<typeof Escalation>;

/** A shared address and the parties that shared with it: it gets mail while one of them sees the case. */
export const Follower = z.strictObject({ email: EmailAddress, sharedBy: z.array(Viewer).min(1) });
export type Follower = z.infer<typeof Follower>;

export const Case = z.strictObject({
  customer: CustomerId,
  id: CaseId,
  displayName: z.string(),
  description: z.string(),
  topicId: ChildId,
  answers: z.array(z.strictObject({ questionId: z.string(), answer: z.string() })),
  priority: Priority,
  state: CaseState,
  timeZone: z.string().optional(),
  languageCode: z.string(),
  followers: z.array(Follower),
  contactEmail: EmailAddress.optional(),
  testCase: z.boolean(),
  escalation: Escalation.optional(),
  /** Who asked: the caller, or the person whom a trusted service named. */
  creator: Actor,
  /** Whose token it was, always. */
  principalEmail: EmailAddress,
  assigneeId: ChildId.optional(),
  relatedCase: CaseId.optional(),
  createdAt: Instant,
  updatedAt: Instant,
  closedAt: Instant.optional(),
  /** When the reminder is due; gone once it has been sent. */
  remindAt: Instant.optional(),
  /** Until when the customer's side may reopen; gone once that has ended. */
  reopenUntilAt: Instant.optional(),
  viewers: z.array(Viewer),
  /** How many files were attached on the last day (UTC) on which any were. */
  attached: z.strictObject({ on: z.string(), count: z.int() }).optional(),
  /** How much room its index takes so far, words counted twice included. */
  indexBytes: z.int(),
  revision: z.int(),
});
export type Case = z.infer<typeof Case>;

export const reopenWindowMs = 30 * dayMs;
export const reminderLeadMs = 3 * dayMs;

/** The last instant at which the customer's side may reopen a case closed then. */
export function reopenUntil(closedAt: Instant): Instant {
  return plus(closedAt, reopenWindowMs);
}

export function isOpen(state: CaseState): boolean {
  return state !== "CLOSED";
}

/** Changes with every change that is not internal to support. */
export function etagOf(current: Case): string {
  return `"${current.revision}"`;
}

/**
 * The instant of the next change: at least a millisecond after the last one. A request that had to wait
 * for another, or came by a slower clock, must not make history run backwards.
 */
export function instantAfter({ updatedAt }: Case, at: Instant): Instant {
  return at > updatedAt ? at : plus(updatedAt, 1);
}
