import { tracesExported } from "./config.ts";
import { log, traceOf } from "./log.ts";
import { newTrace, type Parent, type TraceContext } from "./trace.ts";
import { currentWork } from "./work.ts";

/** Ids, codes and counts alone: never an address, a text or a path. */
export type Attributes = Record<string, string | number>;

export type Wanted = {
  name: string;
  kind: "SERVER" | "CLIENT" | "PRODUCER" | "CONSUMER";
  /** Begins a trace where undefined. */
  parent: Parent | undefined;
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

/**
 * Begins a span. Where nothing is exported there is none: the parent is passed on. Neither this nor
 * the span's end throws: what cannot be traced is logged, and the work goes on.
 */
export function startSpan(wanted: Wanted): Span {
  const begun = unharmed(() => exported?.(wanted));
  if (begun) return { trace: begun.trace, end: (how) => unharmed(() => begun.end(how)) };
  const { parent } = wanted;
  const trace = parent ? { ...parent, sampled: parent.sampled ?? false } : newTrace();
  return { trace, end: () => undefined };
}

function unharmed<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    log("WARNING", "span lost", traceOf(error));
    return undefined;
  }
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
  let failed = true;
  try {
    const result = await step(span.trace);
    failed = false;
    return result;
  } finally {
    span.end({ failed });
  }
}
