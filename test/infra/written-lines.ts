import { Refusal } from "#domain/refusal.ts";
import { deliver } from "#platform/deliver.ts";
import { problemAnswer } from "#platform/exchange.ts";
import { log, traceOf } from "#platform/log.ts";
import { observeEvent, observeRequest } from "#platform/observe.ts";
import type { Work } from "#platform/work.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { type Line, linesDuring } from "../support/logged.ts";

const broken = new RangeError("no such place");
const busy = Object.assign(new Error("busy"), { code: 14 });
const unreachable = Object.assign(new Error("out of reach"), { code: "ESOCKET" });
const request = { method: "GET", headers: {} };
const delivery = {
  operation: "mailFollowers",
  traceparents: [],
  messageId: "1",
  deliveryAttempt: 2,
};

/** Lines by the product's own hand: of requests and events that end well, badly and busily, and of mails. */
export async function writtenLines(): Promise<Line[]> {
  Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });
  return linesDuring(async () => {
    for (const error of [undefined, broken, busy, new Refusal("NOT_VISIBLE", "No.")]) {
      await observeRequest(request, asked(error));
    }
    for (const error of [broken, busy]) await handled(() => Promise.reject(error));
    await handled(mailed(async () => "accepted"));
    await handled(mailed(async () => "refused"));
    await handled(mailed(() => Promise.reject(unreachable)));
  });
}

/** A line of this message as every one is that tells of an error during a request. */
export async function lineOfError(message: string): Promise<Line[]> {
  const lines = await linesDuring(() =>
    observeRequest(request, async () => {
      log("WARNING", message, traceOf(busy));
      return { status: 200, json: {} };
    }),
  );
  return lines.filter((line) => line["message"] === message);
}

function asked(error: unknown) {
  return async (work: Work) => {
    Object.assign(work, { operation: "getCase", caller: "4f1c", eventId: "e1" });
    return error === undefined ? { status: 200, json: {} } : problemAnswer(error);
  };
}

function handled(handle: () => Promise<Record<string, number>>): Promise<void> {
  return observeEvent(delivery, (work) => {
    work.eventId = "e1";
    return handle();
  }).catch(() => undefined);
}

function mailed(send: () => Promise<"accepted" | "refused">) {
  return () =>
    deliver([{ email: "anna@lindqvist.example" }], "e1", {
      deliveries: {
        claim: async () => "claimed",
        settle: async () => undefined,
        release: async () => undefined,
      },
      mailer: { send },
      compose: ({ email }) => ({ to: email, subject: "A case", text: "Changed", html: "<p>" }),
    });
}
