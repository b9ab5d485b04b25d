import { randomInt } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreAudit } from "#adapters/firestore/audit.ts";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { firestoreDeadlines } from "#adapters/firestore/deadlines.ts";
import { custodyDoc, customerDoc, customerPartnerDoc } from "#adapters/firestore/documents.ts";
import type { AuditParty } from "#domain/audit.ts";
import type { Relationship } from "#domain/custody.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import { dayMs, type Instant, minuteMs } from "#domain/instant.ts";
import { expireConsents } from "#events/expire-consents.ts";
import { reindexCustomer } from "#events/reindex-customer.ts";
import { newChildId } from "#platform/ids.ts";
import { aCustody, alfa, aRelationship } from "../support/builders.ts";
import { ago, putCase, receiptOf, subscribeTo, withdrawnFrom } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const domain = "alfa-partner.example";
const tick = {};

let handler: Handler;
let reindexer: Handler;
let custodyEvents: () => Promise<OutgoingEvent[]>;

beforeAll(async () => {
  handler = await startHandler(expireConsents);
  reindexer = await startHandler(reindexCustomer);
  custodyEvents = await subscribeTo("custody-events");
});

beforeEach(async () => {
  await firestore().recursiveDelete(firestore().collection("custody"));
  await firestore().recursiveDelete(firestore().collection("partnerDomains"));
  await custodyEvents();
});

afterAll(() => Promise.all([handler?.stop(), reindexer?.stop()]));

describe("expireConsents: notices", () => {
  test.each([
    ["30 days and a minute", 30 * dayMs + minuteMs, []],
    ["30 days less a second", 30 * dayMs - 1_000, [30]],
    ["7 days less a second, the job having been down since before the 30", 7 * dayMs - 1_000, [7]],
    ["1 day less a second", dayMs - 1_000, [1]],
    ["none, for a second", -1_000, [0]],
  ])("with %s left", async (_when, leftMs, days) => {
    await putAt(ago(40 * dayMs), { accessExpiresAt: ago(-leftMs) });

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await noticesTold()).toEqual(days);
  });

  test("an event says whose access ends when, is kept in the outbox, and gives no names", async () => {
    const endsAt = ago(-7 * dayMs);
    const customer = await putAt(ago(8 * dayMs), { accessExpiresAt: endsAt });

    await handler.push(tick);

    const [event] = await custodyEvents();
    expect(event).toEqual({
      id: expect.stringMatching(/^e/),
      receiptId: event?.id,
      round: 0,
      type: "consent.ending",
      customer,
      partner: domain,
      days: 7,
      endsAt,
      at: expect.stringMatching(/Z$/),
    });
    expect(await receiptOf(String(event?.id))).toMatchObject({ event: { type: "consent.ending" } });
  });

  test("a notice leaves custody, its revision and what clients see as they were", async () => {
    const customer = await putAt(ago(8 * dayMs), { accessExpiresAt: ago(-7 * dayMs) });
    const before = await seenOf(customer);

    await handler.push(tick);

    expect(await seenOf(customer)).toEqual(before);
  });

  test("run twice, and twice at once, it tells once", async () => {
    await putAt(ago(8 * dayMs), { accessExpiresAt: ago(-7 * dayMs) });

    await Promise.all([handler.push(tick), handler.push(tick)]);
    await handler.push(tick);

    expect(await noticesTold()).toEqual([7]);
  });

  test("another end starts the notices anew", async () => {
    const customer = await putAt(ago(30 * dayMs), { accessExpiresAt: ago(-dayMs + 1_000) });
    await handler.push(tick);
    await putAt(ago(20 * dayMs), { accessExpiresAt: ago(-7 * dayMs + 1_000) }, "2");
    await handler.push(tick);
    await putAt(ago(0), { accessExpiresAt: ago(-20 * dayMs) }, customer.slice(1));

    const afterGrant = await noticesTold();
    await handler.push(tick);

    expect(afterGrant).toEqual([1, 7]);
    expect(await noticesTold()).toEqual([]);
    expect(await dueIn(customer)).toBe(13);
  });

  test("a partner whose time has ended is told nothing", async () => {
    const periods = [{ startAt: ago(90 * dayMs), endAt: ago(50 * dayMs) }];
    await putAt(ago(40 * dayMs), { periods, accessExpiresAt: ago(-7 * dayMs) });

    await handler.push(tick);

    expect(await noticesTold()).toEqual([]);
  });
});

