import { system } from "#domain/actor.ts";
import { type Case, instantAfter } from "#domain/case.ts";
import type { CaseStore, DueField } from "#domain/case-store.ts";
import type { Change, Stamp } from "#domain/change.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import { supportViewer } from "#domain/viewer.ts";
import type { Tally } from "./event-function.ts";
import { newEventId } from "./ids.ts";
import { log, traceOf } from "./log.ts";

type Sweep = { rule: (current: Case, stamp: Stamp) => Change; at: Instant };
type Services = { cases: CaseStore; events: EventPublisher };

const batchSize = 50;

/**
 * Runs a rule over every case that is due, in bounded batches, each case in a transaction of its own
 * that takes it off those due: killed, it goes on where it was. A case that fails is left for the
 * next run and does not hold up the others.
 */
export async function sweepCases(
  field: DueField,
  sweep: Sweep,
  services: Services,
): Promise<Tally> {
  let changed = 0;
  for (;;) {
    const due = await services.cases.due(field, sweep.at, batchSize);
    const outcomes = await Promise.all(due.map((key) => sweepOne(key, sweep, services)));
    const done = outcomes.filter((ok) => ok).length;
    changed += done;
    if (done === 0 || due.length < batchSize) return { changed, failed: due.length - done };
  }
}

async function sweepOne(
  of: CaseKey,
  { rule, at }: Sweep,
  { cases, events }: Services,
): Promise<boolean> {
  const who = { actor: system, viewer: supportViewer, agent: true };
  const stamp = { ...who, at, eventId: newEventId() };
  try {
    const event = await cases.changeAsSystem(of, (current) =>
      rule(current, { ...stamp, at: instantAfter(current, at) }),
    );
    if (event) await events.publish(event);
    return true;
  } catch (error) {
    log("ERROR", "case left to the next run", { caseId: of.caseId, ...traceOf(error) });
    return false;
  }
}
