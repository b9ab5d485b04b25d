import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { OutgoingEvent } from "#domain/event.ts";
import { eventFunction } from "#platform/event-function.ts";

/** An event that came out at the other end of Pub/Sub need not be published again. */
export const confirmEvent = eventFunction(
  {
    name: "confirmEvent",
    summary: "Note that an event has been delivered",
    message: OutgoingEvent,
  },
  { events: firestoreEvents },
  async (event, { events }, at) => {
    await events.confirm(event, at);
    return { confirmed: 1 };
  },
);
