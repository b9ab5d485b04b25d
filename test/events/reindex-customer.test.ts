import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import type { Case } from "#domain/case.ts";
import type { Change, Stamp } from "#domain/change.ts";
import { note } from "#domain/comment-rules.ts";
import type { CustodyEvent } from "#domain/event.ts";
import { dayMs } from "#domain/instant.ts";
import { reindexCustomer } from "#events/reindex-customer.ts";
import { newChildId } from "#platform/ids.ts";
import { alfa, anAgentStamp, aRelationship } from "../support/builders.ts";
import {
  ago,
  happens,
  putCase,
  putCases,
  putCustody,
  storedCase,
  withdrawnFrom,
} from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const domain = "alfa-partner.example";
const beta = "partner:beta-partner.example";
/** More than several batches hold. */
const many = 120;

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(reindexCustomer);
});

afterAll(() => handler?.stop());

describe("reindexCustomer", () => {
  test("a revoked partner finds none of many cases any more, by list or by word; the others find all", async () => {
    const customer = await aCustomerWithCases(many);

    const status = await handler.push(await revoke(customer));

    expect(status).toBe(204);
    expect(await found(customer, alfa)).toBe(0);
    expect(await found(customer, alfa, "hours")).toBe(0);
    expect(await found(customer, `customer:${customer}`, "hours")).toBe(many);
    expect(await found(customer, "support", "hours")).toBe(many);
    expect(await withdrawnFrom(domain)).not.toContain(customer);
  });

  test("granted again, the partner finds them all again, by words as well", async () => {
    const customer = await aCustomerWithCases(many);
    await handler.push(await revoke(customer));

    await handler.push(await grant(customer));

    expect(await found(customer, alfa)).toBe(many);
    expect(await found(customer, alfa, "hours")).toBe(many);
    expect(await withdrawnFrom(domain)).not.toContain(customer);
  });

  test("a partner that takes over finds what is opened in its own time alone", async () => {
    const customer = aCustomerId();
    const [takeoverAt, before, after] = [ago(10 * dayMs), ago(20 * dayMs), ago(5 * dayMs)];
    await putCases([
      { customer, viewers: ["support", `customer:${customer}`, alfa], createdAt: before },
      { customer, viewers: ["support", `customer:${customer}`, alfa], createdAt: after },
    ]);
    const moved = await putCustody({
      customer,
      partners: {
        [domain]: aRelationship({ periods: [{ startAt: ago(90 * dayMs), endAt: takeoverAt }] }),
        "beta-partner.example": aRelationship({ periods: [{ startAt: takeoverAt }] }),
      },
    });

    await handler.push(moved);

    expect([await found(customer, alfa), await found(customer, beta)]).toEqual([0, 1]);
  });

  test("the words of internal notes reach nobody who is newly let in", async () => {
    const customer = await aCustomerWithCases(0);
    const [noted] = await putCases([{ customer, viewers: ["support", `customer:${customer}`] }]);
    if (noted) await happens(noted, noteZanzibar, { ...anAgentStamp(), at: ago(0), eventId: "n1" });

    await handler.push(await grant(customer));

    expect(await found(customer, alfa)).toBe(1);
    expect(await found(customer, alfa, "zanzibar")).toBe(0);
    expect(await found(customer, `customer:${customer}`, "zanzibar")).toBe(0);
    expect(await found(customer, "support", "zanzibar")).toBe(1);
  });

  test("killed after the first batch, the withdrawal still holds; run again, all is done", async () => {
    const customer = await aCustomerWithCases(many);
    const event = await revoke(customer);
    await firestoreCustody().reindex(customer, ago(0));
    const [leftMidway, withdrawnMidway] = [
      await found(customer, alfa),
      await withdrawnFrom(domain),
    ];

    await handler.push(event);

    expect(leftMidway).toBeGreaterThan(0);
    expect(leftMidway).toBeLessThan(many);
    expect(withdrawnMidway).toContain(customer);
    expect(await found(customer, alfa)).toBe(0);
    expect(await withdrawnFrom(domain)).not.toContain(customer);
  });

  test("custody changed while a run was under way: that run does not forget the withdrawal, the next does", async () => {
    const customer = await aCustomerWithCases(many);
    await grant(customer);
    const first = await firestoreCustody().reindex(customer, ago(0));
    const event = await revoke(customer);
    let progress = first;
    while (progress) progress = await firestoreCustody().reindex(customer, ago(0), progress);
    const afterOldRun = await withdrawnFrom(domain);

    await handler.push(event);

    expect(afterOldRun).toContain(customer);
    expect(await found(customer, alfa)).toBe(0);
    expect(await withdrawnFrom(domain)).not.toContain(customer);
  });

  test("events out of order leave what is true now: the late revocation does not undo the grant", async () => {
    const customer = await aCustomerWithCases(3);
    const revoked = await revoke(customer);
    const granted = await grant(customer);

    await handler.push(granted);
    await handler.push(revoked);

    expect(await found(customer, alfa)).toBe(3);
  });

  test("delivered twice and twice at once, the index stays right", async () => {
    const customer = await aCustomerWithCases(3);
    const event = await revoke(customer);

    const statuses = await Promise.all([handler.push(event), handler.push(event)]);

    expect([...statuses, await handler.push(event)]).toEqual([204, 204, 204]);
    expect([await found(customer, alfa), await found(customer, "support")]).toEqual([0, 3]);
  });

  test("an end of access to come stays noted, so that lists heed it when it comes", async () => {
    const customer = await aCustomerWithCases(3);
    const accessExpiresAt = ago(-60_000);
    const partners = { [domain]: aRelationship({ accessExpiresAt }) };

    await handler.push(await putCustody({ customer, partners }));

    expect(await withdrawnFrom(domain)).toContain(customer);
    expect(await found(customer, alfa)).toBe(3);
  });

  test("indexing anew touches neither time nor etag of a case", async () => {
    const customer = aCustomerId();
    const viewers = ["support", `customer:${customer}`, alfa];
    const before = await storedCase(await putCase({ customer, viewers }));

    await handler.push(await revoke(customer));

    const { updatedAt, revision } = before;
    expect(await storedCase(before)).toMatchObject({
      updatedAt,
      revision,
      viewers: viewers.slice(0, 2),
    });
  });

  test("a customer without cases and one that is gone are settled", async () => {
    const empty = await revoke(aCustomerId());
    const gone = { ...empty, id: "e1", customer: aCustomerId() };

    expect([await handler.push(empty), await handler.push(gone)]).toEqual([204, 204]);
  });

  test("what is no change of custody is not settled", async () => {
    expect(await handler.push({ id: "e1", type: "case.closed", customer: "1001" })).toBe(500);
  });
});

function noteZanzibar(current: Case, stamp: Stamp): Change {
  return note(current, { id: newChildId(), body: "zanzibar" }, stamp);
}

function aCustomerId(): string {
  return `c${randomInt(1e9)}`;
}

/** A customer whose reseller alfa sees all of these cases, each with the word "hours". */
async function aCustomerWithCases(count: number): Promise<string> {
  const customer = aCustomerId();
  await putCustody({ customer });
  const viewers = ["support", `customer:${customer}`, alfa];
  await putCases(Array.from({ length: count }, () => ({ customer, viewers })));
  return customer;
}

function grant(customer: string): Promise<CustodyEvent> {
  return putCustody({ customer });
}

function revoke(customer: string): Promise<CustodyEvent> {
  return putCustody({ customer, partners: { [domain]: aRelationship({ access: "REVOKED" }) } });
}

/** How many of a customer's cases the index shows to a viewer, by a word or without. */
async function found(customer: string, viewer: string, word?: string): Promise<number> {
  const query = { viewers: [viewer], customers: [customer], withWords: false };
  const hits = await firestoreCases().page(word ? { ...query, word } : query, undefined, 1_000);
  return hits.length;
}
