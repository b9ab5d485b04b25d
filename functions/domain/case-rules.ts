import {
  type Case,
  type Escalation,
  etagOf,
  isOpen,
  type Priority,
  reminderLeadMs,
  reopenUntil,
} from "./case.ts";
import { type Change, changed, differences, type Stamp, unchanged } from "./change.ts";
import type { Custody } from "./custody.ts";
import { replaceFollowers } from "./followers.ts";
import { plus } from "./instant.ts";
import type { PatchField } from "./patch-mask.ts";
import { invalid, Refusal } from "./refusal.ts";

/** What a patch sets; absent where the mask does not name it. */
export type CasePatch = {
  displayName?: string;
  priority?: Priority;
  subscriberEmailAddresses?: readonly string[];
  /** Why, required of support for another severity. */
  reason?: string;
};

/** The part of what was given that a mask names; followers named and not given are none. */
export function patchOf(
  named: ReadonlySet<PatchField>,
  given: { [K in keyof CasePatch]: CasePatch[K] | undefined },
): CasePatch {
  const { displayName, priority, subscriberEmailAddresses, reason } = given;
  return {
    ...(named.has("displayName") && displayName !== undefined && { displayName }),
    ...(named.has("priority") && priority !== undefined && { priority }),
    ...(named.has("subscriberEmailAddresses") && {
      subscriberEmailAddresses: subscriberEmailAddresses ?? [],
    }),
    ...(reason !== undefined && { reason }),
  };
}

/** Sets title, severity and followers. A closed case takes nothing but other followers. */
export function patch(current: Case, input: CasePatch, stamp: Stamp): Change {
  const { subscriberEmailAddresses, reason, ...fields } = input;
  const next = {
    ...current,
    ...fields,
    ...(subscriberEmailAddresses && {
      followers: replaceFollowers(current.followers, subscriberEmailAddresses, {
        by: stamp.viewer,
      }),
    }),
  };
  const changes = differences(current, next);
  if (changes.length === 0) return unchanged(current);
  if (changes.some(({ field }) => field !== "subscriberEmailAddresses")) requireOpen(current);
  const severityChanged = next.priority !== current.priority;
  if (severityChanged && stamp.agent && !reason) {
    throw invalid({
      field: "reason",
      description:
        "Support announces another severity with its reason: give it as the parameter `reason`.",
    });
  }
  return changed(current, next, {
    stamp,
    fact: { type: "case.changed", ...(severityChanged && reason ? { reason } : {}) },
  });
}

/** The problem no longer occurs. Starts the window in which the customer's side may reopen. */
export function close(current: Case, stamp: Stamp): Change {
  if (!isOpen(current.state)) return unchanged(current);
  const until = reopenUntil(stamp.at);
  const next: Case = {
    ...current,
    state: "CLOSED",
    closedAt: stamp.at,
    reopenUntilAt: until,
    remindAt: plus(until, -reminderLeadMs),
  };
  return changed(current, next, { stamp, fact: { type: "case.closed" } });
}

/** Within the window by anybody who may work with the case; by agents always. */
export function reopen(current: Case, stamp: Stamp): Change {
  const { closedAt, reopenUntilAt: _until, remindAt: _remind, ...rest } = current;
  if (isOpen(current.state) || closedAt === undefined) return unchanged(current);
  // Judged by the clock, not by whether the job that ends windows has run.
  if (!stamp.agent && stamp.at > reopenUntil(closedAt)) {
    throw new Refusal(
      "REOPEN_WINDOW_EXPIRED",
      "A case can be reopened for 30 days after its closing.",
      {
        subject: `customers/${current.customer}/cases/${current.id}`,
        remedy: "Open a new case and name this one as its relatedCase.",
      },
    );
  }
  const next: Case = { ...rest, state: "IN_PROGRESS_GOOGLE_SUPPORT" };
  return changed(current, next, { stamp, fact: { type: "case.reopened" } });
}

/** Once, while the case is open, for customers with the Premium tier. */
export function escalate(
  current: Case,
  escalation: Escalation,
  { stamp, custody }: { stamp: Stamp; custody: Custody },
): Change {
  requireOpen(current);
  if (custody.supportTier !== "PREMIUM") {
    throw new Refusal(
      "ESCALATION_NOT_ENTITLED",
      "Only cases of Premium customers can be escalated.",
      {
        subject: `customers/${custody.customer}`,
        remedy: "Say in a comment why the case is urgent, or raise its priority.",
      },
    );
  }
  if (current.escalation) {
    throw new Refusal(
      "ALREADY_ESCALATED",
      "This case has been escalated before; that can be done once.",
      {
        subject: `customers/${current.customer}/cases/${current.id}`,
        remedy: "Add a comment: the escalation still stands.",
      },
    );
  }
  const next = { ...current, escalation };
  return changed(current, next, {
    stamp,
    fact: { type: "case.escalated", reason: escalation.reason },
  });
}

/** Refuses a stale write. `*` and no etag at all match every revision. */
export function requireEtag(current: Case, etag: string | undefined): void {
  if (etag === undefined || etag === "*" || etag.replace(/^W\//, "") === etagOf(current)) return;
  throw new Refusal("ETAG_MISMATCH", "The case has changed since you read it.", {
    subject: `customers/${current.customer}/cases/${current.id}`,
    remedy: "Read it again and repeat the change on what you find.",
  });
}

/** Refuses what a closed case does not take. */
export function requireOpen(current: Case): void {
  if (isOpen(current.state)) return;
  throw new Refusal("CASE_CLOSED", "The case is closed.", {
    subject: `customers/${current.customer}/cases/${current.id}`,
    remedy: "Reopen it first, or open a new case that names it as its relatedCase.",
  });
}
