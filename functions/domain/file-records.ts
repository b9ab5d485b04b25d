import type { Attachment } from "./attachment.ts";
import type { CaseKey } from "./identifiers.ts";
import type { Instant } from "./instant.ts";

/** A file on record, and the case that it is attached to. */
export type HeldFile = { of: CaseKey; attachment: Attachment };

/** What is on record of files, for the job that holds records and bytes against each other. */
export interface FileRecords {
  /** Those of these objects, at most a few hundred, that an attachment on record stands on. */
  held(objects: readonly string[]): Promise<ReadonlySet<string>>;
  /** Attachments created from `from` to before `to`, oldest first, up to `limit` behind the one at `after`. */
  attachedBetween(
    period: { from: Instant; to: Instant },
    after: HeldFile | undefined,
    limit: number,
  ): Promise<HeldFile[]>;
  /** Up to when records and bytes were held against each other; undefined where that was never done. */
  sweptUntil(): Promise<Instant | undefined>;
  noteSweptUntil(at: Instant): Promise<void>;
}
