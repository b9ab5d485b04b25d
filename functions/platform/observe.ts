import type { IncomingMessage } from "node:http";
import type { Tally } from "./event-function.ts";
import type { Answer } from "./exchange.ts";
import { log, traceOf } from "./log.ts";
import { type Outcome, refusalOf } from "./problem.ts";
import { type Attributes, type Span, spansReady, startSpan } from "./spans.ts";
import { type Parent, readTraceparent, traceOfHeaders, undecided } from "./trace.ts";
import { inWork, type Work } from "./work.ts";

/**
 * Answers a request as one piece of work, and writes its one log line: no path, no parameter, no
 * address. By which function or page it is served, `answering` notes in the work. Rejects where that
 * does, with an error that says no more: the framework prints what it is given.
 */
export async function observeRequest(
  { method = "", headers }: Pick<IncomingMessage, "method" | "headers">,
  answering: (work: Work) => Promise<Answer>,
): Promise<void> {
  const startedAt = performance.now();
  await spansReady();
  const span = startSpan({ name: "request", kind: "SERVER", parent: traceOfHeaders(headers) });
  const work = workOf(span);
  const ended = await inWork(work, async () => {
    const answer = await answering(work).catch(unforeseen);
    const { status, outcome = "OK" } = answer;
    const seconds = (performance.now() - startedAt) / 1_000;
    log(severityOf(status), "request", {
      ...lineOf(work, { outcome, status, durationMs: Math.round(seconds * 1_000) }),
      httpRequest: { requestMethod: method, status, latency: `${seconds.toFixed(3)}s` },
    });
    endSpan(span, work, { outcome, status, "http.request.method": method });
    return answer;
  });
  if (ended === unanswered) throw textless("The request was not answered: INTERNAL.");
}

const unanswered: Answer = { status: 500, outcome: "INTERNAL", json: undefined };

function unforeseen(error: unknown): Answer {
  log("ERROR", "request failed", traceOf(error));
  return unanswered;
}

/** What a push subscription delivers, as far as the log tells of it. */
export type Delivery = {
  operation: string;
  /** Of the message, which we published; where that has none, of the request that brought it. */
  traceparents: readonly unknown[];
  messageId: string;
  /** The how-manieth time it is pushed, where Pub/Sub counts. */
  deliveryAttempt: number | undefined;
};

/**
 * Handles an event as one piece of work, and writes its one log line. Rejects where it is to be
 * delivered again, with an error that says no more than that: the framework prints what it is given.
 */
export async function observeEvent(
  { operation, traceparents, messageId, deliveryAttempt }: Delivery,
  handling: (work: Work) => Promise<Tally>,
): Promise<void> {
  const startedAt = performance.now();
  await spansReady();
  const span = startSpan({ name: operation, kind: "CONSUMER", parent: parentOf(traceparents) });
  const work = { ...workOf(span), operation };
  const { outcome } = await inWork(work, async () => {
    const ended = await handling(work).then(
      (tally) => ({ tally, outcome: "OK" as const, status: 204 }),
      (error: unknown) => ({ outcome: outcomeOf(error), status: 500 }),
    );
    const { status, outcome, ...tally } = ended;
    const durationMs = Math.round(performance.now() - startedAt);
    const line = lineOf(work, { outcome, status, durationMs });
    const severity = outcome === "OK" ? "INFO" : outcome === "INTERNAL" ? "ERROR" : "WARNING";
    log(severity, "event", { ...line, messageId, deliveryAttempt, ...tally });
    endSpan(span, work, { outcome, "messaging.message.id": messageId });
    return ended;
  });
  if (outcome !== "OK") throw textless(`The event is to be delivered again: ${outcome}.`);
}

function parentOf([published, brought]: Delivery["traceparents"]): Parent | undefined {
  return readTraceparent(published) ?? undecided(readTraceparent(brought));
}

function workOf({ trace }: Span): Work {
  return { operation: "none", trace, reads: 0, writes: 0 };
}

function severityOf(status: number): "INFO" | "WARNING" | "ERROR" {
  // 501 tells a client what is not spoken here.
  if (status < 500 || status === 501) return "INFO";
  // 503 asks to try again: a file that is being scanned, a database that is busy.
  return status === 503 ? "WARNING" : "ERROR";
}

type Ended = { outcome: Outcome; status: number; durationMs: number };

/** In the order in which one reads it. What is undefined does not appear. */
function lineOf({ caller, eventId, reads, writes }: Work, ended: Ended): Record<string, unknown> {
  return { ...ended, caller, eventId, reads, writes };
}

function endSpan(span: Span, { operation, reads, writes }: Work, attributes: Attributes): void {
  const failed = attributes["outcome"] === "INTERNAL";
  span.end({ name: operation, attributes: { ...attributes, reads, writes }, failed });
}

function outcomeOf(error: unknown): Outcome {
  return refusalOf(error, "event failed")?.code ?? "INTERNAL";
}

/** Without a stack, which the framework would print over many lines. */
function textless(message: string): Error {
  return Object.assign(new Error(message), { stack: "" });
}
