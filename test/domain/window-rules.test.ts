import { describe, expect, test } from "vitest";
import { reopen } from "#domain/case-rules.ts";
import { endReopenWindow, remindOfReopenWindow } from "#domain/window-rules.ts";
import { aCase, aClosedCase, aStamp, aSystemStamp } from "../support/builders.ts";

/** Closed on 1 March at 09:00: the reminder is due on 28 March, the window ends on 31 March. */
const closed = aClosedCase();
const { remindAt: _remind, ...reminded } = closed;
const { reopenUntilAt: _until, ...ended } = reminded;

describe("endReopenWindow", () => {
  test("ends the window one millisecond after its last instant, and not before", () => {
    const last = endReopenWindow(closed, aSystemStamp({ at: "2026-03-31T09:00:00.000Z" }));
    const after = endReopenWindow(closed, aSystemStamp({ at: "2026-03-31T09:00:00.001Z" }));

    expect(last).toEqual({ case: closed });
    expect(last.case).toBe(closed);
    expect(after.case).toEqual(ended);
  });

  test("never ends it while a customer may still reopen", () => {
    const at = "2026-03-31T09:00:00.000Z";

    expect(endReopenWindow(closed, aSystemStamp({ at })).entry).toBeUndefined();
    expect(reopen(closed, aStamp({ at })).entry).toBeDefined();
  });

  test("says so in history, in the system's name", () => {
    const { entry } = endReopenWindow(closed, aSystemStamp({ at: "2026-04-01T00:00:00.000Z" }));

    expect(entry).toEqual({
      id: "e1",
      type: "reopenWindow.ended",
      createdAt: "2026-04-01T00:00:00.000Z",
      actor: { kind: "system" },
      changes: [{ field: "reopenUntil", before: "2026-03-31T09:00:00.000Z" }],
      internal: false,
    });
  });

  test.each([
    ["run again", ended],
    ["on a case that was reopened meanwhile", aCase()],
  ])("%s changes nothing", (_, current) => {
    const change = endReopenWindow(current, aSystemStamp({ at: "2026-04-01T00:00:00.000Z" }));

    expect(change).toEqual({ case: current });
    expect(change.case).toBe(current);
  });
});

describe("remindOfReopenWindow", () => {
  test("reminds from 3 days before the end on, to the millisecond", () => {
    const before = remindOfReopenWindow(closed, aSystemStamp({ at: "2026-03-28T08:59:59.999Z" }));
    const due = remindOfReopenWindow(closed, aSystemStamp({ at: "2026-03-28T09:00:00.000Z" }));

    expect(before.case).toBe(closed);
    expect(before.entry).toBeUndefined();
    expect(due.entry).toMatchObject({ type: "reopenWindow.ending", actor: { kind: "system" } });
  });

  test("takes only the due mark: the case neither rises in lists nor gets another etag", () => {
    const { case: next } = remindOfReopenWindow(
      closed,
      aSystemStamp({ at: "2026-03-28T09:00:00.000Z" }),
    );

    expect(next).toEqual(reminded);
  });

  test("run again reminds nobody a second time", () => {
    const change = remindOfReopenWindow(reminded, aSystemStamp({ at: "2026-03-29T09:00:00.000Z" }));

    expect(change).toEqual({ case: reminded });
  });

  test("still reminds at the last instant, and afterwards takes the mark in silence", () => {
    const last = remindOfReopenWindow(closed, aSystemStamp({ at: "2026-03-31T09:00:00.000Z" }));
    const late = remindOfReopenWindow(closed, aSystemStamp({ at: "2026-03-31T09:00:00.001Z" }));

    expect(last.entry?.type).toBe("reopenWindow.ending");
    expect(late).toEqual({ case: reminded });
  });

  test("of a case that is open again takes the mark in silence", () => {
    const open = aCase({ remindAt: "2026-03-28T09:00:00.000Z" });

    const change = remindOfReopenWindow(open, aSystemStamp({ at: "2026-03-28T09:00:00.000Z" }));

    expect(change).toEqual({ case: aCase() });
  });
});
