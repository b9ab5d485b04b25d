import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { HistoryEntryResource, historyResource } from "#platform/wire/history.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listHistory = httpFunction(
  {
    name: "listHistory",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/history"],
    summary: "List every change of a case, by whom, when, from what to what, the oldest first",
    params: { customer: CustomerId, case: CaseId },
    query: paging,
    reply: z.strictObject({
      historyEntries: z.array(HistoryEntryResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const listing = { order: "asc", page: cases.history } as const;
    const { items, nextPageToken, audience } = await listChildren(call, cases, listing);
    return omitDefaults({
      historyEntries: items.map((entry) => historyResource(entry, audience.names)),
      nextPageToken,
    });
  },
);
