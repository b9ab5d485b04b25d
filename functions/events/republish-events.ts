import { z } from "zod";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { eventFunction } from "#platform/event-function.ts";

const batchSize = 100;
const batchesMax = 10;

/** Every minute: what was stored but never came out at the other end goes out again. */
export const republishEvents = eventFunction(
  {
    name: "republishEvents",
    summary: "Publish events again that were not confirmed",
    message: z.looseObject({}),
  },
  { events: firestoreEvents, publisher: pubsubEvents },
  async (_tick, { events, publisher }, at) => {
    let republished = 0;
    for (let batch = 0; batch < batchesMax; batch += 1) {
      const due = await events.takeDue(at, batchSize);
      await Promise.all(due.map((event) => publisher.publish(event)));
      republished += due.length;
      if (due.length < batchSize) break;
    }
    return { republished };
  },
);
