import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { downloadUrlMs, fileOf } from "#domain/attachment.ts";
import { contentDisposition } from "#domain/filename.ts";
import { plus } from "#domain/instant.ts";
import { findReadable } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";
import { attachmentPath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { SignedDownload } from "#platform/wire/signed-transfer.ts";

export const signDownload = httpFunction(
  {
    name: "signDownload",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:signedUrl"],
    methodId: "cases.attachments.signedUrl",
    summary: "Get a signed address from which anybody can download the attachment for five minutes",
    description:
      "Returns an address from which a browser can download the file without a token, for five " +
      "minutes. Anyone who may work with the case may ask. Whoever holds the address can use " +
      "it, and it cannot be taken back: fetch it when it is needed, and store it nowhere. While " +
      "the file is being scanned the answer is 503.",
    refusals: [
      ...caseRefusals,
      "CHILD_NOT_FOUND",
      "ATTACHMENT_SCANNING",
      "ATTACHMENT_QUARANTINED",
      "ATTACHMENT_LOST",
    ],
    params: attachmentPath,
    query: {},
    reply: SignedDownload,
  },
  { cases: firestoreCases, files: cloudStorageFiles },
  async (call, { cases, files }) => {
    const { attachment } = await findReadable(call, cases);
    const expiresAt = plus(call.at, downloadUrlMs);
    const signedUrl = await files.downloadUrl(fileOf(attachment), {
      contentType: attachment.mimeType,
      disposition: contentDisposition(attachment.filename),
      expiresAt,
    });
    return { signedUrl, expireTime: expiresAt };
  },
);
