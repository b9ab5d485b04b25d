import { z } from "zod";
import { firestoreAccessRecords } from "#adapters/firestore/access-records.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { requireAdministrator } from "#domain/access.ts";
import { AccessCursor, accessFilter, subjectOfAccess } from "#domain/access-record.ts";
import { fillPage } from "#domain/fill-page.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { AccessRecordResource, accessRecordResource } from "#platform/wire/access-record.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listAccessRecords = httpFunction(
  {
    name: "listAccessRecords",
    method: "GET",
    paths: ["/{version}/customers/{customer}/accessRecords"],
    summary: "List which partners' users and agents saw which cases, the newest first",
    params: { customer: CustomerId },
    query: { ...paging, filter: filterParameter(accessFilter, "filter") },
    reply: z.strictObject({
      accessRecords: z.array(AccessRecordResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { custody: firestoreCustody, records: firestoreAccessRecords },
  async ({ principal, params: { customer }, form, query, pageDigest }, { custody, records }) => {
    const { filter, pageSize, pageToken: token } = query;
    const after = readPageToken(token, AccessCursor, pageDigest);
    requireAdministrator(await custody.find(principal, customer), customer);
    const { items, next } = await fillPage({
      size: pageSize,
      after,
      exact: filter === undefined,
      fetch: (from, limit) => records.page(customer, from, limit),
      keep: (entry) => !filter || evaluate(filter, subjectOfAccess(entry)),
      cursorOf: ({ createdAt, id }) => ({ at: createdAt, id }),
    });
    return omitDefaults({
      accessRecords: items.map((entry) => accessRecordResource(entry, form)),
      nextPageToken: next ? pageToken(next, pageDigest) : "",
    });
  },
);
