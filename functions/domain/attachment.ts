import { z } from "zod";
import { Actor } from "./actor.ts";
import type { FeedEntry } from "./feed.ts";
import type { FileRef } from "./file-store.ts";
import { CaseId, type CaseKey, ChildId, CustomerId } from "./identifiers.ts";
import { dayMs, hourMs, Instant, minuteMs } from "./instant.ts";
import { Refusal } from "./refusal.ts";

/** Through the upload endpoint, and by signed transfer. */
export const uploadBytesMax = 25 * 1024 * 1024;
export const transferBytesMax = 1024 * 1024 * 1024;

/** How many files a case takes in a day (UTC). */
export const filesPerDayMax = 20;

/** How long a signed address to write to can be used, and how long after its making the upload can be finished. */
export const uploadUrlMs = hourMs;
export const uploadTokenMs = 6 * hourMs;

/** How long a signed address to read from can be used. */
export const downloadUrlMs = 5 * minuteMs;

/** A file without a record is given this long to get one: longer than any upload can still be finished. */
export const strayFileMs = dayMs;

/** SCANNING and QUARANTINED files are never handed out; of LOST ones the bytes are gone. */
export const AttachmentState = z.enum(["SCANNING", "AVAILABLE", "QUARANTINED", "LOST"]);
export type AttachmentState = z.infer<typeof AttachmentState>;

export const QuarantineCause = z.enum(["MALWARE", "UNSCANNABLE", "PERSONAL_DATA"]);
export type QuarantineCause = z.infer<typeof QuarantineCause>;

const file = {
  id: ChildId,
  filename: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  creator: Actor,
  /** Where the bytes lie: one version of one object. */
  object: z.string(),
  generation: z.string(),
  /** Never true; kept because clients list their part of a feed by it. */
  internal: z.literal(false),
};

/** A file in the feed of a case. */
export const Attachment = z.strictObject({
  kind: z.literal("attachment"),
  ...file,
  createdAt: Instant,
  state: AttachmentState,
  /** Whether a malware scanner looked at it. */
  scanned: z.boolean(),
  /** True where its text is still to be searched for personal data. */
  screenLater: z.boolean(),
  archive: z.boolean(),
  /** Set where its text could not be read, and so was not searched for personal data. */
  unsearched: z.literal(true).optional(),
  quarantineCause: QuarantineCause.optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** What is left of a file that support removed; `createdAt` is when it was removed. */
export const DeletedAttachment = z.strictObject({
  kind: z.literal("deletedAttachment"),
  ...file,
  createdAt: Instant,
  attachedAt: Instant,
  remover: Actor,
  reason: z.string(),
});
export type DeletedAttachment = z.infer<typeof DeletedAttachment>;

/** Refuses an attachment that is not there, or not any more. */
export function requireAttachment(found: FeedEntry | undefined): Attachment {
  if (found?.kind === "attachment") return found;
  throw new Refusal("CHILD_NOT_FOUND", "The case has no such attachment.");
}

/** Refuses to hand out what is being looked at, was found to do harm, or is gone. */
export function requireReadable(attachment: Attachment): void {
  switch (attachment.state) {
    case "AVAILABLE":
      return;
    case "SCANNING":
      throw new Refusal("ATTACHMENT_SCANNING", "The file is still being scanned.", {
        remedy: "Try again in a few seconds.",
      });
    case "QUARANTINED":
      throw new Refusal(
        "ATTACHMENT_QUARANTINED",
        quarantined[attachment.quarantineCause ?? "MALWARE"],
        {
          remedy: "Ask support in a comment to remove it, and attach a clean copy.",
        },
      );
    case "LOST":
      throw lost();
  }
}

/** Says that the record stands, but the bytes are gone. */
export function lost(): Refusal {
  return new Refusal("ATTACHMENT_LOST", "The bytes of this file are gone.", {
    remedy: "Attach it again.",
  });
}

const quarantined: Record<QuarantineCause, string> = {
  MALWARE: "The file does harm: it cannot be downloaded.",
  UNSCANNABLE: "The file could not be scanned in full: it cannot be downloaded.",
  PERSONAL_DATA: "The file holds personal data: it cannot be downloaded.",
};

/** Where the bytes of an attachment are put: by the hour, so that what was written lately can be listed. */
export function objectFor({ customer, caseId }: CaseKey, id: ChildId, at: Instant): string {
  return `${at.slice(0, 13)}/${customer}/${caseId}/${id}`;
}

const Hour = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d$/);
const ObjectName = z.tuple([Hour, CustomerId, CaseId, ChildId]);

/** The attachment that an object belongs to by its name; undefined for names that are none of ours. */
export function ownerOf(object: string): (CaseKey & { id: ChildId }) | undefined {
  const parts = ObjectName.safeParse(object.split("/")).data;
  if (!parts) return undefined;
  const [, customer, caseId, name] = parts;
  return { customer, caseId, id: name.replace(rewrittenMark, "") };
}

/** Under which name a file is put whose bytes had to be changed after they came in. */
export function rewritten(object: string): string {
  return `${object}-r`;
}

const rewrittenMark = /-r$/;

/** The version of the bytes that a record stands for. */
export function fileOf({ object, generation }: FileRef): FileRef {
  return { object, generation };
}
