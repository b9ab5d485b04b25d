import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { requireAgent } from "#domain/access.ts";
import { requireAttachment } from "#domain/attachment.ts";
import { remove } from "#domain/attachment-rules.ts";
import type { FileRef } from "#domain/file-store.ts";
import { screen } from "#domain/screening.ts";
import { discardFile } from "#platform/attach-file.ts";
import { changeAttachment } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { attachmentPath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { AttachmentResource, RemoveAttachmentBody } from "#platform/wire/attachment.ts";
import { redaction } from "#platform/wire/warning.ts";

export const removeAttachment = httpFunction(
  {
    name: "removeAttachment",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments/{attachment}:remove"],
    methodId: "cases.attachments.remove",
    summary: "Remove an attachment for good, on request; for support agents",
    description:
      "Removes a file for good, its bytes included. Only support agents may, on request. Its " +
      "name, who removed it and why stay in the feed as a `deletedAttachment`, and the " +
      "followers are mailed. Removing it again is `CHILD_NOT_FOUND`, unless the `requestId` is " +
      "the same.",
    refusals: [...caseRefusals, "CHILD_NOT_FOUND", "PII_DETECTED"],
    params: attachmentPath,
    query: redaction,
    body: RemoveAttachmentBody,
    reply: AttachmentResource,
  },
  {
    cases: firestoreCases,
    events: pubsubEvents,
    files: cloudStorageFiles,
    detector: chosenDetector,
  },
  async (call, services) => {
    const redact = call.query.redactPii;
    const screening = await screen(services.detector, { reason: call.body.reason }, { redact });
    const reason = screening.texts.reason ?? "";
    const removing = { ...call, childId: call.params.attachment, screening };
    let gone: FileRef | undefined;
    const reply = await changeAttachment(removing, services, (sight, stamp) => {
      requireAgent(sight.standing, "remove attachments");
      const attachment = requireAttachment(sight.child);
      gone = attachment;
      return remove(sight.case, attachment, { stamp, reason });
    });
    // At once where it can be; the event sees to it that it is done in any case.
    if (gone && !call.ask.validateOnly) await discardFile(services.files, gone);
    return reply;
  },
);
