import { z } from "zod";
import { fileContent } from "#adapters/content/file-content.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor, uploadTokenMs, uploadUrlMs } from "#domain/attachment.ts";
import { Filename } from "#domain/filename.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { plus } from "#domain/instant.ts";
import { requireNoPersonalData, screen } from "#domain/screening.ts";
import { admitFile } from "#platform/attach-file.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newAttachmentId } from "#platform/ids.ts";
import { uploadToken } from "#platform/upload-token.ts";
import { MimeType, SizeBytes, sizeFaults } from "#platform/wire/new-attachment.ts";
import { redaction } from "#platform/wire/warning.ts";

export const startUpload = httpFunction(
  {
    name: "startUpload",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments:startUpload"],
    summary:
      "Get a signed address to which one file of up to 1 GiB can be written, past the functions",
    params: { customer: CustomerId, case: CaseId },
    query: redaction,
    body: z
      .strictObject({
        attachment: z.strictObject({
          filename: Filename,
          mimeType: MimeType,
          sizeBytes: SizeBytes,
        }),
        etag: z.string().optional(),
      })
      .meta({ id: "StartUpload" }),
    reply: z
      .strictObject({
        uploadUrl: z.url().optional().meta({ description: "PUT the bytes here, once." }),
        headers: z.record(z.string(), z.string()).optional().meta({
          description: "To be sent with the PUT, exactly these.",
        }),
        expireTime: z.iso.datetime(),
        uploadToken: z.string().optional().meta({ description: "Finishes the upload." }),
      })
      .meta({ id: "StartedUpload" }),
    check: sizeFaults,
  },
  {
    cases: firestoreCases,
    files: cloudStorageFiles,
    content: fileContent,
    detector: chosenDetector,
  },
  async (call, { cases, files, content, detector }) => {
    const { params, at, ask, body } = call;
    const answered = await admitFile(call, { cases });
    if (answered) return answered.reply;
    const id = newAttachmentId();
    const object = objectFor({ customer: params.customer, caseId: params.case }, id, at);
    const { filename: given, mimeType: claimedType, sizeBytes } = body.attachment;
    // What can be told from the name and the claim is told before a gigabyte is sent.
    await content.identify({ filename: given, claimedType, bytes: new Uint8Array() }, false);
    const redact = call.query.redactPii;
    const named = await screen(detector, { "attachment.filename": given }, { redact });
    requireNoPersonalData(named);
    const filename = named.texts["attachment.filename"] ?? given;
    const expiresAt = plus(at, uploadUrlMs);
    if (ask.validateOnly) return { expireTime: expiresAt };
    const { url: uploadUrl, headers } = await files.uploadTicket({
      object,
      contentType: claimedType,
      sizeBytes,
      expiresAt,
    });
    const started = { id, object, filename, claimedType, sizeBytes };
    const token = uploadToken({ ...started, expiresAt: plus(at, uploadTokenMs) }, call);
    return { uploadUrl, headers, expireTime: expiresAt, uploadToken: token };
  },
);
