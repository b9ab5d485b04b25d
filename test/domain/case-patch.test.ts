import { describe, expect, test } from "vitest";
import type { CaseState } from "#domain/case.ts";
import { type CasePatch, patch } from "#domain/case-rules.ts";
import {
  aCase,
  aCaseIn,
  aClosedCase,
  aCustomerStamp,
  alfa,
  anAgentStamp,
  aStamp,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const states: CaseState[] = [
  "NEW",
  "IN_PROGRESS_GOOGLE_SUPPORT",
  "ACTION_REQUIRED",
  "SOLUTION_PROVIDED",
  "CLOSED",
];
const patches: [string, CasePatch, onClosed: string][] = [
  ["the title", { displayName: "Mail is very late" }, "CASE_CLOSED"],
  ["the severity", { priority: "P0" }, "CASE_CLOSED"],
  ["the followers", { subscriberEmailAddresses: ["moa@lindqvist.example"] }, "allowed"],
  [
    "title and followers",
    { displayName: "Late", subscriberEmailAddresses: ["moa@lindqvist.example"] },
    "CASE_CLOSED",
  ],
];
const table = states.flatMap((state) =>
  patches.map(([what, input, onClosed]) => ({
    state,
    what,
    input,
    expected: state === "CLOSED" ? onClosed : "allowed",
  })),
);

describe("patch", () => {
  test.each(table)("of $what on $state: $expected", ({ state, input, expected }) => {
    const outcome = outcomeOf(() => patch(aCaseIn(state), input, aStamp()));

    expect(outcome).toBe(expected);
  });

  test("tells every field with its value before and after, in one entry", () => {
    const { case: next, entry } = patch(
      aCase(),
      { displayName: "Late", priority: "P0", subscriberEmailAddresses: ["moa@lindqvist.example"] },
      aStamp(),
    );

    expect(next).toEqual(
      aCase({
        displayName: "Late",
        priority: "P0",
        followers: [{ email: "moa@lindqvist.example", sharedBy: [alfa] }],
        updatedAt: now,
        revision: 2,
      }),
    );
    expect(entry).toMatchObject({
      type: "case.changed",
      internal: false,
      changes: [
        { field: "displayName", before: "Mail is late", after: "Late" },
        { field: "priority", before: "P2", after: "P0" },
        { field: "subscriberEmailAddresses", before: [], after: ["moa@lindqvist.example"] },
      ],
    });
  });

  test.each<[string, CasePatch]>([
    ["nothing", {}],
    [
      "what already is",
      { displayName: "Mail is late", priority: "P2", subscriberEmailAddresses: [] },
    ],
  ])("of %s changes nothing, even on a closed case", (_, input) => {
    const closed = aClosedCase();

    const change = patch(closed, input, aStamp());

    expect(change.case).toBe(closed);
    expect(change.entry).toBeUndefined();
  });

  test("of the followers keeps who brought each one in", () => {
    const shared = aCase({ followers: [{ email: "moa@lindqvist.example", sharedBy: [alfa] }] });
    const addresses = ["moa@lindqvist.example", "ida@lindqvist.example"];

    const { case: next } = patch(shared, { subscriberEmailAddresses: addresses }, aCustomerStamp());

    expect(next.followers).toEqual([
      { email: "moa@lindqvist.example", sharedBy: [alfa] },
      { email: "ida@lindqvist.example", sharedBy: ["customer:1001"] },
    ]);
  });

  test("with an empty list takes all followers away", () => {
    const shared = aCase({ followers: [{ email: "moa@lindqvist.example", sharedBy: [alfa] }] });

    const { case: next } = patch(shared, { subscriberEmailAddresses: [] }, aStamp());

    expect(next.followers).toEqual([]);
  });
});

describe("another severity", () => {
  test("by the customer's side needs no reason", () => {
    expect(outcomeOf(() => patch(aCase(), { priority: "P1" }, aCustomerStamp()))).toBe("allowed");
  });

  test.each([[{ priority: "P1" }], [{ priority: "P1", reason: "" }]] as [CasePatch][])(
    "by support needs a reason, which %o lacks",
    (input) => {
      const refusal = refusalOf(() => patch(aCase(), input, anAgentStamp()));

      expect(refusal?.code).toBe("INVALID_ARGUMENT");
      expect(refusal?.details.violations?.map(({ field }) => field)).toEqual(["reason"]);
    },
  );

  test("by support is told with the reason, which stands in no field of the case", () => {
    const input: CasePatch = { priority: "P3", reason: "One mailbox of forty." };

    const { case: next, entry } = patch(aCase(), input, anAgentStamp());

    expect(entry?.reason).toBe("One mailbox of forty.");
    expect(Object.keys(next)).not.toContain("reason");
  });

  test("is what a reason belongs to: support's new title carries none", () => {
    const { entry } = patch(aCase(), { displayName: "Late", reason: "Clearer." }, anAgentStamp());

    expect(entry?.reason).toBeUndefined();
  });
});
