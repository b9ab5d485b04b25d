import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";

const pushes = new AsyncLocalStorage<object>();

/** Runs what handles a push, so that `deliveryAttempt` can be asked for within: the framework hands on the message alone. */
export function inPush(push: object, handle: () => void): void {
  pushes.run(push, handle);
}

const Pushed = z.object({ deliveryAttempt: z.int() });

/** How often Pub/Sub has pushed this message, this time included; undefined where it does not count. */
export function deliveryAttempt(): number | undefined {
  return Pushed.safeParse(pushes.getStore()).data?.deliveryAttempt;
}
