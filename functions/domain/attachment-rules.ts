import { system } from "./actor.ts";
import {
  type Attachment,
  type DeletedAttachment,
  filesPerDayMax,
  type QuarantineCause,
} from "./attachment.ts";
import type { Case } from "./case.ts";
import { requireOpen } from "./case-rules.ts";
import { type Change, changed, type Stamp } from "./change.ts";
import type { ChildId } from "./identifiers.ts";
import { dayOf, type Instant } from "./instant.ts";
import { Refusal } from "./refusal.ts";

/** What is known of a file when its bytes have been stored. */
export type NewAttachment = Pick<
  Attachment,
  "id" | "filename" | "mimeType" | "sizeBytes" | "object" | "generation" | "archive" | "screenLater"
> & {
  /** Whether its text could not be searched for personal data. */
  unsearched: boolean;
  /** Whether a scanner is going to look at it. */
  toBeScanned: boolean;
};

/** Refuses another file on a closed case, and more than a case takes in a day. */
export function requireRoom(current: Case, at: Instant): void {
  requireOpen(current);
  if (attachedOn(current, at) < filesPerDayMax) return;
  throw new Refusal("ATTACHMENT_QUOTA", `A case takes ${filesPerDayMax} files a day.`, {
    subject: `customers/${current.customer}/cases/${current.id}`,
    remedy: "Put several files into one archive, or attach the rest tomorrow (UTC).",
  });
}

/** Adds a file to an open case. */
export function attach(current: Case, input: NewAttachment, stamp: Stamp): Change {
  requireRoom(current, stamp.at);
  const { toBeScanned, unsearched, ...file } = input;
  const attachment: Attachment = {
    ...file,
    kind: "attachment",
    creator: stamp.actor,
    createdAt: stamp.at,
    state: toBeScanned || input.screenLater ? "SCANNING" : "AVAILABLE",
    scanned: false,
    internal: false,
    ...(unsearched && { unsearched: true }),
  };
  const attached = { on: dayOf(stamp.at), count: attachedOn(current, stamp.at) + 1 };
  const fact = { type: "attachment.created", attachmentId: input.id } as const;
  const change = changed(current, { ...current, attached }, { stamp, fact });
  return { ...withFile(change, { after: input.filename }), attachment };
}

/** Takes a file off a case for good; what it was called, by whom and why it was removed stays in the feed. */
export function remove(
  current: Case,
  attachment: Attachment,
  { stamp, reason }: { stamp: Stamp; reason: string },
): Change {
  const { id, filename, mimeType, sizeBytes, creator, object, generation, internal } = attachment;
  const tombstone: DeletedAttachment = {
    kind: "deletedAttachment",
    id,
    filename,
    mimeType,
    sizeBytes,
    creator,
    object,
    generation,
    internal,
    attachedAt: attachment.createdAt,
    createdAt: stamp.at,
    remover: stamp.actor,
    reason,
  };
  const fact = { type: "attachment.removed", attachmentId: id, reason } as const;
  const change = changed(current, current, { stamp, fact });
  return { ...withFile(change, { before: filename }), attachment: tombstone };
}

/** What became of looking at a file, of which nobody need be told: it can be downloaded now, or its bytes are gone. */
export function settle(
  current: Case,
  attachment: Attachment,
  outcome: Pick<Attachment, "state" | "scanned">,
): Change {
  return { case: current, attachment: { ...attachment, ...outcome, screenLater: false } };
}

/** Bars a file from being downloaded, and has the followers and whoever attached it told. */
export function quarantine(
  current: Case,
  attachment: Attachment,
  { cause, at, eventId }: { cause: QuarantineCause; at: Instant; eventId: ChildId },
): Change {
  const stamp = { at, eventId, actor: system, viewer: "support", agent: false };
  const fact = {
    type: "attachment.quarantined",
    attachmentId: attachment.id,
    reason: cause,
  } as const;
  const change = changed(current, current, { stamp, fact });
  return {
    ...withFile(change, { after: attachment.filename }),
    attachment: {
      ...attachment,
      state: "QUARANTINED",
      scanned: cause === "MALWARE",
      screenLater: false,
      quarantineCause: cause,
    },
  };
}

function attachedOn({ attached }: Case, at: Instant): number {
  return attached?.on === dayOf(at) ? attached.count : 0;
}

/** History names the file, which is no field of the case. */
function withFile(change: Change, names: { before?: string; after?: string }): Change {
  if (!change.entry) return change;
  const changes = [...change.entry.changes, { field: "attachment", ...names }];
  return { ...change, entry: { ...change.entry, changes } };
}
