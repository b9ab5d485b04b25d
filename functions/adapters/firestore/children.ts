import { FieldPath, Timestamp } from "@google-cloud/firestore";
import type { z } from "zod";
import type { ChildPage } from "#domain/case-store.ts";
import { Comment } from "#domain/comment.ts";
import { HistoryEntry } from "#domain/history.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { firestore } from "./client.ts";
import { read } from "./documents.ts";

export function pageOfComments(of: CaseKey, page: ChildPage): Promise<Comment[]> {
  return children(Comment, { of, collection: "feed" }, page);
}

export function pageOfHistory(of: CaseKey, page: ChildPage): Promise<HistoryEntry[]> {
  return children(HistoryEntry, { of, collection: "history" }, page);
}

type Place = { of: CaseKey; collection: string };

async function children<S extends z.ZodType>(
  schema: S,
  { of, collection }: Place,
  { order, after, limit, internal }: ChildPage,
): Promise<z.output<S>[]> {
  const all = firestore().collection(`customers/${of.customer}/cases/${of.caseId}/${collection}`);
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
