import { firestoreAccessRecords } from "#adapters/firestore/access-records.ts";
import { AccessBatch } from "#domain/access-record.ts";
import { eventFunction } from "#platform/event-function.ts";

/** Stores who saw which of a customer's cases, for the customer's administrators to read. */
export const recordAccess = eventFunction(
  {
    name: "recordAccess",
    summary: "Store records of access to customers' cases",
    message: AccessBatch,
  },
  { records: firestoreAccessRecords },
  async ({ entries }, { records }, at) => {
    await records.write(entries, at);
    return { recorded: entries.length };
  },
);
