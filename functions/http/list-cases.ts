import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { AnyCustomer } from "#domain/identifiers.ts";
import { caseFilter } from "#domain/query/case-grammar.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseList, listCases as list, ProductLine } from "#platform/list-cases.ts";
import { paging } from "#platform/parameters.ts";

export const listCases = httpFunction(
  {
    name: "listCases",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases"],
    summary: "List the cases of a customer, or with customers/- of all that you see",
    params: { customer: AnyCustomer },
    query: { ...paging, filter: filterParameter(caseFilter, "filter"), productLine: ProductLine },
    reply: CaseList,
  },
  { cases: firestoreCases },
  (call, { cases }) =>
    list(call, cases, { customer: call.params.customer, node: call.query.filter }),
);
