import type { DeadlineStore, Overdue } from "#domain/deadlines.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { CustomerId } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import type { Tally } from "./event-function.ts";
import { log, traceOf } from "./log.ts";

type Services = { deadlines: DeadlineStore; events: EventPublisher };

const batchSize = 20;
const batchesMax = 25;

/**
 * Settles what is due for each customer, in a transaction of its own: killed, it goes on where it was.
 * A customer that fails is passed over, and tried again by the next run; so is what is left
 * after 500 customers.
 */
export async function settleDeadlines(at: Instant, services: Services): Promise<Tally> {
  const tally = { settled: 0, failed: 0, events: 0 };
  let after: Overdue | undefined;
  for (let batch = 0; batch < batchesMax; batch += 1) {
    const due = await services.deadlines.due(at, after, batchSize);
    const outcomes = await Promise.all(due.map((each) => settleOne(each.customer, at, services)));
    const settled = outcomes.filter((published) => published !== undefined);
    tally.settled += settled.length;
    tally.failed += due.length - settled.length;
    tally.events += settled.reduce((sum, published) => sum + published, 0);
    if (due.length < batchSize) break;
    after = due.at(-1);
  }
  return tally;
}

/** How many events were published; undefined where it failed. */
async function settleOne(
  customer: CustomerId,
  at: Instant,
  { deadlines, events }: Services,
): Promise<number | undefined> {
  try {
    const told = await deadlines.settle(customer, at);
    await Promise.all(told.map((event) => events.publish(event)));
    return told.length;
  } catch (error) {
    log("ERROR", "customer left to the next run", { customer, ...traceOf(error) });
    return undefined;
  }
}
