import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseState, Priority } from "#domain/case.ts";
import { type CaseTerm, caseFilter, caseQuery } from "#domain/query/case-grammar.ts";
import { evaluate } from "#domain/query/evaluate.ts";
import type { Grammar } from "#domain/query/grammar.ts";
import { type Narrowed, narrow } from "#domain/query/narrow.ts";
import type { Subject } from "#domain/query/node.ts";
import { parseQuery } from "#domain/query/parse.ts";
import { Refusal } from "#domain/refusal.ts";

type Known = Omit<Subject<CaseTerm>, "has"> & { words: string[] };
/** A text beside what it means, in the plainest words: the reference for parser and evaluator. */
type Expression = { text: string; holds: (known: Known) => boolean };

const instants = [1, 2, 3, 4].map((day) => `2026-01-0${day}T00:00:00.000Z`);
const emails = ["anna@alfa-partner.example", "bo@support.example"];
const vocabulary = ["gmail", "calendar", "drive"];

const relations: Record<string, (one: string, other: string) => boolean> = {
  "=": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
};

function atoms(fields: [field: string, key: CaseTerm, value: string][], operators: string[]) {
  const pairs = fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...operators));
  return pairs.map(
    ([[field, key, value], operator]): Expression => ({
      text: `${field}${operator}"${value}"`,
      holds: (known) =>
        relations[operator]?.(known[key], value.replace(/^customers\//, "")) ?? false,
    }),
  );
}

const equality = ["=", "!="];
const times = (field: string, key: CaseTerm) =>
  instants.map((at): [string, CaseTerm, string] => [field, key, at]);
const ofPairs = fc.oneof(
  atoms(
    CaseState.options.map((state) => ["state", "state", state]),
    equality,
  ),
  atoms(
    Priority.options.map((priority) => ["priority", "priority", priority]),
    equality,
  ),
  fc.constant<Expression>({ text: "state=OPEN", holds: ({ state }) => state !== "CLOSED" }),
);
const ofAnything = fc.oneof(
  { weight: 2, arbitrary: ofPairs },
  atoms(
    emails.map((email) => ["creator.email", "creatorEmail", email]),
    equality,
  ),
  atoms(
    ["1", "2", "3"].map((id) => ["customer", "customer", `customers/${id}`]),
    equality,
  ),
  atoms(
    [...times("updateTime", "updatedAt"), ...times("create_time", "createdAt")],
    Object.keys(relations),
  ),
  fc.constant<Expression>({ text: "project=any", holds: () => false }),
  fc.subarray(vocabulary, { minLength: 1 }).map(
    (sought): Expression => ({
      text: `"${sought.join(", ")}"`,
      holds: ({ words }) => sought.every((word) => words.includes(word)),
    }),
  ),
);

/** Texts as the grammar of AIP-160 builds them: AND over OR over NOT, with as few parentheses as it needs. */
function expressions(atom: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc
    .letrec<{ expression: Expression; factor: Expression; term: Expression; simple: Expression }>(
      (tie) => ({
        expression: fc
          .tuple(
            fc.constantFrom(" AND ", " "),
            fc.array(tie("factor"), { minLength: 1, maxLength: 3 }),
          )
          .map(([blank, parts]) => ({
            text: parts.map(({ text }) => text).join(blank),
            holds: (known) => parts.every(({ holds }) => holds(known)),
          })),
        factor: fc.array(tie("term"), { minLength: 1, maxLength: 3 }).map((parts) => ({
          text: parts.map(({ text }) => text).join(" OR "),
          holds: (known) => parts.some(({ holds }) => holds(known)),
        })),
        term: fc
          .tuple(fc.constantFrom("", "", "NOT ", "-"), tie("simple"))
          .map(([negation, { text, holds }]) => ({
            text: negation + text,
            holds: negation === "" ? holds : (known) => !holds(known),
          })),
        simple: fc.oneof(
          { maxDepth: 4, depthSize: "small" },
          atom,
          tie("expression").map(({ text, holds }) => ({ text: `(${text})`, holds })),
        ),
      }),
    )
    .expression.filter(
      ({ text }) => text.length <= 2000 && (text.match(/[="] ?/g) ?? []).length < 50,
    );
}

const records: fc.Arbitrary<Known> = fc
  .record({
    state: fc.constantFrom(...CaseState.options),
    priority: fc.constantFrom(...Priority.options),
    creatorEmail: fc.constantFrom(...emails, "olle@lindqvist.example"),
    customer: fc.constantFrom("1", "2", "3", "4"),
    times: fc.tuple(fc.constantFrom(...instants), fc.constantFrom(...instants)),
    words: fc.subarray(vocabulary),
  })
  .map(({ times, ...known }) => {
    const [createdAt = "", updatedAt = ""] = times.toSorted();
    return { ...known, createdAt, updatedAt };
  });

function subject({ words, ...known }: Known): Subject<CaseTerm> {
  return { ...known, has: (word) => words.includes(word) };
}

function parsed(text: string) {
  const node = parseQuery(text, caseQuery, "query");
  if (node === undefined) throw new Error(`no node for ${text}`);
  return node;
}

function meets(narrowed: Narrowed, known: Known): boolean {
  const { from = "", after = "", to = "9", before = "9" } = narrowed.updatedAt ?? {};
  const { updatedAt } = known;
  return (
    (narrowed.states?.some((state) => state === known.state) ?? true) &&
    (narrowed.priorities?.some((priority) => priority === known.priority) ?? true) &&
    (narrowed.customers?.includes(known.customer) ?? true) &&
    [undefined, known.creatorEmail].includes(narrowed.creatorEmail) &&
    (narrowed.word === undefined || known.words.includes(narrowed.word)) &&
    updatedAt >= from &&
    updatedAt > after &&
    updatedAt <= to &&
    updatedAt < before
  );
}

describe("any text and any cases", () => {
  const sample = fc.tuple(
    expressions(ofAnything),
    fc.array(records, { minLength: 8, maxLength: 8 }),
  );

  test("evaluate agrees with the plain meaning of the text", () => {
    fc.assert(
      fc.property(sample, ([{ text, holds }, cases]) => {
        const node = parsed(text);

        for (const known of cases) expect(evaluate(node, subject(known))).toBe(holds(known));
      }),
      { numRuns: 2000 },
    );
  });

  test("narrow misses no match, and when it says exact finds nothing else", () => {
    fc.assert(
      fc.property(sample, ([{ text, holds }, cases]) => {
        const narrowed = narrow(parsed(text));

        const matching = cases.filter(holds);
        const found = cases.filter((known) => meets(narrowed, known));
        expect(found).toEqual(expect.arrayContaining(matching));
        expect(narrowed.exact ? found : matching).toEqual(matching);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("texts on state and priority alone", () => {
  test("narrow names just the states and priorities that can match, and is exact where they suffice", () => {
    const any = { creatorEmail: "", customer: "", createdAt: "", updatedAt: "", words: [] };
    const pairs = CaseState.options.flatMap((state) =>
      Priority.options.map((priority) => ({ ...any, state, priority })),
    );
    fc.assert(
      fc.property(expressions(ofPairs), ({ text, holds }) => {
        const {
          states = CaseState.options,
          priorities = Priority.options,
          ...rest
        } = narrow(parsed(text));

        const matching = pairs.filter(holds);
        fc.pre(matching.length > 0);
        expect(new Set(states)).toEqual(new Set(matching.map(({ state }) => state)));
        expect(new Set(priorities)).toEqual(new Set(matching.map(({ priority }) => priority)));
        expect(rest).toEqual({
          exact: states.length * priorities.length === matching.length,
        });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("any text at all", () => {
  const pieces = 'state = != > : OPEN ( ) " \\ - AND OR NOT a update_time 2026-01-31 é 𝒳 ~ !'.split(
    " ",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(fc.constantFrom(" ", "\ud800", ...pieces), { maxLength: 30 })
      .map((found) => found.join("")),
  );

  test.each([
    ["filter", caseFilter],
    ["query", caseQuery],
  ])("is read as a %s or refused, and nothing else", (_, grammar) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(outcome(text, grammar)).toMatch(/^read$|^At character \d+: .+\.$/su);
      }),
      { numRuns: 3000 },
    );
  });
});

function outcome(text: string, grammar: Grammar<CaseTerm>): string {
  try {
    parseQuery(text, grammar, "query");
    return "read";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.details.violations?.[0]?.description ?? "";
  }
}
