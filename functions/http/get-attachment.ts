import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { findAttachment } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";
import { AttachmentResource, attachmentResource } from "#platform/wire/attachment.ts";

export const getAttachment = httpFunction(
  {
    name: "getAttachment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}"],
    summary: "Get what is known of an attachment, without its bytes",
    params: { customer: CustomerId, case: CaseId, attachment: ChildId },
    query: {},
    reply: AttachmentResource,
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const { attachment, audience } = await findAttachment(call, cases);
    return attachmentResource(attachment, audience);
  },
);
