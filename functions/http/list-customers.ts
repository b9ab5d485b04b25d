import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import {
  CustomerCursor,
  customerFilter,
  scopeOfCustomers,
  subjectOfCustomer,
} from "#domain/customer.ts";
import { fillPage } from "#domain/fill-page.ts";
import { missingHints } from "#domain/missing-hints.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { CustomerPage, customerResource } from "#platform/wire/customer.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

const Filter = filterParameter(customerFilter, "filter").meta({
  description:
    "Words of the name, and conditions on `display_name`, `domain`, `support_tier`, `access` (`GRANTED`, `REVOKED`, `EXPIRED`) and `kind`, such as `bageri access=GRANTED`. Absent: all customers.",
});

export const listCustomers = httpFunction(
  {
    name: "listCustomers",
    method: "GET",
    paths: ["/{version}/customers"],
    methodId: "customers.list",
    summary: "List My customers: those assigned to your domain now, whether or not they consented",
    description:
      "Lists My customers by name: for partner users those assigned to their domain now, " +
      "whether or not they consented; for a customer's users their own; for support agents all. " +
      "Partner users need `VIEW_CUSTOMERS`. The last page says in `missingHints` why a customer " +
      "that you expect may not be there.",
    refusals: ["PRIVILEGE_MISSING"],
    params: {},
    query: { ...paging, filter: Filter },
    reply: CustomerPage,
  },
  { custody: firestoreCustody },
  async ({ principal, at, form, query, pageDigest }, { custody }) => {
    const { filter, pageSize, pageToken: token } = query;
    const after = readPageToken(token, CustomerCursor, pageDigest);
    const found = await custody.find(principal);
    const { scope, shows } = scopeOfCustomers(found, at);
    const { items, next } = await fillPage({
      size: pageSize,
      after,
      exact: filter === undefined,
      fetch: (from, limit) => custody.page(scope, from, limit),
      keep: (each) => shows(each) && (!filter || evaluate(filter, subjectOfCustomer(each, at))),
      cursorOf: ({ displayName, customer }) => ({ displayName, customer }),
    });
    return omitDefaults({
      customers: items.map((each) => customerResource(each, form)),
      nextPageToken: next ? pageToken(next, pageDigest) : "",
      missingHints: next ? [] : missingHints(found, { filtered: filter !== undefined }),
    });
  },
);
