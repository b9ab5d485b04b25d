import { FieldPath, type Query } from "@google-cloud/firestore";
import { caseViewDoc, feedOf, historyOf } from "#adapters/firestore/documents.ts";

const of = { customer: "1001", caseId: "310000001001" };

/**
 * What web and mobile clients ask the database themselves: a customer's cases, a partner's by its key, in
 * the order of every list, by state and priority; and what is not internal below a case.
 */
export async function issueClientQueries(): Promise<void> {
  const cases = caseViewDoc(of).parent;
  const scopes = [
    cases.where("viewKeys", "array-contains", "key"),
    cases.where("customer", "==", of.customer),
  ];
  const queries = scopes.flatMap((scope) => [
    scope,
    scope.where("state", "==", "NEW"),
    scope.where("priority", "==", "P0"),
    scope.where("state", "==", "NEW").where("priority", "==", "P0"),
  ]);
  await Promise.all(queries.map((query) => byUpdate(query).limit(1).get()));
  const feed = feedOf(of).where("internal", "==", false);
  await feed.orderBy("createdAt", "asc").limit(1).get();
  await feed.orderBy("createdAt", "desc").limit(1).get();
  await historyOf(of).where("internal", "==", false).orderBy("createdAt", "asc").limit(1).get();
}

function byUpdate(query: Query): Query {
  return query.orderBy("updatedAt", "desc").orderBy(FieldPath.documentId(), "asc");
}
