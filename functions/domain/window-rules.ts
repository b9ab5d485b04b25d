import { type Case, isOpen, reopenUntil } from "./case.ts";
import { type Change, changed, type Stamp, unchanged } from "./change.ts";

/**
 * Ends the time in which the customer's side may reopen, and says so in history. Run again, or
 * run on a case that was reopened meanwhile, it changes nothing.
 */
export function endReopenWindow(current: Case, stamp: Stamp): Change {
  const { reopenUntilAt, remindAt: _remind, ...next } = current;
  if (reopenUntilAt === undefined || stamp.at <= reopenUntilAt) return unchanged(current);
  return quietly(changed(current, next, { stamp, fact: { type: "reopenWindow.ended" } }), current);
}

/** Tells the followers, once, that the time to reopen is running out. */
export function remindOfReopenWindow(current: Case, stamp: Stamp): Change {
  const { remindAt, ...next } = current;
  if (remindAt === undefined || stamp.at < remindAt) return unchanged(current);
  const { closedAt } = current;
  const over = closedAt === undefined || isOpen(current.state) || stamp.at > reopenUntil(closedAt);
  // Too late to be of use: the due mark goes, nobody is told.
  if (over) return { case: next };
  return quietly(changed(current, next, { stamp, fact: { type: "reopenWindow.ending" } }), current);
}

/** A job is no reason for a case to come up in lists again, nor for a client's etag to turn stale. */
function quietly(change: Change, current: Case): Change {
  return {
    ...change,
    case: { ...change.case, updatedAt: current.updatedAt, revision: current.revision },
  };
}
