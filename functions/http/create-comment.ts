import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { comment, note } from "#domain/comment-rules.ts";
import { screen } from "#domain/screening.ts";
import { addComment } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newChildId } from "#platform/ids.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CommentResource, NewCommentBody } from "#platform/wire/comment.ts";
import { redaction } from "#platform/wire/warning.ts";

export const createComment = httpFunction(
  {
    name: "createComment",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments"],
    methodId: "cases.comments.create",
    summary: "Comment on a case; agents can write internal notes",
    description:
      "Adds a comment to an open case. Anyone who may work with the case may comment; the " +
      "followers are mailed. A comment by the customer's side on a case in `ACTION_REQUIRED` or " +
      "`SOLUTION_PROVIDED` puts it back in progress, as does support's first comment on a `NEW` " +
      "one. With `internal: true` an agent writes a note that only agents ever see, on closed " +
      "cases too. Comments can be neither changed nor deleted.",
    refusals: [...caseRefusals, "CASE_CLOSED", "PII_DETECTED"],
    params: casePath,
    query: redaction,
    body: NewCommentBody,
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
