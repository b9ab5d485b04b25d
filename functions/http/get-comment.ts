import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { requireComment } from "#domain/comment.ts";
import { admit } from "#domain/decision.ts";
import { httpFunction } from "#platform/http-function.ts";
import { commentPath } from "#platform/path-parameters.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CommentResource, commentResource } from "#platform/wire/comment.ts";

export const getComment = httpFunction(
  {
    name: "getComment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments/{comment}"],
    methodId: "cases.comments.get",
    summary: "Get a comment",
    description:
      "Returns one comment on a case. Anyone who may work with the case may read it. To " +
      "everyone but agents, an internal note answers as a comment that does not exist.",
    refusals: [...caseRefusals, "CHILD_NOT_FOUND"],
    params: commentPath,
    query: {},
    reply: CommentResource,
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const { principal, params, at, form } = call;
    const of = { customer: params.customer, caseId: params.case };
    const found = await cases.find({ principal, ...of, childId: params.comment });
    const { standing, agents } = admit(found, { customer: of.customer, at });
    const comment = requireComment(found.child, standing);
    noteSeen(call, found, { customer: of.customer, cases: [of.caseId], list: false });
    return commentResource(comment, { of, form, names: standing.agent ? agents : undefined });
  },
);
