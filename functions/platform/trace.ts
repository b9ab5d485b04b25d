import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Where a piece of work stands in a trace, as W3C Trace Context has it: ids in lower-case hexadecimal. */
export type TraceContext = { traceId: string; spanId: string; sampled: boolean };

/**
 * The trace that work is to be part of. Where `sampled` is undefined, whoever named the trace does not
 * decide whether it is recorded: this process does.
 */
export type Parent = Omit<TraceContext, "sampled"> & { sampled: boolean | undefined };

/**
 * The trace that a request says it is part of, by `traceparent` or else by Google's own header.
 * Anybody may send these, so they do not decide whether it is recorded.
 */
export function traceOfHeaders(headers: IncomingHttpHeaders): Parent | undefined {
  return (
    undecided(readTraceparent(headers["traceparent"])) ??
    readCloudTrace(headers["x-cloud-trace-context"])
  );
}

/** The same trace, without a word on whether it is recorded. */
export function undecided(context: TraceContext | undefined): Parent | undefined {
  return context && { ...context, sampled: undefined };
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: a later version may have more behind the flags. */
const traceparentForm =
  /^(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<traceId>[0-9a-f]{32})-(?!0{16})(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?$/;

/** The context that a `traceparent` tells; undefined for whatever is none. */
export function readTraceparent(value: unknown): TraceContext | undefined {
  const parts = typeof value === "string" ? traceparentForm.exec(value)?.groups : undefined;
  const { version, traceId, spanId, flags, more } = parts ?? {};
  if (!traceId || !spanId || !flags || (version === "00" && more !== undefined)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** What goes into the next hop's `traceparent`. */
export function traceparentOf({ traceId, spanId, sampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;
}

/** A trace that begins here, and that nobody has asked to record. */
export function newTrace(): TraceContext {
  return { traceId: randomId(), spanId: randomId().slice(16), sampled: false };
}

/** `TRACE/SPAN;o=1`, the span in decimal. */
function readCloudTrace(value: unknown): Parent | undefined {
  const parts = /^(?!0{32})([0-9a-f]{32})\/([0-9]{1,20})(?:;o=[01])?$/i.exec(String(value));
  const spanId =
    parts &&
    BigInt(parts[2] ?? 0)
      .toString(16)
      .padStart(16, "0");
  if (!parts?.[1] || !spanId || spanId.length > 16 || /^0+$/.test(spanId)) return undefined;
  return { traceId: parts[1].toLowerCase(), spanId, sampled: undefined };
}

/** Drawn as a UUID, for which Node has chance in store; so it is never all zeros. */
function randomId(): string {
  return randomUUID().replaceAll("-", "");
}
