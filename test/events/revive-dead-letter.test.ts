import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreEvents, writeReceipt } from "#adapters/firestore/receipts.ts";
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

  test.each([
    ["holds another event", true],
    ["holds none", false],
  ])(
    "an event whose key was used again a day later, and whose receipt %s, is kept once",
    async (_what, told) => {
      const [first, next] = [await keyed(), await keyed()];
      // As a write under the same key leaves it, the day of the first being over, and its event confirmed.
      await firestore().runTransaction(async (transaction) =>
        writeReceipt(transaction, key, {
          digest: "other",
          at: ago(0),
          reply: { name: "other" },
          ...(told && { event: next }),
        }),
      );

      await handler.push(first);
      // Dead letters come twice at times.
      await handler.push(first);

      const taken = await firestoreEvents().takeDue(plus(ago(0), 11 * minuteMs), 100);
      const due = taken.filter(({ id }) => [first.id, next.id].includes(id)).map(({ id }) => id);
      expect(due.toSorted()).toEqual((told ? [first.id, next.id] : [first.id]).toSorted());
      expect(await receiptOf(key)).toMatchObject({ digest: "other", reply: '{"name":"other"}' });
    },
  );

  test("an event that has a receipt of its own by now is settled there", async () => {
    const [first, next] = [await keyed(), await keyed()];
    await firestore().runTransaction(async (transaction) =>
      writeReceipt(transaction, key, { digest: "other", at: ago(0), reply: {}, event: next }),
    );
    await handler.push(first);
    const due = { ...first, receiptId: first.id, round: 1 };

    await firestoreEvents().confirm(due, ago(0));

    expect(await receiptOf(first.id)).not.toHaveProperty("dueAt");
    expect(await receiptOf(key)).toHaveProperty("dueAt");
  });

  test("what is no event is not settled", async () => {
    expect(await handler.push({ id: "e1" })).toBe(500);
  });
});

const key = "k-daily";

/** An event that was stored under an idempotency key, and so has no receipt of its own. */
async function keyed() {
  const event = await happens(await putCase(), close);
  await firestore().doc(`receipts/${event.receiptId}`).delete();
  return { ...event, receiptId: key };
}
