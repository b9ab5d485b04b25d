import { type CollectionReference, FieldPath, Timestamp } from "@google-cloud/firestore";
import type { z } from "zod";
import type { ChildPage } from "#domain/case-store.ts";
import { Comment } from "#domain/comment.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { feedOf, historyOf, read } from "./documents.ts";

export function pageOfComments(of: CaseKey, page: ChildPage): Promise<Comment[]> {
  return children(Comment, feedOf(of), page);
}

export function pageOfHistory(of: CaseKey, page: ChildPage): Promise<HistoryEntry[]> {
  return children(HistoryEntry, historyOf(of), page);
}

async function children<S extends z.ZodType>(
  schema: S,
  all: CollectionReference,
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
