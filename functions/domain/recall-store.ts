import type { Case } from "./case.ts";
import type { Certificate } from "./certificate.ts";
import type { Ask, Decision, Found } from "./decision.ts";
import type { FeedEntry } from "./feed.ts";
import type { HistoryEntry } from "./history.ts";
import type { CaseKey, ChildId, EmailAddress } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import type { Recall } from "./recall.ts";

/** An answer to an earlier write, and the entry of history that came of that write, if one did. */
export type StoredReply = { receiptId: ChildId; reply: unknown; entryId?: ChildId | undefined };

/** What became of one mail to one person: claimed ones may be on their way. */
export type Delivery = {
  eventId: ChildId;
  email: EmailAddress;
  state: "claimed" | "accepted" | "refused" | "withdrawn";
  settledAt?: Instant | undefined;
};

/** Everything that may hold a text of a case, or show where one has gone. */
export type Dossier = {
  case: Case;
  /** The entries of its index, which hold its words. */
  tokens: readonly string[];
  feed: readonly FeedEntry[];
  /** The oldest first. */
  history: readonly HistoryEntry[];
  replies: readonly StoredReply[];
  deliveries: readonly Delivery[];
};

export type RecallDecision = Decision & { recall?: Recall };

export interface RecallStore {
  /**
   * Reads, decides and writes in one transaction, as `CaseStore.change` does. `decide` reads the dossier
   * once it has admitted the caller; a conflict runs it again.
   */
  change(
    ask: Ask & CaseKey,
    decide: (
      found: Found,
      dossierOf: (current: Case) => Promise<Dossier>,
    ) => Promise<RecallDecision>,
  ): Promise<RecallDecision>;
  certificate(of: CaseKey, id: ChildId): Promise<Certificate | undefined>;
}
