import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestore, toDocument } from "#adapters/firestore/client.ts";
import { receiptDoc } from "#adapters/firestore/documents.ts";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { close } from "#domain/case-rules.ts";
import type { CaseEvent, OutgoingEvent } from "#domain/event.ts";
import { minuteMs, plus } from "#domain/instant.ts";
import { republishEvents } from "#events/republish-events.ts";
import { newChildId } from "#platform/ids.ts";
import {
  ago,
  happens,
  letTimePass,
  putCase,
  putCustody,
  receiptOf,
  subscribeTo,
} from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const tick = {};

let handler: Handler;
let caseEvents: () => Promise<OutgoingEvent[]>;
let custodyEvents: () => Promise<OutgoingEvent[]>;

beforeAll(async () => {
  handler = await startHandler(republishEvents);
  caseEvents = await subscribeTo("case-events");
  custodyEvents = await subscribeTo("custody-events");
});

beforeEach(async () => {
  await firestore().recursiveDelete(firestore().collection("receipts"));
  await Promise.all([caseEvents(), custodyEvents()]);
});

afterAll(() => handler?.stop());

describe("republishEvents", () => {
  test("what was not confirmed goes out after a minute, each event on its own topic", async () => {
    const closed = await closedAgo(minuteMs + 1_000);
    const granted = await putCustody({ customer: "2001" });
    await letTimePass(granted.id);

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await caseEvents()).toEqual([closed]);
    expect(await custodyEvents()).toEqual([granted]);
  });

  test("what is younger than a minute is left to its first publishing", async () => {
    await closedAgo(minuteMs - 5_000);

    await handler.push(tick);

    expect(await caseEvents()).toEqual([]);
  });

  test("what was confirmed does not go out again", async () => {
    await firestoreEvents().confirm(await closedAgo(5 * minuteMs), ago(0));

    await handler.push(tick);

    expect(await caseEvents()).toEqual([]);
  });

  test("the next tick leaves alone what has just gone out; a later one sends it again", async () => {
    const closed = await closedAgo(2 * minuteMs);
    await handler.push(tick);
    await handler.push(tick);
    const atFirst = await caseEvents();
    await letTimePass(closed.id);

    await handler.push(tick);

    expect(atFirst).toEqual([closed]);
    expect(await caseEvents()).toEqual([closed]);
  });

  test.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [5, 32],
    [6, 60],
    [5_000, 60],
  ])("after %i publishings it waits %i minutes for the next", async (attempts, minutes) => {
    const { id } = await closedAgo(2 * minuteMs);
    await receiptDoc(id).update({ attempts });
    const from = ago(0);

    await handler.push(tick);

    const receipt = await receiptOf(id);
    expect(receipt?.["attempts"]).toBe(attempts + 1);
    expect(String(receipt?.["dueAt"]) >= plus(from, minutes * minuteMs)).toBe(true);
    expect(String(receipt?.["dueAt"]) <= plus(ago(0), minutes * minuteMs)).toBe(true);
  });

  test("what had piled up goes out in one tick, batch after batch, each once", async () => {
    const ids = await pileUp(230);

    await handler.push(tick);

    expect((await caseEvents()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test("two ticks at once do not both send an event", async () => {
    const closed = await closedAgo(2 * minuteMs);

    await Promise.all([handler.push(tick), handler.push(tick)]);

    expect(await caseEvents()).toEqual([closed]);
  });
});

async function closedAgo(ms: number): Promise<CaseEvent> {
  return happens(await putCase(), close, { at: ago(ms) });
}

/** Stores so many events that are due, and tells their ids. */
async function pileUp(count: number): Promise<string[]> {
  const at = ago(5 * minuteMs);
  const about = {
    receiptId: "any",
    round: 0,
    type: "case.closed",
    customer: "1001",
    caseId: "100000000001",
    at,
  };
  const ids = Array.from({ length: count }, newChildId);
  const batch = firestore().batch();
  for (const id of ids) {
    batch.set(receiptDoc(id), toDocument({ event: { id, ...about }, attempts: 0, dueAt: at }));
  }
  await batch.commit();
  return ids;
}
