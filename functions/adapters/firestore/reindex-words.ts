import { Comment } from "#domain/comment.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { CaseKey, ChildId } from "#domain/identifiers.ts";
import { indexBytesCrowded, tokensOfTexts } from "#domain/index-tokens.ts";
import { firestore } from "./client.ts";
import { caseDoc, feedOf, historyDoc, read, readCase } from "./documents.ts";

/** See `CaseStore.reindexWords`; in one transaction, so that no comment written meanwhile is missed. */
export async function reindexWords(of: CaseKey, entryId: ChildId): Promise<boolean> {
  const [entry, indexed] = await firestore().getAll(historyDoc(of, entryId), caseDoc(of.caseId), {
    fieldMask: [...Object.keys(HistoryEntry.shape), "indexBytes"],
  });
  const changes = read(HistoryEntry, entry)?.changes ?? [];
  const retitled = changes.some(({ field }) => field === "displayName");
  const crowded = Number(indexed?.get("indexBytes")) > indexBytesCrowded;
  if (!retitled && !crowded) return false;
  return firestore().runTransaction(async (transaction) => {
    const current = readCase(await transaction.get(caseDoc(of.caseId)));
    if (!current) return false;
    const { docs } = await transaction.get(feedOf(of).where("kind", "==", "comment"));
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
