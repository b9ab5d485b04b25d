import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { endReopenWindow } from "#domain/window-rules.ts";
import { eventFunction } from "#platform/event-function.ts";
import { sweepCases } from "#platform/sweep-cases.ts";

/** Ends the time to reopen of every case closed more than 30 × 24 hours ago, and writes it into history. */
export const expireReopenWindows = eventFunction(
  {
    name: "expireReopenWindows",
    summary: "End the reopen windows that have run out",
    message: z.looseObject({}),
  },
  { cases: firestoreCases, events: pubsubEvents },
  (_tick, services, at) => sweepCases("reopenUntilAt", { rule: endReopenWindow, at }, services),
);
