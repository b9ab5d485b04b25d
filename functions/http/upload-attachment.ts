import { fileContent } from "#adapters/content/file-content.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor } from "#domain/attachment.ts";
import { admitFile, discardFile, filesFor, linkFile, storedAs } from "#platform/attach-file.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newAttachmentId } from "#platform/ids.ts";
import { casePath } from "#platform/path-parameters.ts";
import { prepareFile } from "#platform/prepare-file.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import {
  filenameFaults,
  filenameIn,
  filenameQuery,
  requireUploadSize,
  UploadBody,
} from "#platform/wire/new-attachment.ts";
import { redaction } from "#platform/wire/warning.ts";

export const uploadAttachment = httpFunction(
  {
    name: "uploadAttachment",
    method: "POST",
    paths: [
      "/upload/{version}/customers/{customer}/cases/{case}/attachments",
      "/{version}/customers/{customer}/cases/{case}/attachments",
    ],
    methodId: "media.upload",
    summary: "Attach a file of up to 25 MiB; without bytes, an empty one",
    description:
      "Attaches a file of up to 25 MiB to an open case: as `multipart/related`, or as the plain " +
      "bytes with its name as `attachment.filename`. Anyone who may work with the case may; a " +
      "case takes 20 files a day (UTC). The type is told from the bytes, pictures lose hidden " +
      "data such as places, name and text are searched for personal data, and the followers are " +
      "mailed. Where malware is scanned for, the file can be downloaded once `state` is " +
      "`AVAILABLE`. Larger files go through `attachments:startUpload`.",
    refusals: [...caseRefusals, "CASE_CLOSED", "ATTACHMENT_QUOTA", "PII_DETECTED"],
    params: casePath,
    query: { ...redaction, ...filenameQuery },
    body: UploadBody,
    upload: true,
    reply: AttachmentResource,
    check: filenameFaults,
  },
  {
    cases: firestoreCases,
    events: pubsubEvents,
    files: cloudStorageFiles,
    content: fileContent,
    detector: chosenDetector,
  },
  async (call, given) => {
    const { params, at, ask, query } = call;
    const services = { ...given, files: filesFor(ask, given.files) };
    const answered = await admitFile(call, services);
    if (answered) return answered.reply;
    const { bytes = new Uint8Array(), claimedType } = call.file;
    requireUploadSize(bytes.length);
    const came = { filename: filenameIn(call.body, query), claimedType, bytes };
    const options = { redact: query.redactPii };
    const { screening, ...file } = await prepareFile(came, services, options);
    const id = newAttachmentId();
    const object = objectFor({ customer: params.customer, caseId: params.case }, id, at);
    const kept = await services.files.put(object, file.bytes, file.mimeType);
    const stored = storedAs({ ...file, id, sizeBytes: file.bytes.length }, kept);
    const { reply, linked } = await linkFile({ ...call, screening }, services, stored);
    // The request was answered before, with a file of its own.
    if (!linked) await discardFile(services.files, stored);
    return reply;
  },
);
