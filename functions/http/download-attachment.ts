import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { fileOf, lost } from "#domain/attachment.ts";
import { settle } from "#domain/attachment-rules.ts";
import { unchanged } from "#domain/change.ts";
import { findReadable } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";
import { MediaReply, mediaHeaders, rangeOf } from "#platform/media.ts";
import { attachmentPath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";

export const downloadAttachment = httpFunction(
  {
    name: "downloadAttachment",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:download"],
    methodId: "media.download",
    summary: "Download the bytes of an attachment, or a range of them",
    description:
      "Answers with the exact bytes of the file, `alt=media` or not, as something to be saved " +
      "and never to be shown in a browser. Anyone who may work with the case may download. A " +
      "`Range` header asks for a part (206). While the file is being scanned for malware the " +
      "answer is 503 with `Retry-After`; a file that was found to do harm is never handed out.",
    refusals: [
      ...caseRefusals,
      "CHILD_NOT_FOUND",
      "ATTACHMENT_SCANNING",
      "ATTACHMENT_QUARANTINED",
      "ATTACHMENT_LOST",
      "RANGE_NOT_SATISFIABLE",
    ],
    params: attachmentPath,
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
