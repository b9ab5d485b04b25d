import type { Attachment, DeletedAttachment } from "./attachment.ts";
import type { Case, CaseState, Priority } from "./case.ts";
import type { Change } from "./change.ts";
import type { Comment } from "./comment.ts";
import type { Ask, Decision, Found } from "./decision.ts";
import type { CaseEvent } from "./event.ts";
import type { FeedEntry } from "./feed.ts";
import type { HistoryEntry } from "./history.ts";
import type { CaseId, CaseKey, ChildId, CustomerId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import type { Principal } from "./person.ts";
import type { Viewer } from "./viewer.ts";

/** Whose decision about what is prepared: documents that are not named are not read. */
export type Wanted = {
  principal: Principal;
  customer: CustomerId;
  caseId?: CaseId | undefined;
  /** An entry of the feed of that case. */
  childId?: ChildId | undefined;
  /** The answer to a write that was perhaps asked for before. */
  receiptId?: ChildId | undefined;
};

/**
 * What a partner's lists leave out: customers `hidden` until their index has been written anew, and
 * those of which the sight ends at a known instant, from then on.
 */
export type Withdrawals = Record<
  CustomerId,
  { hidden?: boolean | undefined; endsAt?: Instant | undefined }
>;

/** Where a page begins: after this case, in the order of the list. */
export type CaseCursor = { updatedAt: Instant; id: CaseId };

/** One indexed query over cases. Everything given must hold; `word` stands in the texts that the viewer sees. */
export type CaseQuery = {
  viewers: readonly Viewer[];
  customers?: readonly CustomerId[];
  word?: string;
  states?: readonly CaseState[];
  priorities?: readonly Priority[];
  creatorEmail?: string;
  updatedAt?: { from?: Instant; after?: Instant; to?: Instant; before?: Instant };
  /** True where the hits will be asked for words: else the index is not fetched with them. */
  withWords: boolean;
};

/** A case found, and whether a word stands in what a viewer sees of its texts. */
export type CaseHit = { case: Case; has(viewer: Viewer, word: string): boolean };

/** Instants of a case at which a job has something to do. */
export type DueField = "remindAt" | "reopenUntilAt";

export type ChildCursor = { at: Instant; id: ChildId };
export type ChildPage = {
  order: "asc" | "desc";
  after?: ChildCursor | undefined;
  limit: number;
  /** Notes and internal history too: for agents alone. */
  internal: boolean;
};

export interface CaseStore {
  /** Reads everything wanted in one round trip, and the agents' names where the caller is of support. */
  find(wanted: Wanted): Promise<Found>;
  /** What a list over several customers rests on, in one round trip. */
  findScope(principal: Principal): Promise<Found & { withdrawals: Withdrawals }>;
  /**
   * Reads, decides and writes case, history, event and receipt in one transaction; a conflict runs
   * `decide` again on what is then true. A case that is not there yet is created, never overwritten.
   */
  change(ask: Ask & Wanted, decide: (found: Found) => Decision): Promise<Decision>;
  /**
   * The same for jobs, on whose decisions no caller's rights bear; `child` is the entry of the feed that
   * was asked for. Absent case: nothing happens.
   */
  changeAsSystem(
    of: CaseKey & { childId?: ChildId },
    decide: (current: Case, child: FeedEntry | undefined) => Change,
  ): Promise<CaseEvent | undefined>;
  /** The file, or what is left of it, that an entry of the history is about; undefined where there is none. */
  attachmentOf(of: CaseKey, entryId: ChildId): Promise<Attachment | DeletedAttachment | undefined>;
  /** Cases by `updatedAt` descending, then name, after the cursor. Costs one read a case found. */
  page(query: CaseQuery, after: CaseCursor | undefined, limit: number): Promise<CaseHit[]>;
  /** Writes the words of a case anew from all its texts, if that entry of its history changed the title or the index is filling up. */
  reindexWords(of: CaseKey, entryId: ChildId): Promise<boolean>;
  /** Up to `limit` cases on which something is due by then, the longest due first. */
  due(field: DueField, at: Instant, limit: number): Promise<CaseKey[]>;
  readonly comments: (of: CaseKey, page: ChildPage) => Promise<Comment[]>;
  readonly attachments: (of: CaseKey, page: ChildPage) => Promise<Attachment[]>;
  readonly feed: (of: CaseKey, page: ChildPage) => Promise<FeedEntry[]>;
  readonly history: (of: CaseKey, page: ChildPage) => Promise<HistoryEntry[]>;
}
