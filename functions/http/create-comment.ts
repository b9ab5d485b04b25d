import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { commentLengthMax } from "#domain/comment.ts";
import { comment, note } from "#domain/comment-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { addComment } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { CommentResource } from "#platform/wire/comment.ts";
import { limitedText, outputOnly } from "#platform/wire/text.ts";

const CommentBody = z.strictObject({
  ...outputOnly("name", "creator", "createTime", "plainTextBody"),
  body: limitedText(commentLengthMax),
  internal: z.boolean().optional(),
  etag: z.string().optional(),
});

export const createComment = httpFunction(
  {
    name: "createComment",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments"],
    summary: "Comment on a case; agents can write internal notes",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: CommentBody,
    reply: CommentResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) => {
    const input = { id: newChildId(), body: call.body.body };
    return addComment(call, services, ({ standing, case: current }, stamp) => {
      if (!call.body.internal) return comment(current, input, stamp);
      requireAgent(standing, "write internal notes");
      return note(current, input, stamp);
    });
  },
);
