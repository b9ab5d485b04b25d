import { requireToCome } from "./consent.ts";
import { inPeriod, type Period, type Relationship } from "./custody.ts";
import type { ChildId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { invalid } from "./refusal.ts";

type Wish = {
  viewKey: ChildId;
  accessExpiresAt?: Instant | undefined;
  /** Whether the domain has users here at all. */
  known: boolean;
};

const periodsMax = 10;

/** A support partner the customer asked for: active at once, with access, from now on. */
export function start(
  current: Relationship | undefined,
  { viewKey, accessExpiresAt, known }: Wish,
  at: Instant,
): Relationship {
  requireToCome(accessExpiresAt, at);
  if (!known) throw refused("No partner of that domain is known here: check the spelling.");
  if (current && inPeriod(current, at)) {
    if (current.kind === "SUPPORT_PARTNER") return current;
    throw refused("This domain looks after the customer as its reseller already.");
  }
  const before = current?.periods ?? [];
  if (before.length >= periodsMax) {
    throw refused(`This partner has had ${periodsMax} periods already, which is the most.`);
  }
  return {
    kind: "SUPPORT_PARTNER",
    periods: [...before, { startAt: at }],
    access: "GRANTED",
    ...(accessExpiresAt !== undefined && { accessExpiresAt }),
    viewKey,
    revision: (current?.revision ?? 0) + 1,
  };
}

/** Ends a support partner's time now. What was to begin later does not begin. */
export function end(current: Relationship, at: Instant): Relationship {
  if (current.kind === "RESELLER") {
    throw refused("A reseller is assigned, and ended, by the sales system.");
  }
  const periods = current.periods
    .filter(({ startAt }) => startAt < at)
    .map((each) => cut(each, at));
  if (JSON.stringify(periods) === JSON.stringify(current.periods)) return current;
  return { ...current, periods, revision: current.revision + 1 };
}

function cut(period: Period, at: Instant): Period {
  return period.endAt !== undefined && period.endAt <= at ? period : { ...period, endAt: at };
}

function refused(description: string) {
  return invalid({ field: "partner", description });
}
