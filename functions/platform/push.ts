import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { z } from "zod";

const pushes = new AsyncLocalStorage<IncomingMessage>();

/** Runs what handles a push, so that `deliveryAttempt` can be asked for within. */
export function inPush(request: IncomingMessage, handle: () => void): void {
  pushes.run(request, handle);
}

const Pushed = z.object({ deliveryAttempt: z.int() });

/**
 * How often Pub/Sub has pushed this message, this time included; undefined where it does not count.
 * The framework does not hand that on, only the body as it came.
 */
export function deliveryAttempt(): number | undefined {
  const request = pushes.getStore();
  if (!request || !("rawBody" in request) || !Buffer.isBuffer(request.rawBody)) return undefined;
  return Pushed.safeParse(JSON.parse(request.rawBody.toString("utf8"))).data?.deliveryAttempt;
}
