import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { caseFilter } from "#domain/query/case-grammar.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseList, listCases as list, ProductLine } from "#platform/list-cases.ts";
import { paging } from "#platform/parameters.ts";
import { anyCustomer } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";

const Filter = filterParameter(caseFilter, "filter").meta({
  description:
    'Conditions on `state` (`OPEN` is all but `CLOSED`), `priority`, `creator.email`, `create_time` and `update_time`, such as `state=OPEN AND update_time>"2026-10-01T00:00:00Z"`. Absent: all cases.',
});

export const listCases = httpFunction(
  {
    name: "listCases",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases"],
    methodId: "cases.list",
    summary: "List the cases of a customer, or with customers/- of all that you see",
    description:
      "Lists the cases of one customer that you may see, the last updated first; with " +
      "`customers/-` those of all your customers. A case is in the list as soon as its creation " +
      "has been answered. Over all customers, those without consent are left out; asked for one " +
      "of them, the answer is `CONSENT_NOT_GRANTED`. To look for words, use `cases:search`.",
    refusals: caseRefusals,
    params: { customer: anyCustomer },
    query: { ...paging, filter: Filter, productLine: ProductLine },
    reply: CaseList,
  },
  { cases: firestoreCases },
  (call, { cases }) =>
    list(call, cases, { customer: call.params.customer, node: call.query.filter }),
);
