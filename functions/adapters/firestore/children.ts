import { FieldPath, type Query, Timestamp } from "@google-cloud/firestore";
import type { z } from "zod";
import { Attachment, type DeletedAttachment } from "#domain/attachment.ts";
import type { ChildPage } from "#domain/case-store.ts";
import { Comment } from "#domain/comment.ts";
import { FeedEntry } from "#domain/feed.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { CaseKey, ChildId } from "#domain/identifiers.ts";
import { feedDoc, feedOf, historyDoc, historyOf, read } from "./documents.ts";

export function pageOfComments(of: CaseKey, page: ChildPage): Promise<Comment[]> {
  return children(Comment, feedOf(of).where("kind", "==", "comment"), page);
}

export function pageOfAttachments(of: CaseKey, page: ChildPage): Promise<Attachment[]> {
  return children(Attachment, feedOf(of).where("kind", "==", "attachment"), page);
}

export function pageOfFeed(of: CaseKey, page: ChildPage): Promise<FeedEntry[]> {
  return children(FeedEntry, feedOf(of), page);
}

export function pageOfHistory(of: CaseKey, page: ChildPage): Promise<HistoryEntry[]> {
  return children(HistoryEntry, historyOf(of), page);
}

/** See `CaseStore.attachmentOf`. */
export async function attachmentOf(
  of: CaseKey,
  entryId: ChildId,
): Promise<Attachment | DeletedAttachment | undefined> {
  const id = read(HistoryEntry, await historyDoc(of, entryId).get())?.attachmentId;
  const entry = id === undefined ? undefined : read(FeedEntry, await feedDoc(of, id).get());
  return entry?.kind === "comment" ? undefined : entry;
}

async function children<S extends z.ZodType>(
  schema: S,
  all: Query,
  { order, after, limit, internal }: ChildPage,
): Promise<z.output<S>[]> {
  const seen = internal ? all : all.where("internal", "==", false);
  const ordered = seen
    .orderBy("createdAt", order)
    .orderBy(FieldPath.documentId(), order)
    .limit(limit);
  const from = after
    ? ordered.startAfter(Timestamp.fromDate(new Date(after.at)), after.id)
    : ordered;
  const { docs } = await from.get();
  return docs.map((doc) => read(schema, doc)).filter((child) => child !== undefined);
}
