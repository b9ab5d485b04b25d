import { describe, expect, test } from "vitest";
import { caseQuery } from "#domain/query/case-grammar.ts";
import { type Narrowed, narrow } from "#domain/query/narrow.ts";
import { parseQuery } from "#domain/query/parse.ts";

const open = ["NEW", "IN_PROGRESS_GOOGLE_SUPPORT", "ACTION_REQUIRED", "SOLUTION_PROVIDED"] as const;
const anna = "anna@alfa-partner.example";
const day = "2026-02-01T00:00:00.000Z";

function narrowed(text: string): Narrowed | undefined {
  const node = parseQuery(text, caseQuery, "query");
  return node && narrow(node);
}

describe("narrow: the database answers the whole question", () => {
  test.each<[string, Omit<Narrowed, "exact">]>([
    ["state=OPEN", { states: open }],
    ["state!=CLOSED", { states: open }],
    ["NOT state=CLOSED", { states: open }],
    ["state=OPEN OR state=CLOSED", {}],
    ["priority=P1 OR priority=P0", { priorities: ["P0", "P1"] }],
    ["-priority=P0 -priority=P4", { priorities: ["P1", "P2", "P3"] }],
    ["state=OPEN AND priority=P0", { states: open, priorities: ["P0"] }],
    [
      "(state=NEW priority=P0) OR (priority=P1 state=NEW)",
      { states: ["NEW"], priorities: ["P0", "P1"] },
    ],
    [`creator.email=${anna}`, { creatorEmail: anna }],
    [`creator.email=${anna} OR creator.email=${anna}`, { creatorEmail: anna }],
    ["update_time>2026-02-01", { updatedAt: { after: day } }],
    ["update_time>=2026-02-01", { updatedAt: { from: day } }],
    ["update_time<2026-02-01", { updatedAt: { before: day } }],
    ["update_time<=2026-02-01", { updatedAt: { to: day } }],
    ["update_time=2026-02-01", { updatedAt: { from: day, to: day } }],
    ["NOT update_time<=2026-02-01", { updatedAt: { after: day } }],
    ["update_time>2025-01-01 update_time>2026-02-01", { updatedAt: { after: day } }],
    ["update_time<2026-02-01 OR update_time=2026-02-01", { updatedAt: { to: day } }],
    ["update_time<2026-02-01 OR update_time>=2026-02-01", {}],
    ["gmail", { word: "gmail" }],
    ["gmail GMAIL", { word: "gmail" }],
    ['organization="organizations/1001"', { customers: ["1001"] }],
    ["customer=customers/1 OR customer=customers/2", { customers: ["1", "2"] }],
    ["project!=any", {}],
    [
      `gmail state=OPEN priority=P0 creator.email=${anna} customer=customers/1 update_time>2026-02-01`,
      {
        states: open,
        priorities: ["P0"],
        creatorEmail: anna,
        customers: ["1"],
        updatedAt: { after: day },
        word: "gmail",
      },
    ],
    [`(gmail AND creator.email=${anna}) OR gmail`, { word: "gmail" }],
    [
      `state=NEW ((state=NEW gmail) OR (state=CLOSED creator.email=${anna}))`,
      { states: ["NEW"], word: "gmail" },
    ],
  ])("%s", (text, expected) => {
    expect(narrowed(text)).toEqual({ ...expected, exact: true });
  });

  test.each([
    "project=any",
    "state=OPEN state=CLOSED",
    "customer=customers/1 customer=customers/2",
    "update_time>2026-02-01 update_time<=2026-02-01",
    "create_time>2026-02-01 update_time<2026-02-01",
    `creator.email=${anna} creator.email=x`,
    "gmail project=any OR (state=NEW -state=NEW)",
  ])("%s matches nothing, and nothing is read", (text) => {
    expect(narrowed(text)).toEqual({ customers: [], exact: true });
  });
});

describe("narrow: what is found is still to be evaluated", () => {
  test.each<[string, Omit<Narrowed, "exact">]>([
    ["create_time>2026-02-01", { updatedAt: { after: day } }],
    ["create_time=2026-02-01", { updatedAt: { from: day } }],
    ["create_time<2026-02-01", {}],
    ["-gmail", {}],
    ["gmail OR calendar", {}],
    ['"gmail calendar"', { word: "calendar" }],
    ["(gmail calendar) OR (gmail drive)", { word: "gmail" }],
    [`creator.email!=${anna}`, {}],
    [`creator.email=${anna} OR creator.email=x`, {}],
    ["customer!=customers/1", {}],
    ["update_time!=2026-02-01", {}],
    ["update_time<2026-02-01 OR update_time>2026-02-01", {}],
    ["state=NEW OR priority=P0", {}],
    [
      "(state=NEW priority=P0) OR (state=CLOSED priority=P1)",
      { states: ["NEW", "CLOSED"], priorities: ["P0", "P1"] },
    ],
    [`state=NEW OR creator.email=${anna}`, {}],
    ["state=NEW (gmail OR calendar)", { states: ["NEW"] }],
    [
      "(customer=customers/1 state=NEW) OR (customer=customers/2 state=CLOSED)",
      { states: ["NEW", "CLOSED"], customers: ["1", "2"] },
    ],
  ])("%s", (text, expected) => {
    expect(narrowed(text)).toEqual({ ...expected, exact: false });
  });
});
