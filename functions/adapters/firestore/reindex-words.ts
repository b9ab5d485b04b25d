import { Comment } from "#domain/comment.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { CaseKey, ChildId } from "#domain/identifiers.ts";
import { tokensOfTexts } from "#domain/index-tokens.ts";
import { firestore } from "./client.ts";
import { caseDoc, feedOf, historyDoc, read, readCase } from "./documents.ts";

/** See `CaseStore.reindexWords`; in one transaction, so that no comment written meanwhile is missed. */
export async function reindexWords(of: CaseKey, entryId: ChildId): Promise<boolean> {
  const entry = read(HistoryEntry, await historyDoc(of, entryId).get());
  if (!entry?.changes.some(({ field }) => field === "displayName")) return false;
  return firestore().runTransaction(async (transaction) => {
    const current = readCase(await transaction.get(caseDoc(of.caseId)));
    if (!current) return false;
    const { docs } = await transaction.get(feedOf(of));
    const comments = docs.map((doc) => read(Comment, doc)).filter((each) => each !== undefined);
    const bodies = (internal: boolean) =>
      comments.filter((each) => each.internal === internal).map(({ body }) => body);
    const texts = {
      open: [current.displayName, current.description, ...bodies(false)],
      internal: bodies(true),
    };
    transaction.update(caseDoc(of.caseId), tokensOfTexts(current.viewers, texts));
    return true;
  });
}
