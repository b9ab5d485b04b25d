import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestore } from "#adapters/firestore/client.ts";
import type { Case } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import { dayMs, minuteMs } from "#domain/instant.ts";
import { remindOfReopenWindow } from "#domain/window-rules.ts";
import { remindReopenWindows } from "#events/remind-reopen-windows.ts";
import { aSystemStamp } from "../support/builders.ts";
import {
  ago,
  happens,
  historyOf,
  putCase,
  putCases,
  storedCase,
  subscribeTo,
} from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const tick = {};

let handler: Handler;
let caseEvents: () => Promise<OutgoingEvent[]>;

beforeAll(async () => {
  handler = await startHandler(remindReopenWindows);
  caseEvents = await subscribeTo("case-events");
});

beforeEach(async () => {
  await firestore().recursiveDelete(firestore().collection("cases"));
  await caseEvents();
});

afterAll(() => handler?.stop());

describe("remindReopenWindows", () => {
  test.each([
    ["27 days and a second ago", 27 * dayMs + 1_000, 1],
    ["27 days less a minute ago", 27 * dayMs - minuteMs, 0],
    ["30 days less a minute ago, the job having been down", 30 * dayMs - minuteMs, 1],
    ["30 days and a second ago: too late to be of use", 30 * dayMs + 1_000, 0],
  ])("of a case closed %s", async (_when, ms, reminders) => {
    const closed = await closedAgo(ms);

    const status = await handler.push(tick);

    expect(status).toBe(204);
    expect(await historyOf(closed)).toEqual([
      "case.closed",
      ...Array.from({ length: reminders }, () => "reopenWindow.ending"),
    ]);
    expect(await caseEvents()).toHaveLength(reminders);
  });

  test("run twice, and twice at once, it reminds once", async () => {
    const closed = await closedAgo(28 * dayMs);

    await Promise.all([handler.push(tick), handler.push(tick)]);
    await handler.push(tick);

    expect(await historyOf(closed)).toEqual(["case.closed", "reopenWindow.ending"]);
    expect(await caseEvents()).toHaveLength(1);
  });

  test("a reminded case can be reopened as before, and keeps its time and etag", async () => {
    const closed = await closedAgo(28 * dayMs);
    const before = await storedCase(closed);

    await handler.push(tick);

    const { remindAt: _remind, ...rest } = before;
    expect(await storedCase(closed)).toEqual(rest);
  });

  test("what is too late to be told is no longer looked at", async () => {
    await closedAgo(31 * dayMs);

    await handler.push(tick);

    expect(await firestoreCases().due("remindAt", ago(0), 10)).toEqual([]);
  });

  test("many reminders go out in one tick, batch after batch; killed halfway, the rest in the next", async () => {
    const cases = await putCases(Array.from({ length: 120 }, closedLately));
    await Promise.all(
      cases.slice(0, 20).map((each) => happens(each, remindOfReopenWindow, bySystem())),
    );

    await handler.push(tick);
    await handler.push(tick);

    const histories = await Promise.all(cases.map(historyOf));
    expect(new Set(histories.map((types) => types.join()))).toEqual(
      new Set(["reopenWindow.ending"]),
    );
    expect(await caseEvents()).toHaveLength(100);
  });

  test("a case that was reopened meanwhile is left alone; closed again, its reminder has a new date", async () => {
    const reopened = await closedAgo(29 * dayMs);
    await happens(reopened, rules.reopen, { at: ago(dayMs) });
    const closedAgain = await closedAgo(29 * dayMs);
    await happens(closedAgain, rules.reopen, { at: ago(2 * dayMs) });
    await happens(closedAgain, rules.close, { at: ago(dayMs) });

    await handler.push(tick);

    expect(await caseEvents()).toEqual([]);
    expect(await storedCase(closedAgain)).toHaveProperty("remindAt");
  });
});

async function closedAgo(ms: number): Promise<Case> {
  const opened = await putCase({ createdAt: ago(90 * dayMs), updatedAt: ago(90 * dayMs) });
  await happens(opened, rules.close, { at: ago(ms) });
  return opened;
}

function closedLately(): Partial<Case> {
  return {
    state: "CLOSED",
    closedAt: ago(28 * dayMs),
    remindAt: ago(dayMs),
    reopenUntilAt: ago(-2 * dayMs),
  };
}

function bySystem() {
  const { actor, viewer } = aSystemStamp();
  return { actor, viewer };
}
