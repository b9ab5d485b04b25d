import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { remindOfReopenWindow } from "#domain/window-rules.ts";
import { eventFunction } from "#platform/event-function.ts";
import { sweepCases } from "#platform/sweep-cases.ts";

/** Three days before a reopen window ends, has the followers told. */
export const remindReopenWindows = eventFunction(
  {
    name: "remindReopenWindows",
    summary: "Remind followers of reopen windows that end in three days",
    message: z.looseObject({}),
  },
  { cases: firestoreCases, events: pubsubEvents },
  (_tick, services, at) => sweepCases("remindAt", { rule: remindOfReopenWindow, at }, services),
);
