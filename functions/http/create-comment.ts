import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { commentLengthMax } from "#domain/comment.ts";
import { comment, note } from "#domain/comment-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { screen } from "#domain/screening.ts";
import { addComment } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { CommentResource } from "#platform/wire/comment.ts";
import { limitedText, outputOnly } from "#platform/wire/text.ts";
import { redaction } from "#platform/wire/warning.ts";

const CommentBody = z.strictObject({
  ...outputOnly("name", "creator", "createTime", "plainTextBody", "warnings"),
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
    query: redaction,
    body: CommentBody,
    reply: CommentResource,
  },
  { cases: firestoreCases, events: pubsubEvents, detector: chosenDetector },
  async (call, services) => {
    const redact = call.query.redactPii;
    const screening = await screen(services.detector, { body: call.body.body }, { redact });
    const input = { id: newChildId(), body: screening.texts.body ?? "" };
    return addComment({ ...call, screening }, services, ({ standing, case: current }, stamp) => {
      if (!call.body.internal) return comment(current, input, stamp);
      requireAgent(standing, "write internal notes");
      return note(current, input, stamp);
    });
  },
);
