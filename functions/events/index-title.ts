import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseEvent } from "#domain/event.ts";
import { eventFunction } from "#platform/event-function.ts";

/**
 * After a change that may have been one of the title: writes the words of the case anew, so that
 * those that stood in the old title alone find it no longer. New words are found at once.
 */
export const indexTitle = eventFunction(
  {
    name: "indexTitle",
    summary: "Forget the words of a case's former title",
    message: CaseEvent,
  },
  { cases: firestoreCases },
  async (event, { cases }) => {
    if (event.type !== "case.changed") return { indexed: 0 };
    const { customer, caseId, id } = event;
    return { indexed: (await cases.reindexWords({ customer, caseId }, id)) ? 1 : 0 };
  },
);
