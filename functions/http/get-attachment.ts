import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { findAttachment } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";
import { attachmentPath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { AttachmentResource, attachmentResource } from "#platform/wire/attachment.ts";

export const getAttachment = httpFunction(
  {
    name: "getAttachment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}"],
    methodId: "cases.attachments.get",
    summary: "Get what is known of an attachment, without its bytes",
    description:
      "Returns name, type, size and state of an attachment; `:download` gives its bytes. Anyone " +
      "who may work with the case may read it. Ask until `state` is no longer `SCANNING` to " +
      "know whether the file can be downloaded. Removed attachments are gone here; the feed " +
      "still tells of them.",
    refusals: [...caseRefusals, "CHILD_NOT_FOUND"],
    params: attachmentPath,
    query: {},
    reply: AttachmentResource,
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const { attachment, audience } = await findAttachment(call, cases);
    return attachmentResource(attachment, audience);
  },
);
