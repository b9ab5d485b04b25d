import { tracesExported } from "./config.ts";
import { log, traceOf } from "./log.ts";
import { newTrace, type TraceContext } from "./trace.ts";
import { currentWork } from "./work.ts";

/** Ids, codes and counts alone: never an address, a text or a path. */
export type Attributes = Record<string, string | number>;

export type Wanted = {
  name: string;
  kind: "SERVER" | "CLIENT" | "PRODUCER" | "CONSUMER";
  /** Begins a trace where undefined. */
  parent: TraceContext | undefined;
  attributes?: Attributes;
};

export type Span = {
  /** What those that follow have for a parent. */
  trace: TraceContext;
  /** `name` replaces the first one; `failed` marks the span as an error. */
  end(how?: { name?: string; attributes?: Attributes; failed?: boolean }): void;
};

export type StartSpan = (wanted: Wanted) => Span;

let ready: Promise<void> | undefined;
let exported: StartSpan | undefined;

/**
 * Loads what exports traces, where the environment asks for it, and keeps it. Never rejects: what
 * cannot be loaded is logged, and nothing is exported.
 */
export function spansReady(): Promise<void> {
  ready ??= tracesExported() ? load() : Promise.resolve();
  return ready;
}

async function load(): Promise<void> {
  try {
    // Only here: the library takes as long to load as a function takes to start.
    const { otlpSpans } = await import("./otlp.ts");
    exported = otlpSpans();
  } catch (error) {
    log("ERROR", "traces are not exported", traceOf(error));
  }
}

/** Begins a span. Where nothing is exported there is none: the parent is passed on as it came. */
export function startSpan(wanted: Wanted): Span {
  return exported?.(wanted) ?? { trace: wanted.parent ?? newTrace(), end: () => undefined };
}

/**
 * Runs a step of the current work as a span below it, and rejects as the step does. The step is given
 * the context to hand on; undefined where nothing is being worked on.
 */
export async function inSpan<T>(
  wanted: Omit<Wanted, "parent">,
  step: (trace: TraceContext | undefined) => Promise<T>,
): Promise<T> {
  const parent = currentWork()?.trace;
  if (!parent) return step(undefined);
  const span = startSpan({ ...wanted, parent });
  try {
    const result = await step(span.trace);
    span.end();
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}
