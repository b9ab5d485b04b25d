import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseEvent } from "#domain/event.ts";
import type { HistoryEntry } from "#domain/history.ts";
import { eventFunction } from "#platform/event-function.ts";

/** What may have brought words that stand there no longer, or stand there twice. */
const concerned: readonly HistoryEntry["type"][] = [
  "case.changed",
  "comment.created",
  "note.created",
];

/**
 * Writes the words of a case anew after another title, so that those of the former one find it no
 * longer, and before words that were counted twice crowd out new ones. New words are found at once.
 */
export const indexWords = eventFunction(
  {
    name: "indexWords",
    summary: "Write the words of a case anew where they are out of date",
    message: CaseEvent,
  },
  { cases: firestoreCases },
  async ({ id, type, customer, caseId }, { cases }) => {
    if (!concerned.includes(type)) return { indexed: 0 };
    return { indexed: (await cases.reindexWords({ customer, caseId }, id)) ? 1 : 0 };
  },
);
