import { FieldValue, type Transaction } from "@google-cloud/firestore";
import type { Case } from "#domain/case.ts";
import type { Change } from "#domain/change.ts";
import { tokensOf, tokensOfTexts, wordCountMax, wordsToIndex } from "#domain/index-tokens.ts";
import { supportViewer } from "#domain/viewer.ts";
import { toDocument } from "./client.ts";
import { caseDoc, commentDoc, historyDoc } from "./documents.ts";

/** Writes what a rule decided, in the given transaction. Only fields that differ are sent. */
export function writeChange(
  transaction: Transaction,
  { before, change }: { before: Case | undefined; change: Change },
): void {
  const { case: next, entry, comment } = change;
  const of = { customer: next.customer, caseId: next.id };
  if (entry?.type === "case.created") {
    transaction.create(caseDoc(next.id), newDocument(next));
  } else if (before) {
    const update = { ...differing(before, next), ...addedWords(before, change) };
    if (Object.keys(update).length > 0) transaction.update(caseDoc(next.id), update);
  }
  if (comment) transaction.create(commentDoc(of, comment.id), toDocument(comment));
  if (entry) transaction.create(historyDoc(of, entry.id), toDocument(entry));
}

function newDocument(opened: Case): Record<string, unknown> {
  const texts = { open: [opened.displayName, opened.description], internal: [] };
  return toDocument({
    ...opened,
    ...tokensOfTexts(opened.viewers, texts),
    creatorEmail: opened.creator.kind === "person" ? opened.creator.email : undefined,
  });
}

function differing(before: Case, next: Case): Record<string, unknown> {
  const old: Record<string, unknown> = before;
  const now: Record<string, unknown> = next;
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
  const kept = Object.fromEntries(changed.map((name) => [name, now[name]]));
  const gone = changed.filter((name) => now[name] === undefined);
  return {
    ...toDocument(kept),
    ...Object.fromEntries(gone.map((name) => [name, FieldValue.delete()])),
  };
}

/** New words become findable with the change itself, for those who may see the text they stand in. */
function addedWords(before: Case, { case: next, comment }: Change): Record<string, unknown> {
  const title = next.displayName === before.displayName ? "" : next.displayName;
  const found = wordsToIndex([title, comment?.body ?? ""], wordCountMax - before.wordCount);
  if (found.length === 0) return {};
  const viewers = comment?.internal ? [supportViewer] : next.viewers;
  return {
    tokens: FieldValue.arrayUnion(...tokensOf(viewers, found)),
    wordCount: before.wordCount + found.length,
  };
}
