import { beforeEach, describe, expect, test } from "vitest";
import { firestore, toDocument } from "#adapters/firestore/client.ts";
import { receiptDoc } from "#adapters/firestore/documents.ts";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import type { CaseEvent } from "#domain/event.ts";
import { minuteMs, plus } from "#domain/instant.ts";
import { now } from "../support/builders.ts";
import "../support/server.ts";

const events = firestoreEvents();

beforeEach(() => firestore().recursiveDelete(firestore().collection("receipts")));

describe("the outbox", () => {
  test("hands the same event to one of two takers", async () => {
    await store("e1", "e2", "e3");

    const taken = await Promise.all([events.takeDue(now, 10), events.takeDue(now, 10)]);

    expect(idsOf(taken.flat())).toEqual(["e1", "e2", "e3"]);
  });

  test("hands out no more than asked for, the longest due first, and the rest next time", async () => {
    await store("e1", "e2", "e3");

    expect(idsOf(await events.takeDue(now, 2))).toEqual(["e1", "e2"]);
    expect(idsOf(await events.takeDue(now, 2))).toEqual(["e3"]);
    expect(await events.takeDue(now, 2)).toEqual([]);
  });

  test("has an event due again a minute after it was taken by a process that died", async () => {
    await store("e1");
    await events.takeDue(now, 10);

    expect(await events.takeDue(plus(now, minuteMs - 1), 10)).toEqual([]);
    expect(idsOf(await events.takeDue(plus(now, minuteMs), 10))).toEqual(["e1"]);
  });

  test("gives an event back as it was stored", async () => {
    await store("e1");

    expect(await events.takeDue(now, 10)).toEqual([anEvent("e1")]);
  });

  test("is done with an event that is confirmed, also while it is out", async () => {
    await store("e1");
    await events.takeDue(now, 10);

    await events.confirm(anEvent("e1"), now);

    expect(await events.takeDue(plus(now, 100 * minuteMs), 10)).toEqual([]);
  });

  test("has an event that is put back due at its time, from the first wait on", async () => {
    await store("e1");
    await events.confirm(anEvent("e1"), now);
    const dueAt = plus(now, 10 * minuteMs);

    await events.putBack(anEvent("e1"), dueAt);

    expect(await events.takeDue(plus(dueAt, -1), 10)).toEqual([]);
    expect(idsOf(await events.takeDue(dueAt, 10))).toEqual(["e1"]);
    expect(idsOf(await events.takeDue(plus(dueAt, minuteMs), 10))).toEqual(["e1"]);
  });

  test("keeps an event that was put back, though its former delivery is confirmed late", async () => {
    await store("e1");
    await events.putBack(anEvent("e1"), now);

    await events.confirm(anEvent("e1"), now);

    expect(await events.takeDue(now, 10)).toEqual([{ ...anEvent("e1"), round: 1 }]);
  });

  test("puts an event back once, though two handlers gave it up", async () => {
    await store("e1");
    await events.putBack(anEvent("e1"), now);

    await events.putBack(anEvent("e1"), plus(now, 10 * minuteMs));

    expect(await events.takeDue(now, 10)).toEqual([{ ...anEvent("e1"), round: 1 }]);
  });
});

function anEvent(id: string): CaseEvent {
  const about = { customer: "1001", caseId: "1", at: plus(now, -5 * minuteMs) };
  return { id, receiptId: id, round: 0, type: "case.closed", ...about };
}

/** Stores events that are due since a while, each a little later than the one before. */
async function store(...ids: string[]): Promise<void> {
  await Promise.all(
    ids.map((id, place) => {
      const dueAt = plus(now, place - minuteMs);
      return receiptDoc(id).set(toDocument({ event: anEvent(id), attempts: 0, dueAt }));
    }),
  );
}

function idsOf(taken: readonly { id: string }[]): string[] {
  return taken.map(({ id }) => id).toSorted();
}
