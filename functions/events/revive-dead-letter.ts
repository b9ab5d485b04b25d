import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { OutgoingEvent } from "#domain/event.ts";
import { minuteMs, plus } from "#domain/instant.ts";
import { eventFunction } from "#platform/event-function.ts";

const restMs = 10 * minuteMs;

/**
 * An event whose handlers gave up is put back among those to be published, after a rest: an outage of
 * hours delays mail and loses none. Handlers know by the event's id what they have done already.
 */
export const reviveDeadLetter = eventFunction(
  {
    name: "reviveDeadLetter",
    summary: "Have a dead-lettered event published again later",
    message: OutgoingEvent,
  },
  { events: firestoreEvents },
  async (event, { events }, at) => {
    await events.putBack(event, plus(at, restMs));
    return { revived: 1 };
  },
);
