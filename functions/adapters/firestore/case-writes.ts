import { FieldValue, type Transaction } from "@google-cloud/firestore";
import type { Case } from "#domain/case.ts";
import { caseView, viewKeysOf } from "#domain/case-view.ts";
import type { Change } from "#domain/change.ts";
import type { Custody } from "#domain/custody.ts";
import { indexBytesMax, tokensOfTexts, tokensToAdd } from "#domain/index-tokens.ts";
import { supportViewer } from "#domain/viewer.ts";
import { toDocument } from "./client.ts";
import { caseDoc, caseViewDoc, feedDoc, historyDoc } from "./documents.ts";

type Written = { before: Case | undefined; change: Change; custody?: Custody | undefined };

/**
 * Writes what a rule decided, in the given transaction, and what clients may see of it. Only fields that
 * differ are sent. Without custody, partners' clients list a new case once the customer is indexed anew.
 */
export function writeChange(transaction: Transaction, { before, change, custody }: Written): void {
  const { case: next, entry, comment, attachment } = change;
  const of = { customer: next.customer, caseId: next.id };
  if (entry?.type === "case.created") {
    transaction.create(caseDoc(next.id), newDocument(next));
    const viewKeys = custody ? viewKeysOf(next.viewers, custody) : [];
    transaction.create(caseViewDoc(of), toDocument({ ...caseView(next), viewKeys }));
  } else if (before) {
    const update = { ...differing(before, next), ...addedWords(before, change) };
    if (Object.keys(update).length > 0) transaction.update(caseDoc(next.id), update);
    const shown = differing(caseView(before), caseView(next));
    if (Object.keys(shown).length > 0) transaction.update(caseViewDoc(of), shown);
  }
  if (comment) transaction.create(feedDoc(of, comment.id), toDocument(comment));
  if (attachment) {
    const [document, value] = [feedDoc(of, attachment.id), toDocument(attachment)];
    // A file that is new is never put over another; what becomes of it takes the place of what it was.
    if (entry?.type === "attachment.created") transaction.create(document, value);
    else transaction.set(document, value);
  }
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

type Fields = Record<string, unknown>;

function differing(old: Fields, now: Fields): Fields {
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
  const viewers = comment?.internal ? [supportViewer] : next.viewers;
  const texts = [title, comment?.body ?? ""];
  const { tokens, indexBytes } = tokensToAdd(viewers, texts, indexBytesMax - before.indexBytes);
  if (tokens.length === 0) return {};
  return {
    tokens: FieldValue.arrayUnion(...tokens),
    indexBytes: before.indexBytes + indexBytes,
  };
}
