import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { fileOf, lost } from "#domain/attachment.ts";
import { settle } from "#domain/attachment-rules.ts";
import { unchanged } from "#domain/change.ts";
import { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { findReadable } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";
import { MediaReply, mediaHeaders, rangeOf } from "#platform/media.ts";

export const downloadAttachment = httpFunction(
  {
    name: "downloadAttachment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:download"],
    summary: "Download the bytes of an attachment, or a range of them",
    params: { customer: CustomerId, case: CaseId, attachment: ChildId },
    query: {},
    reply: MediaReply,
  },
  { cases: firestoreCases, files: cloudStorageFiles },
  async (call, { cases, files }) => {
    const { attachment, of } = await findReadable(call, cases);
    const range = rangeOf(call.range, attachment);
    const media = await files.read(fileOf(attachment), range);
    if (media) return { ...mediaHeaders(attachment, range), media };
    await cases.changeAsSystem({ ...of, childId: attachment.id }, (current, child) =>
      child?.kind === "attachment"
        ? settle(current, child, { state: "LOST", scanned: child.scanned })
        : unchanged(current),
    );
    throw lost();
  },
);
