import { fileContent } from "#adapters/content/file-content.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { admitFile, discardFile, filesFor, linkFile } from "#platform/attach-file.ts";
import { prepareTransfer, transferred } from "#platform/finish-transfer.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { noSuchUpload, readUploadToken } from "#platform/upload-token.ts";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { checksumFaults, FinishUploadBody } from "#platform/wire/new-attachment.ts";
import { redaction } from "#platform/wire/warning.ts";

export const finishUpload = httpFunction(
  {
    name: "finishUpload",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments:finishUpload"],
    methodId: "cases.attachments.finishUpload",
    summary: "Attach the file that was written to a signed address, after checking what it is",
    description:
      "Attaches a file after its bytes have been written to the address that " +
      "`attachments:startUpload` gave. Send the `uploadToken` and one checksum of the bytes: " +
      "size and checksum must agree, else nothing is attached (`UPLOAD_MISMATCH`). Only the " +
      "caller who started the upload may finish it, within six hours. The file's type is told " +
      "from its bytes, its name and text are searched for personal data, and the followers are " +
      "mailed. Finishing again answers with the same attachment.",
    refusals: [
      ...caseRefusals,
      "CASE_CLOSED",
      "ATTACHMENT_QUOTA",
      "UPLOAD_MISMATCH",
      "PII_DETECTED",
      "CHILD_NOT_FOUND",
    ],
    params: casePath,
    query: redaction,
    body: FinishUploadBody,
    reply: AttachmentResource,
    check: checksumFaults,
  },
  {
    cases: firestoreCases,
    events: pubsubEvents,
    files: cloudStorageFiles,
    content: fileContent,
    detector: chosenDetector,
  },
  async (call, given) => {
    const services = { ...given, files: filesFor(call.ask, given.files) };
    const started = readUploadToken(call.body.uploadToken, call);
    const finishing = { ...call, ...(started && { childId: started.id }) };
    const answered = await admitFile(finishing, services);
    if (answered) return answered.reply;
    if (!started) throw noSuchUpload();
    const file = await transferred(started, call.body, services.files);
    const options = { ...services, redact: call.query.redactPii };
    const { screening, stored } = await prepareTransfer(started, file, options);
    const { reply, linked } = await linkFile({ ...finishing, screening }, services, stored);
    // What was rewritten is not kept as it came.
    if (linked && linked.object !== file.object) await discardFile(services.files, file);
    return reply;
  },
);
