import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { requireComment } from "#domain/comment.ts";
import { admit } from "#domain/decision.ts";
import { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { CommentResource, commentResource } from "#platform/wire/comment.ts";

export const getComment = httpFunction(
  {
    name: "getComment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/comments/{comment}"],
    summary: "Get a comment",
    params: { customer: CustomerId, case: CaseId, comment: ChildId },
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
