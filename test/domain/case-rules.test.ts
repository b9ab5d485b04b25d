import { describe, expect, test } from "vitest";
import { type CaseState, etagOf, isOpen } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import {
  aCase,
  aCaseIn,
  aClosedCase,
  aCustody,
  aCustomerStamp,
  anAgentStamp,
  aStamp,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const openStates: CaseState[] = [
  "NEW",
  "IN_PROGRESS_GOOGLE_SUPPORT",
  "ACTION_REQUIRED",
  "SOLUTION_PROVIDED",
];

describe("close", () => {
  test.each(openStates)("closes a case in state %s", (state) => {
    const { case: closed, entry } = rules.close(aCase({ state }), aStamp());

    expect(closed.state).toBe("CLOSED");
    expect(entry?.type).toBe("case.closed");
  });

  test("starts the window of 30 times 24 hours, with a reminder 3 days before its end", () => {
    const { case: closed } = rules.close(aCase(), aStamp({ at: "2026-03-10T12:00:00.000Z" }));

    expect(closed).toMatchObject({
      closedAt: "2026-03-10T12:00:00.000Z",
      remindAt: "2026-04-06T12:00:00.000Z",
      reopenUntilAt: "2026-04-09T12:00:00.000Z",
    });
  });

  test("counts as a change: the time and the etag are new", () => {
    const { case: closed } = rules.close(aCase({ revision: 4 }), aStamp());

    expect(closed.updatedAt).toBe(now);
    expect(etagOf(closed)).toBe('"5"');
  });

  test("tells state and end of the window in history", () => {
    const { entry } = rules.close(aCase({ state: "SOLUTION_PROVIDED" }), aStamp());

    expect(entry?.changes).toEqual([
      { field: "state", before: "SOLUTION_PROVIDED", after: "CLOSED" },
      { field: "reopenUntil", after: "2026-04-09T12:00:00.000Z" },
    ]);
  });

  test("of a closed case changes nothing, so that nobody is mailed again and the window is not prolonged", () => {
    const closed = aClosedCase();

    const change = rules.close(closed, aStamp());

    expect(change.case).toBe(closed);
    expect(change.entry).toBeUndefined();
  });
});

describe("reopen", () => {
  const closed = aClosedCase();

  test.each([
    { who: "a partner", by: aStamp, at: "2026-03-31T08:59:59.999Z", expected: "allowed" },
    { who: "a partner", by: aStamp, at: "2026-03-31T09:00:00.000Z", expected: "allowed" },
    {
      who: "a partner",
      by: aStamp,
      at: "2026-03-31T09:00:00.001Z",
      expected: "REOPEN_WINDOW_EXPIRED",
    },
    {
      who: "the customer",
      by: aCustomerStamp,
      at: "2026-03-31T09:00:00.000Z",
      expected: "allowed",
    },
    {
      who: "the customer",
      by: aCustomerStamp,
      at: "2026-03-31T09:00:00.001Z",
      expected: "REOPEN_WINDOW_EXPIRED",
    },
    { who: "an agent", by: anAgentStamp, at: "2026-03-31T09:00:00.001Z", expected: "allowed" },
    { who: "an agent", by: anAgentStamp, at: "2036-03-31T09:00:00.000Z", expected: "allowed" },
  ])("by $who at $at of a case closed on 1 March at 09:00: $expected", ({ by, at, expected }) => {
    const outcome = outcomeOf(() => rules.reopen(closed, by({ at })));

    expect(outcome).toBe(expected);
  });

  test("goes by the clock: a window that no job has ended yet is over all the same", () => {
    const late = aStamp({ at: "2026-05-01T00:00:00.000Z" });

    expect(outcomeOf(() => rules.reopen(closed, late))).toBe("REOPEN_WINDOW_EXPIRED");
  });

  test("names the way on when it is too late", () => {
    const refusal = refusalOf(() =>
      rules.reopen(closed, aStamp({ at: "2026-05-01T00:00:00.000Z" })),
    );

    expect(refusal?.details.remedy).toBe("Open a new case and name this one as its relatedCase.");
  });

  test("puts the case back in progress and forgets the closing, so that no reminder goes out", () => {
    const { case: reopened, entry } = rules.reopen(closed, aStamp());

    expect(reopened).toEqual(
      aCase({ state: "IN_PROGRESS_GOOGLE_SUPPORT", updatedAt: now, revision: 2 }),
    );
    expect(entry?.type).toBe("case.reopened");
  });

  test("by an agent works after the window's end was recorded", () => {
    const { reopenUntilAt: _until, remindAt: _remind, ...ended } = closed;

    const { case: reopened } = rules.reopen(
      ended,
      anAgentStamp({ at: "2027-01-01T00:00:00.000Z" }),
    );

    expect(reopened.state).toBe("IN_PROGRESS_GOOGLE_SUPPORT");
  });

  test.each(openStates)("of a case in state %s changes nothing", (state) => {
    const open = aCase({ state });

    const change = rules.reopen(open, aStamp());

    expect(change.case).toBe(open);
    expect(change.entry).toBeUndefined();
  });
});

describe("escalate", () => {
  const escalation = {
    reason: "BUSINESS_IMPACT",
    justification: "The shop stands still.",
  } as const;
  const premium = { stamp: aStamp(), custody: aCustody() };

  test.each<[CaseState, string]>([
    ["NEW", "allowed"],
    ["IN_PROGRESS_GOOGLE_SUPPORT", "allowed"],
    ["ACTION_REQUIRED", "allowed"],
    ["SOLUTION_PROVIDED", "allowed"],
    ["CLOSED", "CASE_CLOSED"],
  ])("of a Premium customer's case in state %s: %s", (state, expected) => {
    const outcome = outcomeOf(() => rules.escalate(aCaseIn(state), escalation, premium));

    expect(outcome).toBe(expected);
  });

  test.each(["STANDARD", "ENHANCED"] as const)("needs more than the tier %s", (supportTier) => {
    const given = { stamp: aStamp(), custody: aCustody({ supportTier }) };

    const outcome = outcomeOf(() => rules.escalate(aCase(), escalation, given));

    expect(outcome).toBe("ESCALATION_NOT_ENTITLED");
  });

  test("keeps why, and says in history that the case is escalated", () => {
    const { case: escalated, entry } = rules.escalate(aCase(), escalation, premium);

    expect(escalated.escalation).toEqual(escalation);
    expect(entry).toMatchObject({
      type: "case.escalated",
      reason: "BUSINESS_IMPACT",
      changes: [{ field: "escalated", after: true }],
    });
  });

  test("can be done once, also after the case was closed and reopened", () => {
    const again = rules.reopen(aClosedCase({ escalation }), aStamp()).case;

    expect(outcomeOf(() => rules.escalate(again, escalation, premium))).toBe("ALREADY_ESCALATED");
  });

  test("works for a test case as well, which only the recipients tell apart", () => {
    const { case: escalated } = rules.escalate(aCase({ testCase: true }), escalation, premium);

    expect(escalated.escalation?.reason).toBe("BUSINESS_IMPACT");
  });
});

describe("requireEtag", () => {
  test.each<[string | undefined, string]>([
    [undefined, "allowed"],
    ["*", "allowed"],
    ['"7"', "allowed"],
    ['W/"7"', "allowed"],
    ['"6"', "ETAG_MISMATCH"],
    ['"70"', "ETAG_MISMATCH"],
    ["7", "ETAG_MISMATCH"],
    ["", "ETAG_MISMATCH"],
    ['"7", "6"', "ETAG_MISMATCH"],
  ])("of a case at revision 7 and the etag %s: %s", (etag, expected) => {
    const outcome = outcomeOf(() => rules.requireEtag(aCase({ revision: 7 }), etag));

    expect(outcome).toBe(expected);
  });
});

test("every state but CLOSED is open", () => {
  expect(openStates.map(isOpen)).toEqual([true, true, true, true]);
  expect(isOpen("CLOSED")).toBe(false);
});
