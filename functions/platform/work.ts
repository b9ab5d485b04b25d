import { AsyncLocalStorage } from "node:async_hooks";
import type { TraceContext } from "./trace.ts";

/** The request or the event that is being worked on: what its log lines tell of it, filled in on the way. */
export type Work = {
  /** The function or page that does it; `none` until that is known. */
  operation: string;
  readonly trace: TraceContext;
  /** Firestore's documents, as Google bills them. */
  reads: number;
  writes: number;
  /** Who asks, as `callerHash` has it. */
  caller?: string;
  /** The event that the work tells the world of, or was told. */
  eventId?: string;
};

const works = new AsyncLocalStorage<Work | undefined>();

/** The work on whose behalf this code runs; undefined at start, at the end and in what runs aside. */
export function currentWork(): Work | undefined {
  return works.getStore();
}

/** Runs something, and all that it starts, on behalf of this work. */
export function inWork<T>(work: Work, act: () => T): T {
  return works.run(work, act);
}

/** Runs something on behalf of no work: what one request starts and many share. */
export function aside<T>(act: () => T): T {
  return works.run(undefined, act);
}
