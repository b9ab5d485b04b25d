import { z } from "zod";
import { firestoreDeadlines } from "#adapters/firestore/deadlines.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { eventFunction } from "#platform/event-function.ts";
import { settleDeadlines } from "#platform/settle-deadlines.ts";

/** Every minute: ends what the clock ends, begins what it begins, and has notice given of what it will end. */
export const expireConsents = eventFunction(
  {
    name: "expireConsents",
    summary: "Deal with consents and periods whose time has come",
    message: z.looseObject({}),
  },
  { deadlines: firestoreDeadlines, events: pubsubEvents },
  (_tick, services, at) => settleDeadlines(at, services),
);
