import { FieldPath, Filter, type Query, Timestamp } from "@google-cloud/firestore";
import { z } from "zod";
import type { CaseCursor, CaseHit, CaseQuery, DueField } from "#domain/case-store.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { viewerToken, wordToken } from "#domain/index-tokens.ts";
import type { Instant } from "#domain/instant.ts";
import { firestore } from "./client.ts";
import { caseFields, readCase } from "./documents.ts";

const Tokens = z.object({ tokens: z.array(z.string()).default([]) });

/**
 * One query over the index of cases, whatever the number of customers: scope and word are one entry
 * of `tokens`, everything else narrows by equality, the order is fixed.
 */
export async function pageOfCases(
  query: CaseQuery,
  after: CaseCursor | undefined,
  limit: number,
): Promise<CaseHit[]> {
  const ordered = narrowed(query)
    .orderBy("updatedAt", "desc")
    .orderBy(FieldPath.documentId(), "asc")
    .limit(limit)
    .select(...caseFields, ...(query.withWords ? ["tokens"] : []));
  const from = after ? ordered.startAfter(timestamp(after.updatedAt), after.id) : ordered;
  const { docs } = await from.get();
  return docs.flatMap((doc) => {
    const found = readCase(doc);
    if (!found) return [];
    const tokens = new Set(Tokens.parse(doc.data()).tokens);
    return [{ case: found, has: (viewer, word) => tokens.has(wordToken(viewer, word)) }];
  });
}

const Due = z.object({ customer: z.string() });

/** Strictly before: at its last instant a reopen window is still open. */
export async function dueCases(field: DueField, at: Instant, limit: number): Promise<CaseKey[]> {
  const { docs } = await firestore()
    .collection("cases")
    .where(field, "<", timestamp(at))
    .orderBy(field)
    .limit(limit)
    .select("customer")
    .get();
  return docs.map((doc) => ({ caseId: doc.id, customer: Due.parse(doc.data()).customer }));
}

function narrowed(query: CaseQuery): Query {
  const filters = [
    ...scope(query),
    ...oneOf("customer", query.customers),
    ...oneOf("state", query.states),
    ...oneOf("priority", query.priorities),
    ...oneOf("creatorEmail", query.creatorEmail === undefined ? undefined : [query.creatorEmail]),
    ...bounds(query),
  ];
  return firestore()
    .collection("cases")
    .where(Filter.and(...filters));
}

function scope({ viewers, word }: CaseQuery): Filter[] {
  const tokens = viewers.map((viewer) =>
    word === undefined ? viewerToken(viewer) : wordToken(viewer, word),
  );
  return tokens.length === 1
    ? [Filter.where("tokens", "array-contains", tokens[0])]
    : [Filter.where("tokens", "array-contains-any", tokens)];
}

function oneOf(field: string, values: readonly string[] | undefined): Filter[] {
  if (values === undefined) return [];
  return values.length === 1
    ? [Filter.where(field, "==", values[0])]
    : [Filter.where(field, "in", [...values])];
}

function bounds({ updatedAt = {} }: CaseQuery): Filter[] {
  const { from, after, to, before } = updatedAt;
  return [...bound(">=", from), ...bound(">", after), ...bound("<=", to), ...bound("<", before)];
}

function bound(operator: ">=" | ">" | "<=" | "<", at: Instant | undefined): Filter[] {
  return at === undefined ? [] : [Filter.where("updatedAt", operator, timestamp(at))];
}

function timestamp(at: Instant): Timestamp {
  return Timestamp.fromDate(new Date(at));
}
