import { describe, expect, test } from "vitest";
import { type CaseState, CaseState as CaseStates } from "#domain/case.ts";
import { assign, requireAgentNamed, setState } from "#domain/desk-rules.ts";
import {
  aCase,
  aCaseIn,
  agents,
  anAgentStamp,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

/** For every state, what each wanted state comes to, in the order NEW, in progress, action, solution, CLOSED. */
const table: Record<CaseState, string[]> = {
  NEW: ["same", "set", "set", "set", "set"],
  IN_PROGRESS_GOOGLE_SUPPORT: ["INVALID_ARGUMENT", "same", "set", "set", "set"],
  ACTION_REQUIRED: ["INVALID_ARGUMENT", "set", "same", "set", "set"],
  SOLUTION_PROVIDED: ["INVALID_ARGUMENT", "set", "set", "same", "set"],
  CLOSED: ["CASE_CLOSED", "CASE_CLOSED", "CASE_CLOSED", "CASE_CLOSED", "same"],
};

function setting(from: CaseState, to: CaseState): string {
  const current = aCaseIn(from);
  const refused = refusalOf(() => setState(current, to, anAgentStamp()));
  if (refused) return refused.code;
  const { case: next, entry } = setState(current, to, anAgentStamp());
  if (next === current && !entry) return "same";
  return next.state === to && entry ? "set" : "neither";
}

describe("setState", () => {
  test.each(Object.entries(table))("from %s comes to %j", (from, expected) => {
    const outcomes = CaseStates.options.map((to) => setting(CaseStates.parse(from), to));

    expect(outcomes).toEqual(expected);
  });

  test("says in history from what to what, as a change of the case", () => {
    const { case: next, entry } = setState(aCase(), "ACTION_REQUIRED", anAgentStamp());

    expect(next).toMatchObject({ updatedAt: now, revision: 2 });
    expect(entry).toMatchObject({
      type: "case.changed",
      internal: false,
      changes: [{ field: "state", before: "NEW", after: "ACTION_REQUIRED" }],
    });
  });

  test("to CLOSED is a closing like any other, with its window", () => {
    const { case: next, entry } = setState(aCase(), "CLOSED", anAgentStamp());

    expect(entry?.type).toBe("case.closed");
    expect(next.reopenUntilAt).toBe("2026-04-09T12:00:00.000Z");
  });
});

describe("assign", () => {
  test("is internal: neither time nor etag of the case tells of it", () => {
    const { case: next, entry } = assign(aCase(), "agent-bo", anAgentStamp());

    expect(next).toEqual(aCase({ assigneeId: "agent-bo" }));
    expect(entry).toMatchObject({
      type: "case.assigned",
      internal: true,
      changes: [{ field: "assignee", after: "agent-bo" }],
    });
  });

  test("to the agent who has the case changes nothing, so that nobody is mailed again", () => {
    const assigned = aCase({ assigneeId: "agent-bo" });

    const change = assign(assigned, "agent-bo", anAgentStamp());

    expect(change.case).toBe(assigned);
    expect(change.entry).toBeUndefined();
  });
});

describe("requireAgentNamed", () => {
  test("finds the id of the agent with an address", () => {
    expect(requireAgentNamed(agents, "bo@support.example")).toBe("agent-bo");
  });

  test.each(["anna@alfa-partner.example", "agent-bo", "constructor", ""])(
    "refuses %j, which is no agent's address",
    (email) => {
      expect(outcomeOf(() => requireAgentNamed(agents, email))).toBe("INVALID_ARGUMENT");
    },
  );
});