describe("expireConsents: the end", () => {
  test("is entered in both trails, once, at the instant at which it came", async () => {
    const endsAt = ago(minuteMs);
    const customer = await putAt(ago(2 * dayMs), { accessExpiresAt: endsAt });

    await Promise.all([handler.push(tick), handler.push(tick)]);
    await handler.push(tick);

    const entry = {
      id: expect.stringMatching(/^c/),
      action: "access.expired",
      createdAt: endsAt,
      actor: { kind: "system" },
      subject: domain,
      customer,
      changes: [{ field: "access", before: "GRANTED", after: "EXPIRED" }],
    };
    expect(await trailOf({ kind: "customer", customer })).toEqual([entry]);
    expect(await trailOf({ kind: "partner", domain })).toEqual([entry]);
  });

  test("has the index written anew, with another word for the partner's clients", async () => {
    const customer = await putAt(ago(2 * dayMs), { accessExpiresAt: ago(minuteMs) });
    await putCase({ customer, viewers: ["support", `customer:${customer}`, alfa] });

    await handler.push(tick);
    await reindex();

    expect(await found(customer)).toBe(0);
    expect(await viewKeyOf(customer)).not.toBe("v1");
    expect(await withdrawnFrom(domain)).not.toContain(customer);
    expect(await dueIn(customer)).toBeUndefined();
  });

  test("granted anew before the job ran, the trail tells of the end too, and nobody is mailed", async () => {
    const endsAt = ago(minuteMs);
    const customer = await putAt(ago(2 * dayMs), { accessExpiresAt: endsAt });
    await putAt(ago(0), {}, customer.slice(1));

    await handler.push(tick);

    expect(await trailOf({ kind: "customer", customer })).toMatchObject([
      { action: "access.expired", createdAt: endsAt },
    ]);
    expect(await noticesTold()).toEqual([]);
  });

  test("told while something else of the customer changed, it is told nonetheless", async () => {
    const customer = await putAt(ago(2 * dayMs), { accessExpiresAt: ago(minuteMs) });
    await firestoreCustody().put(customer, { at: ago(0), eventId: newChildId() }, (current) => ({
      ...aCustody(current),
      displayName: "Another name",
    }));

    const { docs } = await firestore().collection("receipts").get();

    const events = docs.map((doc) => doc.get("event")).filter((each) => each.customer === customer);
    const types: string[] = events.map(({ type }) => type);
    expect(types.toSorted()).toEqual(["consent.ended", "custody.changed", "custody.changed"]);
  });
});

describe("expireConsents: periods", () => {
  test("a period that begins by the clock brings the cases into lists", async () => {
    const periods = [
      { startAt: ago(90 * dayMs), endAt: ago(60 * dayMs) },
      { startAt: ago(minuteMs) },
    ];
    const customer = await putAt(ago(2 * dayMs), { periods });
    const viewers = ["support", `customer:${customer}`];
    await putCase({ customer, viewers, createdAt: ago(70 * dayMs) });
    await putCase({ customer, viewers, createdAt: ago(dayMs) });
    const before = await found(customer);

    await handler.push(tick);
    await reindex();

    expect([before, await found(customer)]).toEqual([0, 1]);
  });

  test("a period that ends by the clock takes them out, and the customer out of My customers", async () => {
    const customer = await putAt(ago(2 * dayMs), {
      periods: [{ startAt: ago(90 * dayMs), endAt: ago(minuteMs) }],
    });
    await putCase({ customer, viewers: ["support", alfa], createdAt: ago(70 * dayMs) });

    await handler.push(tick);
    await reindex();

    expect(await found(customer)).toBe(0);
    expect((await customerPartnerDoc(customer, domain).get()).get("current")).toBe(false);
  });
});

describe("expireConsents: many", () => {
  test("killed between batches, the next run does the rest, and nothing twice", async () => {
    const customers = [];
    for (let i = 0; i < 45; i += 1) {
      customers.push(await putAt(ago(2 * dayMs), { accessExpiresAt: ago(minuteMs) }));
    }
    await custodyEvents();
    for (const customer of customers.slice(0, 20)) {
      await firestoreDeadlines().settle(customer, ago(0));
    }

    await handler.push(tick);
    await handler.push(tick);

    const trails = await Promise.all(
      customers.map((customer) => trailOf({ kind: "customer", customer })),
    );
    expect(trails.map(({ length }) => length)).toEqual(customers.map(() => 1));
    expect(await firestoreDeadlines().due(ago(0), undefined, 10)).toEqual([]);
    expect(await noticesTold()).toHaveLength(25);
  });

  test("a custody that cannot be read holds up no other", async () => {
    await custodyDoc("broken").set({ customer: "broken", dueAt: new Date(0) });
    await putAt(ago(2 * dayMs), { accessExpiresAt: ago(minuteMs) });

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await noticesTold()).toEqual([0]);
  });
});

/** Stores a customer of alfa's as if it were then, and takes the event of that for handled. */
async function putAt(
  at: Instant,
  over: Partial<Relationship>,
  number = String(randomInt(1e9)),
): Promise<string> {
  const customer = `c${number}`;
  const partners = { [domain]: aRelationship(over) };
  await firestoreCustody().put(customer, { at, eventId: newChildId() }, () =>
    aCustody({ customer, partners }),
  );
  return customer;
}

/** The days of the notices published since, in order. */
async function noticesTold(): Promise<number[]> {
  const events = await custodyEvents();
  return events.flatMap((event) => ("days" in event ? [event.days] : [])).toSorted((a, b) => a - b);
}

async function reindex(): Promise<void> {
  for (const event of await custodyEvents()) {
    expect(await reindexer.push(event)).toBe(204);
  }
}

async function trailOf(party: AuditParty) {
  return firestoreAudit().page(party, undefined, 100);
}

async function found(customer: string): Promise<number> {
  const query = { viewers: [alfa], customers: [customer], withWords: false };
  return (await firestoreCases().page(query, undefined, 100)).length;
}

/** In how many whole days something is due for the customer. */
async function dueIn(customer: string): Promise<number | undefined> {
  const dueAt = (await custodyDoc(customer).get()).get("dueAt");
  return dueAt && Math.round((dueAt.toMillis() - Date.now()) / dayMs);
}

async function viewKeyOf(customer: string): Promise<string> {
  return (await customerPartnerDoc(customer, domain).get()).get("relationship").viewKey;
}

async function seenOf(customer: string): Promise<unknown[]> {
  const docs = await firestore().getAll(
    customerDoc(customer),
    customerPartnerDoc(customer, domain),
  );
  const revision = (await custodyDoc(customer).get()).get("revision");
  return [...docs.map((doc) => doc.data()), revision];
}
