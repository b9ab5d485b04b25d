import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestore } from "#adapters/firestore/client.ts";
import { writeReceipt } from "#adapters/firestore/receipts.ts";
import { close } from "#domain/case-rules.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import { confirmEvent } from "#events/confirm-event.ts";
import { newChildId } from "#platform/ids.ts";
import { ago, happens, putCase, putCustody, receiptOf } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const dayMs = 86_400_000;
const ids = { id: "e1", receiptId: "e1", customer: "1001", caseId: "1", at: ago(0) };

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(confirmEvent);
});

afterAll(() => handler?.stop());

describe("confirmEvent", () => {
  test.each<[string, () => Promise<OutgoingEvent>]>([
    ["of a case", async () => happens(await putCase(), close)],
    ["of custody", () => putCustody({ customer: "2001" })],
  ])(
    "an event %s that came out is not due again, and its answer stays for a day",
    async (_of, make) => {
      const event = await make();
      const before = await receiptOf(event.id);

      const status = await handler.push(event);

      expect(status).toBe(204);
      expect([before?.["dueAt"], before?.["expiresAt"]]).toEqual([expect.any(String), undefined]);
      const after = await receiptOf(event.id);
      expect([after?.["dueAt"], after?.["event"]]).toEqual([undefined, event]);
      expect(msUntil(after?.["expiresAt"])).toBeGreaterThan(dayMs - 60_000);
      expect(msUntil(after?.["expiresAt"])).toBeLessThanOrEqual(dayMs);
    },
  );

  test("an event asked for with a key is confirmed where it is kept: under the key's receipt", async () => {
    const receiptId = newChildId();
    const event = { ...(await happens(await putCase(), close)), receiptId };
    const receipt = { digest: "", at: event.at, reply: {}, event };
    await firestore().runTransaction(async (transaction) =>
      writeReceipt(transaction, receiptId, receipt),
    );

    await handler.push(event);

    expect(await receiptOf(receiptId)).not.toHaveProperty("dueAt");
  });

  test("confirming twice changes nothing more", async () => {
    const event = await happens(await putCase(), close);

    const statuses = [await handler.push(event), await handler.push(event)];

    expect(statuses).toEqual([204, 204]);
    expect(await receiptOf(event.id)).not.toHaveProperty("dueAt");
  });

  test("an event whose receipt has done its time is settled, and nothing is made of it", async () => {
    const gone = { id: "e1", receiptId: "long-gone", customer: "2001" };
    const event = { ...gone, type: "custody.changed", at: ago(dayMs) };

    const status = await handler.push(event);

    expect([status, await receiptOf("long-gone")]).toEqual([204, undefined]);
  });

  test.each([
    ["no JSON", "not json"],
    ["no event", {}],
    ["an event of no known type", { ...ids, type: "case.sold" }],
  ])("%s is not settled", async (_what, message) => {
    expect(await handler.push(message)).toBe(500);
  });
});

function msUntil(instant: unknown): number {
  return Date.parse(String(instant)) - Date.now();
}
