import { EventEmitter } from "node:events";
import type { Firestore } from "@google-cloud/firestore";
import { type Span, startSpan } from "#platform/spans.ts";
import { currentWork, type Work } from "#platform/work.ts";

/**
 * Counts, for the work that asks, what this client reads and writes, as Google bills it
 * (https://firebase.google.com/docs/firestore/pricing), and makes a span of each call.
 *
 * All calls of the library pass two methods of the client, which are none of its public ones. Where
 * an upgrade changes them nothing is counted, and a test fails; a call never fails for being counted.
 * Priced is what the product calls: gets, queries and commits.
 */
export function countBilled(db: Firestore): void {
  around(db, "requestStream", ({ args, result }) => {
    const call = begin(args[0]);
    if (call) void result.then((stream) => follow(call, stream), call.failed);
  });
  around(db, "request", ({ args, result }) => {
    const [method, request] = args;
    const call = begin(method);
    if (call) void result.then(() => settle(call, request), call.failed);
  });
}

type Watch = (call: { args: unknown[]; result: Promise<unknown> }) => void;

function around(db: Firestore, name: string, watch: Watch): void {
  const library: unknown = Object.getPrototypeOf(db);
  Reflect.set(db, name, (...args: unknown[]) => {
    // Looked up at each call: tests hook the library's own methods.
    const method: unknown = Reflect.get(Object(library), name);
    if (typeof method !== "function") throw new TypeError(`Firestore has no ${name}.`);
    const result: unknown = Reflect.apply(method, db, args);
    if (result instanceof Promise) watch({ args, result });
    return result;
  });
}

type Call = { work: Work; method: string; span: Span; failed: () => void };

function begin(method: unknown): Call | undefined {
  const work = currentWork();
  if (!work || typeof method !== "string") return undefined;
  const attributes = { "db.system.name": "gcp.firestore", "db.operation.name": method };
  const name = `firestore ${method}`;
  const span = startSpan({ name, kind: "CLIENT", parent: work.trace, attributes });
  return { work, method, span, failed: () => span.end({ failed: true }) };
}

/** Counts the documents that a stream brings; a query that finds none costs one. */
function follow({ work, method, span, failed }: Call, stream: unknown): void {
  if (!(stream instanceof EventEmitter)) return span.end();
  let paid = method === "runQuery" ? 1 : 0;
  let reads = paid;
  work.reads += paid;
  // The stream comes paused, and a listener does not set such a stream flowing.
  stream.on("data", (answer: unknown) => {
    if (!["found", "missing", "document"].some((kind) => fieldOf(answer, kind))) return;
    if (paid > 0) {
      paid -= 1;
    } else {
      reads += 1;
      work.reads += 1;
    }
  });
  stream.once("end", () => span.end({ attributes: { reads } }));
  stream.once("error", failed);
}

function settle({ work, method, span }: Call, request: unknown): void {
  const writes = method === "commit" ? writtenBy(request) : 0;
  work.writes += writes;
  span.end({ attributes: { writes } });
}

/** Without deletes, which have a price of their own, and without what is only verified. */
function writtenBy(request: unknown): number {
  const writes = fieldOf(request, "writes");
  if (!Array.isArray(writes)) return 0;
  return writes.filter((write: unknown) => !fieldOf(write, "delete") && !fieldOf(write, "verify"))
    .length;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
