import { fileContent } from "#adapters/content/file-content.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor, uploadTokenMs, uploadUrlMs } from "#domain/attachment.ts";
import { plus } from "#domain/instant.ts";
import { requireNoPersonalData, screen } from "#domain/screening.ts";
import { admitFile } from "#platform/attach-file.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newAttachmentId } from "#platform/ids.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { uploadToken } from "#platform/upload-token.ts";
import { sizeFaults } from "#platform/wire/new-attachment.ts";
import { StartedUpload, StartUploadBody } from "#platform/wire/signed-transfer.ts";
import { redaction } from "#platform/wire/warning.ts";

export const startUpload = httpFunction(
  {
    name: "startUpload",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments:startUpload"],
    methodId: "cases.attachments.startUpload",
    summary:
      "Get a signed address to which one file of up to 1 GiB can be written, past the functions",
    description:
      "Starts the upload of one file of up to 1 GiB (pictures: 25 MiB), which the client then " +
      "writes straight to the file store. PUT the bytes to `uploadUrl` with exactly the " +
      "`headers` given, within an hour, and then call `attachments:finishUpload`. Anyone who " +
      "may work with the open case may; a case takes 20 files a day (UTC). Until it is finished " +
      "nothing is attached and nobody is mailed. Files of up to 25 MiB can be sent in one " +
      "request with `media.upload`.",
    refusals: [...caseRefusals, "CASE_CLOSED", "ATTACHMENT_QUOTA", "PII_DETECTED"],
    params: casePath,
    query: redaction,
    body: StartUploadBody,
    reply: StartedUpload,
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
