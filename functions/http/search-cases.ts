import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { AnyCustomer } from "#domain/identifiers.ts";
import { caseQuery } from "#domain/query/case-grammar.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseList, listCases, ProductLine } from "#platform/list-cases.ts";
import { ParentIgnored, paging } from "#platform/parameters.ts";

export const searchCases = httpFunction(
  {
    name: "searchCases",
    method: "GET",
    paths: ["/{version}/cases:search", "/{version}/customers/{customer}/cases:search"],
    summary: "Search cases by their fields and by words of title, description and comments",
    params: { customer: AnyCustomer.optional() },
    query: {
      ...paging,
      query: filterParameter(caseQuery, "query"),
      parent: ParentIgnored,
      productLine: ProductLine,
    },
    reply: CaseList,
  },
  { cases: firestoreCases },
  (call, { cases }) =>
    listCases(call, cases, { customer: call.params.customer, node: call.query.query }),
);
