import { describe, expect, test } from "vitest";
import { type CaseTerm, caseQuery } from "#domain/query/case-grammar.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import type { Grammar } from "#domain/query/grammar.ts";
import type { Subject } from "#domain/query/node.ts";
import { parseQuery } from "#domain/query/parse.ts";
import { words } from "#domain/words.ts";

const record: Subject<CaseTerm> = {
  state: "ACTION_REQUIRED",
  priority: "P1",
  creatorEmail: "anna@alfa-partner.example",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-02-01T12:00:00.500Z",
  customer: "1001",
  has: (word) => words("Mail to Åsa stops: error 550").includes(word),
};

describe("evaluate", () => {
  test.each([
    "state=OPEN",
    "state!=CLOSED",
    "state=ACTION_REQUIRED",
    "priority=P0 OR priority=P1",
    'creator.email="ANNA@alfa-partner.example"',
    "update_time=2026-02-01T12:00:00.500Z",
    "update_time=2026-02-01T13:00:00.5+01:00",
    "update_time>2026-02-01",
    "update_time>=2026-02-01T12:00:00.500Z",
    "update_time<=2026-02-01T12:00:00.500Z",
    "update_time<2026-02-01T12:00:00.500001Z",
    "update_time!=2026-02-01",
    "create_time>=2026-01-01",
    "organization=organizations/1001",
    "customer!=customers/1002",
    "NOT project=projects/any",
    "asa",
    '"stops, Error: MAIL"',
    "ÅSA 550 -calendar",
    "calendar OR mail",
    "-(calendar mail)",
  ])("holds: %s", (text) => {
    const node = parseQuery(text, caseQuery, "query");

    expect(node && evaluate(node, record)).toBe(true);
  });

  test.each([
    "state=CLOSED",
    "NOT state=OPEN",
    "priority!=P1",
    "creator.email=anna",
    "update_time>2026-02-01T12:00:00.500Z",
    "update_time<2026-02-01T12:00:00.500Z",
    "update_time=2026-02-01T12:00:00.500001Z",
    "create_time<2026-01-01",
    "customer=customers/100",
    "project=projects/any",
    "project!=any project=any",
    "mai",
    '"mail calendar"',
    "asa AND mail -550",
  ])("does not hold: %s", (text) => {
    const node = parseQuery(text, caseQuery, "query");

    expect(node && evaluate(node, record)).toBe(false);
  });

  test("serves records of any kind, since a grammar is data", () => {
    const customers: Grammar<"name" | "tier"> = {
      fields: [
        { name: "display_name", type: "text", key: "name", lowerCase: false },
        { name: "support_tier", type: "enum", key: "tier", values: ["STANDARD", "PREMIUM"] },
      ],
      freeText: true,
    };
    const granit = {
      name: "Granit Bygg AB",
      tier: "STANDARD",
      has: (word: string) => word === "bygg",
    };

    const node = parseQuery(
      'displayName="Granit Bygg AB" -supportTier=PREMIUM bygg',
      customers,
      "filter",
    );

    expect(node && evaluate(node, granit)).toBe(true);
  });
});
