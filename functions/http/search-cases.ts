import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { caseQuery } from "#domain/query/case-grammar.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseList, listCases, ProductLine } from "#platform/list-cases.ts";
import { ParentIgnored, paging } from "#platform/parameters.ts";
import { anyCustomer } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";

const Query = filterParameter(caseQuery, "query").meta({
  description:
    'Words, quoted text and conditions on `state`, `priority`, `creator.email`, `create_time`, `update_time` and `customer`, such as `bounces state=OPEN customer="customers/1001"`. Absent: all cases.',
});

export const searchCases = httpFunction(
  {
    name: "searchCases",
    method: "GET",
    paths: ["/{version}/cases:search", "/{version}/customers/{customer}/cases:search"],
    methodId: "cases.search",
    summary: "Search cases by their fields and by words of title, description and comments",
    description:
      "Searches the cases that you may see, of one customer or of all, the last updated first. " +
      "Words are sought in title, description and comments; quoted text finds cases that hold " +
      "all of its words. Conditions on fields work as in the `filter` of the list. A case is " +
      "found as soon as its creation has been answered.",
    refusals: caseRefusals,
    params: { customer: anyCustomer.optional() },
    query: {
      ...paging,
      query: Query,
      parent: ParentIgnored,
      productLine: ProductLine,
    },
    reply: CaseList,
  },
  { cases: firestoreCases },
  (call, { cases }) =>
    listCases(call, cases, { customer: call.params.customer, node: call.query.query }),
);
