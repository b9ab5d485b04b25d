import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CommentPage, commentResource } from "#platform/wire/comment.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listComments = httpFunction(
  {
    name: "listComments",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments"],
    methodId: "cases.comments.list",
    summary: "List the comments on a case, the newest first",
    description:
      "Lists the comments on a case, the newest first. Anyone who may work with the case may " +
      "read them. Internal notes are shown to support agents alone.",
    refusals: caseRefusals,
    params: casePath,
    query: paging,
    reply: CommentPage,
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const listing = { order: "desc", page: cases.comments } as const;
    const { items, nextPageToken, audience } = await listChildren(call, cases, listing);
    return omitDefaults({
      comments: items.map((comment) => commentResource(comment, audience)),
      nextPageToken,
    });
  },
);
