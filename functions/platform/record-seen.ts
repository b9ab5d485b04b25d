import { pubsubAccessLog } from "#adapters/pubsub/access-log.ts";
import type { Grounds } from "#domain/access.ts";
import { type AccessLog, type Seen, type Sighting, sightingOf } from "#domain/access-record.ts";
import type { CaseId, CustomerId } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import { beforeEnd } from "./before-end.ts";
import { newEventId } from "./ids.ts";

/** The part of a call in which a function notes what its answer shows. */
export type Watched = { at: Instant; seen: Sighting[] };

let log: AccessLog | undefined;

/** The one access log of a process, emptied before the process ends. */
export function accessLog(): AccessLog {
  if (!log) {
    const made = pubsubAccessLog();
    beforeEnd(() => made.flush());
    log = made;
  }
  return log;
}

/** Notes that the answer shows or changes one customer's cases, on these grounds. */
export function noteSeen({ at, seen }: Watched, grounds: Grounds, what: Seen): void {
  const sighting = sightingOf(grounds, what, at);
  if (sighting) seen.push(sighting);
}

/** The same for a page over several customers: one sighting for each that is on it. */
export function noteSeenOfAll(
  call: Watched,
  grounds: Grounds,
  cases: readonly { customer: CustomerId; id: CaseId }[],
): void {
  const byCustomer = Map.groupBy(cases, ({ customer }) => customer);
  for (const [customer, its] of byCustomer) {
    noteSeen(call, grounds, { customer, cases: its.map(({ id }) => id), list: true });
  }
}

/** Records what a successful answer shows, that of a rehearsal included: it shows a case as any other does. */
export function recordSeen(name: string, { at, seen }: Watched): void {
  for (const sighting of seen) {
    accessLog().record({ id: newEventId(), createdAt: at, function: name, ...sighting });
  }
}
