import type { TimeOperator } from "./node.ts";

/**
 * A stretch of time on a line of half milliseconds, both ends included: an even number is an instant,
 * the odd one above it the moment just after. So open and closed ends compare as plain numbers.
 */
export type Span = { readonly low: number; readonly high: number };

/** Bounds on an instant, at most one below and one above: `from` and `to` include it, the others not. */
export type Bounds = { from?: string; after?: string; to?: string; before?: string };

export const always: Span = { low: -Infinity, high: Infinity };

/** The span of the instants that stand in such a relation to `at`. */
export function spanOf(operator: TimeOperator, at: string): Span {
  const instant = 2 * Date.parse(at);
  switch (operator) {
    case "=":
      return { low: instant, high: instant };
    case ">":
      return { ...always, low: instant + 1 };
    case ">=":
      return { ...always, low: instant };
    case "<":
      return { ...always, high: instant - 1 };
    case "<=":
      return { ...always, high: instant };
  }
}

export function meetSpans(one: Span, other: Span): Span {
  return { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) };
}

/** The smallest span that holds both. */
export function joinSpans(one: Span, other: Span): Span {
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

/** Whether no instant lies between two spans, so that joining them adds none. */
export function touch(one: Span, other: Span): boolean {
  return Math.max(one.low, other.low) <= Math.min(one.high, other.high) + 1;
}

/** The span as bounds on an instant, or undefined where it has none. */
export function boundsOf({ low, high }: Span): Bounds | undefined {
  const bounds: Bounds = {};
  if (Number.isFinite(low)) bounds[isInstant(low) ? "from" : "after"] = iso(Math.floor(low / 2));
  if (Number.isFinite(high)) bounds[isInstant(high) ? "to" : "before"] = iso(Math.ceil(high / 2));
  return Object.keys(bounds).length > 0 ? bounds : undefined;
}

function isInstant(half: number): boolean {
  return half % 2 === 0;
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
