import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import { close } from "#domain/case-rules.ts";
import { minuteMs, plus } from "#domain/instant.ts";
import { reviveDeadLetter } from "#events/revive-dead-letter.ts";
import { ago, happens, putCase, receiptOf } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(reviveDeadLetter);
});

afterAll(() => handler?.stop());

describe("reviveDeadLetter", () => {
  test("an event that was confirmed and then given up is due again after ten minutes", async () => {
    const event = await happens(await putCase(), close);
    await firestoreEvents().confirm(event, ago(0));
    const from = ago(0);

    const status = await handler.push(event);

    const { dueAt, ...receipt } = (await receiptOf(event.id)) ?? {};
    expect(status).toBe(204);
    expect(receipt).toMatchObject({ event: { ...event, round: 1 }, attempts: 0 });
    expect(String(dueAt) >= plus(from, 10 * minuteMs)).toBe(true);
    expect(String(dueAt) <= plus(ago(0), 10 * minuteMs)).toBe(true);
  });

  test("a receipt that has an event to send does not expire", async () => {
    const event = await happens(await putCase(), close);
    await firestoreEvents().confirm(event, ago(0));

    await handler.push(event);

    expect(await receiptOf(event.id)).not.toHaveProperty("expiresAt");
  });

  test("the answer that was given under the event's id still stands", async () => {
    const event = await happens(await putCase(), close);
    const before = await receiptOf(event.id);

    await handler.push(event);

    const { digest, givenAt, reply } = before ?? {};
    expect(await receiptOf(event.id)).toMatchObject({ digest, givenAt, reply });
  });

  test("an event whose receipt has done its time is kept all the same", async () => {
    const event = {
      id: "e1",
      receiptId: "long-gone",
      round: 0,
      type: "case.closed",
      customer: "1001",
      caseId: "100000000001",
      at: ago(90 * minuteMs),
    } as const;

    await handler.push(event);

    const taken = await firestoreEvents().takeDue(plus(ago(0), 11 * minuteMs), 100);
    expect(taken).toContainEqual({ ...event, round: 1 });
  });

  test("what is no event is not settled", async () => {
    expect(await handler.push({ id: "e1" })).toBe(500);
  });
});
