import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { fileOf } from "#domain/attachment.ts";
import type { CaseStore } from "#domain/case-store.ts";
import { CaseEvent } from "#domain/event.ts";
import type { FileRef } from "#domain/file-store.ts";
import type { RecallStore } from "#domain/recall-store.ts";
import { eventFunction } from "#platform/event-function.ts";

/** Sees to it that the bytes of removed and recalled attachments are gone, whatever became of the request. */
export const discardAttachment = eventFunction(
  {
    name: "discardAttachment",
    summary: "Remove the bytes of removed and recalled attachments",
    message: CaseEvent,
  },
  { cases: firestoreCases, recalls: firestoreRecalls, files: cloudStorageFiles },
  async (event, { cases, recalls, files }) => {
    const gone = await filesGone(event, { cases, recalls });
    await Promise.all(gone.map((file) => files.remove(file)));
    return { discarded: gone.length };
  },
);

async function filesGone(
  { type, id, ...of }: CaseEvent,
  { cases, recalls }: { cases: CaseStore; recalls: RecallStore },
): Promise<readonly FileRef[]> {
  if (type === "personalData.recalled") return (await recalls.certificate(of, id))?.files ?? [];
  if (type !== "attachment.removed") return [];
  const removed = await cases.attachmentOf(of, id);
  return removed?.kind === "deletedAttachment" ? [fileOf(removed)] : [];
}
