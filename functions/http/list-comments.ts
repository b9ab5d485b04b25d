import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { CommentResource, commentResource } from "#platform/wire/comment.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listComments = httpFunction(
  {
    name: "listComments",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments"],
    summary: "List the comments on a case, the newest first",
    params: { customer: CustomerId, case: CaseId },
    query: paging,
    reply: z.strictObject({
      comments: z.array(CommentResource).optional(),
      nextPageToken: z.string().optional(),
    }),
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
