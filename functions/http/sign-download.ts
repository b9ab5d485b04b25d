import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { downloadUrlMs, fileOf } from "#domain/attachment.ts";
import { contentDisposition } from "#domain/filename.ts";
import { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { plus } from "#domain/instant.ts";
import { findReadable } from "#platform/find-attachment.ts";
import { httpFunction } from "#platform/http-function.ts";

export const signDownload = httpFunction(
  {
    name: "signDownload",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:signedUrl"],
    summary: "Get a signed address from which anybody can download the attachment for five minutes",
    params: { customer: CustomerId, case: CaseId, attachment: ChildId },
    query: {},
    reply: z
      .strictObject({ signedUrl: z.url(), expireTime: z.iso.datetime() })
      .meta({ id: "SignedDownload" }),
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
