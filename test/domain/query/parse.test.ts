import { describe, expect, test } from "vitest";
import { type CaseTerm, caseFilter, caseQuery } from "#domain/query/case-grammar.ts";
import type { Grammar } from "#domain/query/grammar.ts";
import type { Node } from "#domain/query/node.ts";
import { parseQuery } from "#domain/query/parse.ts";

const open = ["NEW", "IN_PROGRESS_GOOGLE_SUPPORT", "ACTION_REQUIRED", "SOLUTION_PROVIDED"];
/** A tree as text with every parenthesis written, so that precedence can be read. */
function shape(node: Node<CaseTerm>): string {
  switch (node.kind) {
    case "and":
    case "or":
      return `(${node.nodes.map(shape).join(` ${node.kind} `)})`;
    case "not":
      return `not ${shape(node.node)}`;
    case "among":
      return `${node.key} in ${node.values.join("|")}`;
    case "time":
      return `${node.key} ${node.operator} ${node.at}`;
    case "words":
      return node.words.join("+");
  }
}

function shapeOf(text: string, grammar: Grammar<CaseTerm> = caseQuery): string | undefined {
  const node = parseQuery(text, grammar, "query");
  return node && shape(node);
}

describe("parseQuery: structure", () => {
  test.each(["", " ", "\t\n \u00a0"])("asks for everything where the text is %j", (text) => {
    expect(parseQuery(text, caseFilter, "filter")).toBeUndefined();
  });

  test.each([
    ["a", "a"],
    ["a b", "(a and b)"],
    ["a AND b", "(a and b)"],
    ["a OR b", "(a or b)"],
    ["a AND b OR c", "(a and (b or c))"],
    ["a OR b AND c", "((a or b) and c)"],
    ["a b OR c", "(a and (b or c))"],
    ["a OR b c", "((a or b) and c)"],
    ["a b AND c d OR e", "(a and b and c and (d or e))"],
    ["a OR b OR c", "(a or b or c)"],
    ["(a AND b) OR c", "((a and b) or c)"],
    ["a OR (b c)", "(a or (b and c))"],
    ["((a))", "a"],
    ["NOT a b", "(not a and b)"],
    ["-a b", "(not a and b)"],
    ["NOT a OR b", "(not a or b)"],
    ["a OR -b", "(a or not b)"],
    ["NOT (a OR b)", "not (a or b)"],
    ["NOT(a b)", "not (a and b)"],
    ["-(a OR -b)", "not (a or not b)"],
    ["(a)OR(b)", "(a or b)"],
    ['-"a b"', "not a+b"],
    ["a-b", "a+b"],
    ["or b", "(or and b)"],
    ["Not and Or", "(not and and and or)"],
    ['"OR"', "or"],
  ])("reads %s as %s", (text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });
});

describe("parseQuery: conditions", () => {
  test.each([
    ["state=OPEN", `state in ${open.join("|")}`],
    ['state="OPEN"', `state in ${open.join("|")}`],
    [" state  =  OPEN ", `state in ${open.join("|")}`],
    ["state=CLOSED", "state in CLOSED"],
    ["state!=NEW", "not state in NEW"],
    ["-state=NEW", "not state in NEW"],
    ["NOT state != NEW", "not not state in NEW"],
    ["priority=P0", "priority in P0"],
    ["priority=P1 OR priority=P0", "(priority in P1 or priority in P0)"],
    ['creator.email="Anna@Alfa-Partner.EXAMPLE"', "creatorEmail in anna@alfa-partner.example"],
    ["creator.email=a+b@alfa-partner.example", "creatorEmail in a+b@alfa-partner.example"],
    ["creator.email=-a@alfa-partner.example", "creatorEmail in -a@alfa-partner.example"],
    ["update_time>2026-01-31", "updatedAt > 2026-01-31T00:00:00.000Z"],
    ["updateTime>=2026-01-31T09:30:00+01:00", "updatedAt >= 2026-01-31T08:30:00.000Z"],
    ['create_time<"2026-01-31T09:30:00Z"', "createdAt < 2026-01-31T09:30:00.000Z"],
    ["createTime<=2026-01-31T09:30:00.25Z", "createdAt <= 2026-01-31T09:30:00.250Z"],
    ["create_time=2026-01-31", "createdAt = 2026-01-31T00:00:00.000Z"],
    ["create_time!=2026-01-31", "not createdAt = 2026-01-31T00:00:00.000Z"],
    ["(state=NEW)", "state in NEW"],
  ])("a filter reads %s as %s", (text, expected) => {
    expect(shapeOf(text, caseFilter)).toBe(expected);
  });

  test.each([
    ['organization="organizations/1001"', "customer in 1001"],
    ["organization=customers/1001", "customer in 1001"],
    ['customer="customers/1001"', "customer in 1001"],
    ["customer!=organizations/1001", "not customer in 1001"],
    ['project="projects/any"', "()"],
    ["project!=any", "not ()"],
    ['"Mail to Åsa stops"', "mail+to+asa+stops"],
    ["Ｇｍａｉｌ", "gmail"],
    ["mail.google.example", "mail+google+example"],
    ["100%", "100"],
    ["disk%20full", "disk+20full"],
    ['"a \\"quoted\\" back\\\\slash state=OPEN"', "a+quoted+back+slash+state+open"],
    ["メール　届かない", "(メール and 届かない)"],
    ["help! now", "(help and now)"],
    ["state", "state"],
  ])("a query reads %s as %s", (text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });

  test("keeps what a quotation escapes", () => {
    const node = parseQuery(String.raw`creator.email="\"a\\b\"@x.example"`, caseFilter, "filter");

    expect(node).toEqual({
      kind: "among",
      key: "creatorEmail",
      values: [String.raw`"a\b"@x.example`],
    });
  });
});
