import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { eventFunction } from "#platform/event-function.ts";
import { sweepFiles } from "#platform/sweep-files.ts";

/** Every hour: removes bytes that no attachment stands for, and marks attachments whose bytes are gone. */
export const sweepAttachments = eventFunction(
  {
    name: "sweepAttachments",
    summary: "Hold the bytes of attachments against their records",
    message: z.looseObject({}),
  },
  { files: cloudStorageFiles, records: firestoreFileRecords, cases: firestoreCases },
  (_tick, services, at) => sweepFiles(at, services),
);
