import { type CloudEvent, cloudEvent } from "@google-cloud/functions-framework";
import { z } from "zod";
import type { Instant } from "#domain/instant.ts";
import { leaveDomain } from "./leave-domain.ts";
import { observeEvent } from "./observe.ts";
import { deliveryAttempt } from "./push.ts";

export type EventContract<M extends z.ZodType = z.ZodType> = {
  name: string;
  summary: string;
  message: M;
};

type Factories = Record<string, () => unknown>;
type Services<F extends Factories> = { [K in keyof F]: ReturnType<F[K]> };

/** What an event function did, in numbers, for its one log line. */
export type Tally = Record<string, number>;

export type EventFunction = { contract: EventContract };

const Delivered = z.object({
  message: z.object({
    data: z.base64().default(""),
    attributes: z.record(z.string(), z.unknown()).default({}),
  }),
});

const Identified = z.object({ id: z.string() });

/**
 * Makes a deployable Pub/Sub function. What it rejects with has the message delivered again, and in
 * the end put on the dead-letter topic; so it must be safe to run twice.
 */
export function eventFunction<M extends z.ZodType, F extends Factories>(
  contract: EventContract<M>,
  factories: F,
  handle: (message: z.output<M>, services: Services<F>, at: Instant) => Promise<Tally>,
): EventFunction {
  let services: Services<F> | undefined;
  cloudEvent(contract.name, (event: CloudEvent<unknown>) => {
    leaveDomain();
    return observeEvent(deliveryOf(contract.name, event), async (work) => {
      services ??= Object.fromEntries(
        Object.entries(factories).map(([name, make]) => [name, make()]),
      ) as Services<F>;
      const message = contract.message.parse(readData(event.data));
      const id = Identified.safeParse(message).data?.id;
      if (id !== undefined) work.eventId = id;
      return handle(message, services, new Date().toISOString());
    });
  });
  return { contract };
}

function deliveryOf(operation: string, { id, data, traceparent }: CloudEvent<unknown>) {
  const attributes = Delivered.safeParse(data).data?.message.attributes;
  return {
    operation,
    traceparents: [attributes?.["traceparent"], traceparent],
    messageId: id,
    deliveryAttempt: deliveryAttempt(),
  };
}

function readData(data: unknown): unknown {
  const text = Buffer.from(Delivered.parse(data).message.data, "base64").toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}
