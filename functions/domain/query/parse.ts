import { invalid } from "#domain/refusal.ts";
import type { Meaning } from "./condition.ts";
import { comparison, fault, freeText } from "./condition.ts";
import type { Grammar } from "./grammar.ts";
import type { Node } from "./node.ts";
import { nothing } from "./node.ts";
import type { Token } from "./tokens.ts";
import { tokens } from "./tokens.ts";

const textLengthMax = 2000;
const nestingMax = 20;
const conditionCountMax = 50;

type Cursor<Key extends string> = {
  readonly grammar: Grammar<Key>;
  readonly parameter: string;
  readonly tokens: readonly Token[];
  next: number;
  nesting: number;
  conditionCount: number;
  /** What is wrong with single conditions, of which one answer may name several. */
  readonly faults: string[];
};

/**
 * What a filter or query asks for, by the AIP-160 subset of the contract, in which OR binds tighter
 * than AND; undefined for a blank text, which asks for everything. Anything that is not understood is
 * an `INVALID_ARGUMENT` whose violations name `parameter` and the 1-based position of each fault.
 */
export function parseQuery<Key extends string>(
  text: string,
  grammar: Grammar<Key>,
  parameter: string,
): Node<Key> | undefined {
  if (text.length > textLengthMax && Array.from(text).length > textLengthMax) {
    const description = `The text is longer than ${textLengthMax.toLocaleString("en")} characters.`;
    throw invalid({ field: parameter, description });
  }
  if (text.trim() === "") return undefined;
  const start = { next: 0, nesting: 0, conditionCount: 0, faults: [] };
  const cursor: Cursor<Key> = { grammar, parameter, tokens: tokens(text), ...start };
  const node = expression(cursor);
  if (peek(cursor).kind !== "end") throw stop(cursor, "a condition, AND or OR was expected");
  if (cursor.faults.length > 0) throw refused(cursor);
  return node;
}

/** Factors joined by AND or by blanks alone. */
function expression<Key extends string>(cursor: Cursor<Key>): Node<Key> {
  const nodes = [factor(cursor)];
  while (takeKeyword(cursor, "AND") || beginsTerm(cursor)) nodes.push(factor(cursor));
  return joined("and", nodes);
}

/** Terms joined by OR. */
function factor<Key extends string>(cursor: Cursor<Key>): Node<Key> {
  const nodes = [term(cursor)];
  while (takeKeyword(cursor, "OR")) nodes.push(term(cursor));
  return joined("or", nodes);
}

function term<Key extends string>(cursor: Cursor<Key>): Node<Key> {
  if (!takeKeyword(cursor, "NOT") && !take(cursor, "minus")) return simple(cursor);
  return { kind: "not", node: simple(cursor) };
}

function simple<Key extends string>(cursor: Cursor<Key>): Node<Key> {
  if (peek(cursor).kind === "open") return composite(cursor);
  const quoted = take(cursor, "quoted");
  if (quoted && peek(cursor).kind === "operator") {
    throw stop(cursor, "a field in front of an operator stands without quotation marks");
  }
  const head = quoted ?? take(cursor, "word");
  if (head === undefined) throw stop(cursor, "a condition was expected");
  if (++cursor.conditionCount > conditionCountMax) {
    throw stop(cursor, `at most ${conditionCountMax} conditions are allowed`, head);
  }
  const operator = take(cursor, "operator");
  if (operator === undefined) return meaning(freeText(head, cursor.grammar), cursor);
  const value = take(cursor, "quoted") ?? take(cursor, "word");
  if (value === undefined) throw stop(cursor, `one value was expected after ${operator.text}`);
  return meaning(comparison({ field: head, operator, value }, cursor.grammar), cursor);
}

function composite<Key extends string>(cursor: Cursor<Key>): Node<Key> {
  const open = peek(cursor);
  if (++cursor.nesting > nestingMax) {
    throw stop(cursor, `parentheses may be nested ${nestingMax} deep at most`);
  }
  cursor.next += 1;
  const node = expression(cursor);
  if (!take(cursor, "close")) {
    throw stop(cursor, `the parenthesis at character ${open.position} is to be closed first`);
  }
  cursor.nesting -= 1;
  return node;
}

/** A faulty condition leaves a placeholder, so that the faults behind it are found as well. */
function meaning<Key extends string>(meant: Meaning<Key>, cursor: Cursor<Key>): Node<Key> {
  if (meant.faults === undefined) return meant.node;
  cursor.faults.push(...meant.faults);
  return nothing;
}

function joined<Key extends string>(kind: "and" | "or", nodes: readonly Node<Key>[]): Node<Key> {
  const [only, ...others] = nodes;
  return only && others.length === 0 ? only : { kind, nodes };
}

function beginsTerm<Key extends string>(cursor: Cursor<Key>): boolean {
  const { kind, text, spaced } = peek(cursor);
  const begins =
    ["word", "quoted", "minus", "open"].includes(kind) || (kind === "keyword" && text === "NOT");
  // Without this, `state=OPEN"x"` would pass for two conditions.
  if (begins && !spaced) throw stop(cursor, "a blank, AND or OR was expected");
  return begins;
}

function peek<Key extends string>({ tokens, next }: Cursor<Key>): Token {
  return tokens[next] ?? { kind: "end", text: "", position: 1, spaced: true };
}

function take<Key extends string>(cursor: Cursor<Key>, kind: Token["kind"]): Token | undefined {
  const token = peek(cursor);
  if (token.kind !== kind) return undefined;
  cursor.next += 1;
  return token;
}

function takeKeyword<Key extends string>(cursor: Cursor<Key>, keyword: string): boolean {
  return peek(cursor).text === keyword && take(cursor, "keyword") !== undefined;
}

/** The refusal of a text that cannot be read beyond a token, with the faults found before it. */
function stop<Key extends string>(cursor: Cursor<Key>, right: string, at = peek(cursor)) {
  cursor.faults.push(fault(at, right));
  return refused(cursor);
}

function refused<Key extends string>({ faults, parameter }: Cursor<Key>) {
  return invalid(...faults.map((description) => ({ field: parameter, description })));
}
