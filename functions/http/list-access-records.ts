import { firestoreAccessRecords } from "#adapters/firestore/access-records.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { requireAdministrator } from "#domain/access.ts";
import { AccessCursor, accessFilter, subjectOfAccess } from "#domain/access-record.ts";
import { fillPage } from "#domain/fill-page.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import { filterParameter } from "#platform/filter.ts";
import { httpFunction } from "#platform/http-function.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { AccessRecordPage, accessRecordResource } from "#platform/wire/access-record.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

const Filter = filterParameter(accessFilter, "filter").meta({
  description:
    'Conditions on `partner`, `actor.email` and `function`, such as `partner="alfa-partner.example" AND function="getCase"`. Absent: all records.',
});

export const listAccessRecords = httpFunction(
  {
    name: "listAccessRecords",
    method: "GET",
    paths: ["/{version}/customers/{customer}/accessRecords"],
    methodId: "customers.accessRecords.list",
    summary: "List which partners' users and agents saw which cases, the newest first",
    description:
      "Lists which partner users and support agents saw or changed which of the customer's " +
      "cases, when, and on what consent, the newest first. Only the customer's administrators " +
      "may. Agents are not named. Records appear some seconds after the access and are kept for " +
      "400 days; the customer's own users are not recorded.",
    refusals: partyRefusals,
    params: customerPath,
    query: { ...paging, filter: Filter },
    reply: AccessRecordPage,
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
