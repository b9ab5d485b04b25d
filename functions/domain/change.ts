import type { Actor } from "./actor.ts";
import type { Attachment, DeletedAttachment } from "./attachment.ts";
import type { Case } from "./case.ts";
import type { Comment } from "./comment.ts";
import type { FieldChange, HistoryEntry } from "./history.ts";
import type { ChildId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import type { Viewer } from "./viewer.ts";

/** When, by whom and for which party something is done, and the id of the event that tells of it. */
export type Stamp = {
  at: Instant;
  eventId: ChildId;
  actor: Actor;
  viewer: Viewer;
  agent: boolean;
};

/** What a rule decides: the case as it is to be, and what is to be appended. No entry: nothing changed. */
export type Change = {
  case: Case;
  entry?: HistoryEntry;
  comment?: Comment;
  /** As it is to be: new, or in the place of what the feed held under its id. */
  attachment?: Attachment | DeletedAttachment;
};

type Fact = Pick<HistoryEntry, "type"> &
  Partial<Pick<HistoryEntry, "reason" | "commentId" | "attachmentId" | "internal">>;

/** A change that is announced: a new revision, and a history entry with every field that differs. */
export function changed(
  current: Case,
  next: Case,
  { stamp, fact }: { stamp: Stamp; fact: Fact },
): Change {
  const internal = fact.internal ?? false;
  const entry: HistoryEntry = {
    id: stamp.eventId,
    createdAt: stamp.at,
    actor: stamp.actor,
    changes: differences(current, next),
    ...fact,
    internal,
  };
  // What is internal to support must not show in the time or the etag of the case either.
  const touched = internal
    ? next
    : { ...next, updatedAt: stamp.at, revision: current.revision + 1 };
  return { case: touched, entry };
}

/** The answer to a request that asks for what already is: 200, and nobody is mailed again. */
export function unchanged(current: Case): Change {
  return { case: current };
}

/** Every field that history tells of, by its wire name, where it differs. */
export function differences(before: Partial<Case>, after: Case): FieldChange[] {
  return Object.entries(told).flatMap(([field, read]) => {
    const [old, now] = [read(before), read(after)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      {
        field,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

const told: Record<string, (of: Partial<Case>) => FieldChange["before"]> = {
  displayName: (of) => of.displayName,
  priority: (of) => of.priority,
  state: (of) => of.state,
  subscriberEmailAddresses: (of) => of.followers?.map(({ email }) => email),
  escalated: (of) => of.escalation !== undefined || undefined,
  assignee: (of) => of.assigneeId,
  reopenUntil: (of) => of.reopenUntilAt,
};
