import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { HistoryPage, historyResource } from "#platform/wire/history.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listHistory = httpFunction(
  {
    name: "listHistory",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/history"],
    methodId: "cases.history.list",
    summary: "List every change of a case, by whom, when, from what to what, the oldest first",
    description:
      "Lists every change of a case, the oldest first: by whom, when, and from what to what. " +
      "Anyone who may work with the case may read it. Nothing rewrites it but a recall of " +
      "personal data. What is internal to support is shown to agents alone.",
    refusals: caseRefusals,
    params: casePath,
    query: paging,
    reply: HistoryPage,
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
