import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestore } from "#adapters/firestore/client.ts";
import { caseDoc } from "#adapters/firestore/documents.ts";
import type { Case } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import { dayMs, minuteMs } from "#domain/instant.ts";
import { endReopenWindow } from "#domain/window-rules.ts";
import { expireReopenWindows } from "#events/expire-reopen-windows.ts";
import { aSystemStamp } from "../support/builders.ts";
import {
  ago,
  happens,
  historyOf,
  putCase,
  putCases,
  receiptOf,
  storedCase,
  subscribeTo,
} from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const tick = {};

let handler: Handler;
let caseEvents: () => Promise<OutgoingEvent[]>;

beforeAll(async () => {
  handler = await startHandler(expireReopenWindows);
  caseEvents = await subscribeTo("case-events");
});

beforeEach(async () => {
  await firestore().recursiveDelete(firestore().collection("cases"));
  await caseEvents();
});

afterAll(() => handler?.stop());

describe("expireReopenWindows", () => {
  test.each([
    ["30 days and a second ago", 30 * dayMs + 1_000, ["case.closed", "reopenWindow.ended"]],
    ["30 days less a minute ago", 30 * dayMs - minuteMs, ["case.closed"]],
    ["a year ago", 365 * dayMs, ["case.closed", "reopenWindow.ended"]],
  ])("the window of a case closed %s", async (_when, ms, history) => {
    const closed = await closedAgo(ms);

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await historyOf(closed)).toEqual(history);
  });

  test("the case is no longer reopenable, stays closed, and keeps its time and etag", async () => {
    const closed = await closedAgo(31 * dayMs);
    const before = await storedCase(closed);

    await handler.push(tick);

    const { reopenUntilAt: _until, remindAt: _remind, ...rest } = before;
    expect(await storedCase(closed)).toEqual(rest);
  });

  test("the end is published, and kept until it has come out", async () => {
    const closed = await closedAgo(31 * dayMs);

    await handler.push(tick);

    const [event, ...others] = await caseEvents();
    expect(event).toMatchObject({ type: "reopenWindow.ended", caseId: closed.id });
    expect(others).toEqual([]);
    expect(await receiptOf(event?.id ?? "")).toMatchObject({ event, attempts: 0 });
  });

  test("many windows end in one tick, batch after batch, each once", async () => {
    const cases = await putCases(Array.from({ length: 120 }, closedLongAgo));

    await handler.push(tick);

    expect(await endedOf(cases)).toBe(120);
    expect(await caseEvents()).toHaveLength(120);
  });

  test("killed halfway and run again, it goes on where it was, and no window ends twice", async () => {
    const cases = await putCases(Array.from({ length: 60 }, closedLongAgo));
    await Promise.all(cases.slice(0, 20).map((each) => happens(each, endReopenWindow, bySystem())));

    await handler.push(tick);
    await handler.push(tick);

    expect(await endedOf(cases)).toBe(60);
    expect(await caseEvents()).toHaveLength(40);
  });

  test("two runs at once end a window once", async () => {
    const closed = await closedAgo(31 * dayMs);

    const statuses = await Promise.all([handler.push(tick), handler.push(tick)]);

    expect(statuses).toEqual([204, 204]);
    expect(await historyOf(closed)).toEqual(["case.closed", "reopenWindow.ended"]);
    expect(await caseEvents()).toHaveLength(1);
  });

  test("a case that was reopened meanwhile is left alone; closed again, it has a new window", async () => {
    const reopened = await closedAgo(40 * dayMs);
    await happens(reopened, rules.reopen, { at: ago(20 * dayMs) });
    const closedAgain = await closedAgo(40 * dayMs);
    await happens(closedAgain, rules.reopen, { at: ago(20 * dayMs) });
    await happens(closedAgain, rules.close, { at: ago(10 * dayMs) });

    await handler.push(tick);

    expect(await caseEvents()).toEqual([]);
    expect(await storedCase(closedAgain)).toHaveProperty("reopenUntilAt");
  });

  test("a case that cannot be read is left, and does not hold up the others", async () => {
    const [broken, sound] = [await closedAgo(40 * dayMs), await closedAgo(31 * dayMs)];
    await caseDoc(broken.id).update({ state: "SOLD" });

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await historyOf(sound)).toEqual(["case.closed", "reopenWindow.ended"]);
    expect(await historyOf(broken)).toEqual(["case.closed"]);
  });

  test("with nothing to do it is settled", async () => {
    expect(await handler.push(tick)).toBe(204);
  });
});

async function closedAgo(ms: number): Promise<Case> {
  const opened = await putCase({ createdAt: ago(400 * dayMs), updatedAt: ago(400 * dayMs) });
  await happens(opened, rules.close, { at: ago(ms) });
  return opened;
}

function closedLongAgo(): Partial<Case> {
  const { closedAt, reopenUntilAt } = { closedAt: ago(31 * dayMs), reopenUntilAt: ago(dayMs) };
  return { state: "CLOSED", closedAt, reopenUntilAt };
}

function bySystem() {
  const { actor, viewer } = aSystemStamp();
  return { actor, viewer };
}

async function endedOf(cases: readonly Case[]): Promise<number> {
  const histories = await Promise.all(cases.map(historyOf));
  return histories.filter((types) => types.join() === "reopenWindow.ended").length;
}
