import { describe, expect, test } from "vitest";
import type { CaseState } from "#domain/case.ts";
import { requireComment } from "#domain/comment.ts";
import { comment, note } from "#domain/comment-rules.ts";
import {
  aCase,
  aCaseIn,
  aClosedCase,
  aComment,
  aCustomerStamp,
  aino,
  anAgentStamp,
  anna,
  aStamp,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const input = { id: "c1", body: "Still late." };

describe("comment", () => {
  test.each<{ state: CaseState; customer: CaseState; agent: CaseState }>([
    { state: "NEW", customer: "NEW", agent: "IN_PROGRESS_GOOGLE_SUPPORT" },
    {
      state: "IN_PROGRESS_GOOGLE_SUPPORT",
      customer: "IN_PROGRESS_GOOGLE_SUPPORT",
      agent: "IN_PROGRESS_GOOGLE_SUPPORT",
    },
    { state: "ACTION_REQUIRED", customer: "IN_PROGRESS_GOOGLE_SUPPORT", agent: "ACTION_REQUIRED" },
    {
      state: "SOLUTION_PROVIDED",
      customer: "IN_PROGRESS_GOOGLE_SUPPORT",
      agent: "SOLUTION_PROVIDED",
    },
  ])(
    "on $state leads the customer's side to $customer, support to $agent",
    ({ state, customer, agent }) => {
      const after = [aStamp(), aCustomerStamp(), anAgentStamp()].map(
        (stamp) => comment(aCase({ state }), input, stamp).case.state,
      );

      expect(after).toEqual([customer, customer, agent]);
    },
  );

  test.each([
    ["the partner", aStamp()],
    ["the customer", aCustomerStamp()],
    ["an agent", anAgentStamp()],
  ])("by %s on a closed case is refused, which has to be reopened first", (_, stamp) => {
    expect(outcomeOf(() => comment(aClosedCase(), input, stamp))).toBe("CASE_CLOSED");
  });

  test("is written with author and time, and counts as a change of the case", () => {
    const change = comment(aCase(), input, aStamp());

    expect(change.comment).toEqual({
      kind: "comment",
      id: "c1",
      body: "Still late.",
      creator: anna,
      createdAt: now,
      internal: false,
    });
    expect(change.case).toMatchObject({ updatedAt: now, revision: 2 });
    expect(change.entry).toMatchObject({
      type: "comment.created",
      commentId: "c1",
      changes: [],
      internal: false,
    });
  });

  test("tells in the same entry that the case is in progress again", () => {
    const { entry } = comment(aCase({ state: "ACTION_REQUIRED" }), input, aStamp());

    expect(entry?.changes).toEqual([
      { field: "state", before: "ACTION_REQUIRED", after: "IN_PROGRESS_GOOGLE_SUPPORT" },
    ]);
  });
});

describe("note", () => {
  test.each<CaseState>([
    "NEW",
    "IN_PROGRESS_GOOGLE_SUPPORT",
    "ACTION_REQUIRED",
    "SOLUTION_PROVIDED",
    "CLOSED",
  ])("on %s leaves the case as it is, so that neither time nor etag tells of it", (state) => {
    const current = aCaseIn(state);

    const change = note(current, input, anAgentStamp());

    expect(change.case).toEqual(current);
  });

  test("is internal in the feed and in history", () => {
    const { comment: written, entry } = note(aCase(), input, anAgentStamp());

    expect(written).toMatchObject({ body: "Still late.", creator: aino, internal: true });
    expect(entry).toMatchObject({ type: "note.created", commentId: "c1", internal: true });
  });
});

describe("requireComment", () => {
  test("shows a comment to everybody and a note to agents", () => {
    expect(requireComment(aComment(), { agent: false }).id).toBe("c1");
    expect(requireComment(aComment({ internal: true }), { agent: true }).id).toBe("c1");
  });

  test("refuses a note to others in the very words of a missing comment", () => {
    const hidden = refusalOf(() => requireComment(aComment({ internal: true }), { agent: false }));

    expect(hidden).toEqual(refusalOf(() => requireComment(undefined, { agent: false })));
    expect(hidden?.code).toBe("CHILD_NOT_FOUND");
  });
});
