import { z } from "zod";
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
import { CustomerResource, customerResource } from "#platform/wire/customer.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listCustomers = httpFunction(
  {
    name: "listCustomers",
    method: "GET",
    paths: ["/{version}/customers"],
    summary: "List My customers: those assigned to your domain now, whether or not they consented",
    params: {},
    query: { ...paging, filter: filterParameter(customerFilter, "filter") },
    reply: z.strictObject({
      customers: z.array(CustomerResource).optional(),
      nextPageToken: z.string().optional(),
      missingHints: z
        .array(z.strictObject({ reason: z.string(), remedy: z.string() }))
        .optional()
        .meta({ description: "Why a customer that you expect may be missing; on the last page." }),
    }),
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
