import { describe, expect, test } from "vitest";
import { type CaseTerm, caseFilter, caseQuery } from "#domain/query/case-grammar.ts";
import type { Grammar } from "#domain/query/grammar.ts";
import { parseQuery } from "#domain/query/parse.ts";
import { Refusal } from "#domain/refusal.ts";

const states =
  "OPEN, NEW, IN_PROGRESS_GOOGLE_SUPPORT, ACTION_REQUIRED, SOLUTION_PROVIDED or CLOSED";
const fieldsOfFilter = "state, priority, creator.email, create_time and update_time";
const fieldsOfQuery =
  "state, priority, creator.email, create_time, update_time, organization, customer and project";

const nested = (depth: number) => `${"(".repeat(depth)}a${")".repeat(depth)}`;
const conditions = (count: number) => Array.from({ length: count }, () => "a").join(" ");

function faultsOf(text: string, grammar: Grammar<CaseTerm> = caseQuery): string[] {
  try {
    parseQuery(text, grammar, "query");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (error.details.violations ?? []).map(({ description }) => description);
  }
  return [];
}

describe("parseQuery: refusals", () => {
  test("is INVALID_ARGUMENT naming the parameter", () => {
    expect(() => parseQuery("stat=OPEN", caseFilter, "filter")).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        details: {
          violations: [
            {
              field: "filter",
              description: `At character 1: "stat" was found, but the fields are ${fieldsOfFilter}.`,
            },
          ],
        },
      }),
    );
  });

  test.each([
    ["stat=OPEN", `At character 1: "stat" was found, but the fields are ${fieldsOfFilter}.`],
    ["State=OPEN", `At character 1: "State" was found, but the fields are ${fieldsOfFilter}.`],
    ["state=open", `At character 7: "open" was found, but state takes ${states}.`],
    ["state=toString", `At character 7: "toString" was found, but state takes ${states}.`],
    ["priority=P5", 'At character 10: "P5" was found, but priority takes P0, P1, P2, P3 or P4.'],
    ["state:OPEN", 'At character 6: ":" was found, but state takes = or !=.'],
    ["state>OPEN", 'At character 6: ">" was found, but state takes = or !=.'],
    ["state == OPEN", 'At character 7: "==" was found, but state takes = or !=.'],
    ["creator.email<a", 'At character 14: "<" was found, but creator.email takes = or !=.'],
    [
      "update_time:2026-01-31",
      'At character 12: ":" was found, but update_time takes =, !=, >, >=, < or <=.',
    ],
    [
      "update_time>soon",
      'At character 13: "soon" was found, but update_time takes an RFC 3339 instant such as "2026-01-31T09:30:00+01:00", or a day such as 2026-01-31.',
    ],
    [
      "outage",
      `At character 1: "outage" was found, but a condition is field, operator and value; the fields are ${fieldsOfFilter}.`,
    ],
    [
      'customer="customers/1001"',
      `At character 1: "customer" was found, but the fields are ${fieldsOfFilter}.`,
    ],
  ])("a filter refuses %s", (text, expected) => {
    expect(faultsOf(text, caseFilter)).toEqual([expected]);
  });

  test("a filter says that OR is written in capitals", () => {
    const faults = faultsOf("state=NEW or state=CLOSED", caseFilter);

    expect(faults).toEqual(['At character 11: "or" was found, but OR is written in capitals.']);
  });

  test.each([
    [
      "***",
      'At character 1: "***" was found, but what is searched for must hold a letter or a digit.',
    ],
    [
      "Gmail - calendar",
      'At character 7: "-" was found, but what is searched for must hold a letter or a digit.',
    ],
    ['""', 'At character 1: "" was found, but what is searched for must hold a letter or a digit.'],
    [
      "organization=1001",
      'At character 14: "1001" was found, but organization takes a name such as "organizations/1001".',
    ],
    [
      'customer="customers/-"',
      'At character 10: "customers/-" was found, but customer takes a name such as "customers/1001".',
    ],
    [
      "customer=customers/1/cases/2",
      'At character 10: "customers/1/cases/2" was found, but customer takes a name such as "customers/1001".',
    ],
    ["project>x", 'At character 8: ">" was found, but project takes = or !=.'],
    [
      "printer=on",
      `At character 1: "printer" was found, but the fields are ${fieldsOfQuery}; put text that holds an operator into quotation marks.`,
    ],
    ["a AND", "At character 6: the text ends, but a condition was expected."],
    ["OR a", 'At character 1: "OR" was found, but a condition was expected.'],
    ["a OR AND b", 'At character 6: "AND" was found, but a condition was expected.'],
    ["NOT", "At character 4: the text ends, but a condition was expected."],
    ["NOT NOT a", 'At character 5: "NOT" was found, but a condition was expected.'],
    ["--a", 'At character 2: "-" was found, but a condition was expected.'],
    ["()", 'At character 2: ")" was found, but a condition was expected.'],
    [
      "(a",
      "At character 3: the text ends, but the parenthesis at character 1 is to be closed first.",
    ],
    ["a)", 'At character 2: ")" was found, but a condition, AND or OR was expected.'],
    ["a(b)", 'At character 2: "(" was found, but a blank, AND or OR was expected.'],
    ['state=NEW"x"', 'At character 10: "x" was found, but a blank, AND or OR was expected.'],
    ["state=", "At character 7: the text ends, but one value was expected after =."],
    ["state=(NEW OR CLOSED)", 'At character 7: "(" was found, but one value was expected after =.'],
    [
      "state= AND priority=P0",
      'At character 8: "AND" was found, but one value was expected after =.',
    ],
    [
      "state=NEW=CLOSED",
      'At character 10: "=" was found, but a condition, AND or OR was expected.',
    ],
    ["=NEW", 'At character 1: "=" was found, but a condition was expected.'],
    [
      '"state"=NEW',
      'At character 8: "=" was found, but a field in front of an operator stands without quotation marks.',
    ],
    [
      'a "b c',
      "At character 3: a quotation begins here that has no end; write a closing quotation mark.",
    ],
    [
      String.raw`"a\n"`,
      String.raw`At character 3: a backslash stands here; inside quotation marks write \\ or \" alone.`,
    ],
    [
      '"a\\',
      String.raw`At character 3: a backslash stands here; inside quotation marks write \\ or \" alone.`,
    ],
  ])("a query refuses %s", (text, expected) => {
    expect(faultsOf(text)).toEqual([expected]);
  });

  test("counts positions in code points, as a person counts characters", () => {
    const faults = faultsOf("𝒳 👍🏽x priority=P9");

    expect(faults).toEqual([
      'At character 16: "P9" was found, but priority takes P0, P1, P2, P3 or P4.',
    ]);
  });

  test("names the only field of a grammar as one", () => {
    const grammar: Grammar<CaseTerm> = {
      fields: [{ name: "x", type: "nothing" }],
      freeText: false,
    };

    expect(faultsOf("y=1", grammar)).toEqual([
      'At character 1: "y" was found, but the fields are x.',
    ]);
  });

  test("names every faulty condition in one answer", () => {
    const faults = faultsOf("stat:NEW OR priority=P7 state=NEW (size<3", caseFilter);

    expect(faults).toEqual([
      `At character 1: "stat" was found, but the fields are ${fieldsOfFilter}.`,
      'At character 5: ":" was found, but the operators are =, !=, >, >=, < or <=.',
      'At character 22: "P7" was found, but priority takes P0, P1, P2, P3 or P4.',
      `At character 36: "size" was found, but the fields are ${fieldsOfFilter}.`,
      "At character 42: the text ends, but the parenthesis at character 35 is to be closed first.",
    ]);
  });

  test("shortens what it quotes, so that an answer stays readable", () => {
    const [description] = faultsOf(`priority=${"x".repeat(1000)}`);

    expect(description).toBe(
      `At character 10: "${"x".repeat(60)}…" was found, but priority takes P0, P1, P2, P3 or P4.`,
    );
  });
});

describe("parseQuery: limits", () => {
  test("reads 2,000 characters, 20 nested parentheses, 50 conditions", () => {
    const longest = "𝒳".repeat(2000);

    expect([longest, nested(20), conditions(50)].flatMap((text) => faultsOf(text))).toEqual([]);
  });

  test("counts how deep parentheses are nested, not how many there are", () => {
    const text = Array.from({ length: 30 }, () => "(a)").join(" OR ");

    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ["a longer text", "𝒳".repeat(2001), "The text is longer than 2,000 characters."],
    [
      "deeper parentheses",
      nested(21),
      'At character 21: "(" was found, but parentheses may be nested 20 deep at most.',
    ],
    [
      "more conditions",
      conditions(51),
      'At character 101: "a" was found, but at most 50 conditions are allowed.',
    ],
  ])("refuses %s", (_, text, expected) => {
    expect(faultsOf(text)).toEqual([expected]);
  });
});
