import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import type { Progress } from "#domain/customer.ts";
import { CustodyTopicEvent } from "#domain/event.ts";
import { eventFunction } from "#platform/event-function.ts";

/** After a change of custody: writes into every case of the customer who sees it now. */
export const reindexCustomer = eventFunction(
  {
    name: "reindexCustomer",
    summary: "Index a customer's cases anew for those who see them",
    message: CustodyTopicEvent,
  },
  { custody: firestoreCustody },
  async ({ customer, type }, { custody }, at) => {
    if (type !== "custody.changed") return { batches: 0 };
    let batches = 0;
    let progress: Progress | undefined;
    do {
      progress = await custody.reindex(customer, at, progress);
      batches += 1;
    } while (progress);
    return { batches };
  },
);
