import { CustomerId } from "#domain/identifiers.ts";
import { words } from "#domain/words.ts";
import type { EnumField, Field, Grammar, NameField } from "./grammar.ts";
import { fieldNamed } from "./grammar.ts";
import { compareInstant } from "./instants.ts";
import type { Node, TimeOperator } from "./node.ts";
import { nothing } from "./node.ts";
import type { Token } from "./tokens.ts";

/** A condition's meaning, or everything that is wrong with it, position first. */
export type Meaning<Key extends string> =
  | { node: Node<Key>; faults?: undefined }
  | { faults: readonly string[] };

/** The three tokens of `field operator value`. */
export type Comparison = { field: Token; operator: Token; value: Token };

const equality = ["=", "!="];
const timeOperators: readonly TimeOperator[] = [">", ">=", "<", "<="];

/** What `field operator value` means; a field, operator or value that is not known is a fault. */
export function comparison<Key extends string>(
  { field: name, operator, value }: Comparison,
  grammar: Grammar<Key>,
): Meaning<Key> {
  const field = fieldNamed(name.text, grammar);
  const operators = field && field.type !== "instant" ? equality : [...equality, ...timeOperators];
  const right = field ? `${field.name} takes` : "the operators are";
  const faults = operators.includes(operator.text)
    ? []
    : [fault(operator, `${right} ${listed(operators, "or")}`)];
  if (field === undefined) return { faults: [unknownField(name, grammar), ...faults] };

  const positive = valueCondition(field, operator, value);
  if (typeof positive === "string") faults.push(positive);
  if (typeof positive === "string" || faults.length > 0) return { faults };
  return { node: operator.text === "!=" ? { kind: "not", node: positive } : positive };
}

/** What text without an operator means: a search for its words, where the grammar has that. */
export function freeText<Key extends string>(text: Token, grammar: Grammar<Key>): Meaning<Key> {
  if (!grammar.freeText) return { faults: [fault(text, insteadOfFreeText(text, grammar))] };
  const required = words(text.text);
  return required.length > 0
    ? { node: { kind: "words", words: required } }
    : { faults: [fault(text, "what is searched for must hold a letter or a digit")] };
}

/** The sentence for one fault: where it is, what stands there and what would be right. */
export function fault(found: Token, right: string): string {
  if (found.kind === "fault") return `At character ${found.position}: ${found.text}.`;
  const text = found.text.length > 60 ? `${found.text.slice(0, 60).toWellFormed()}…` : found.text;
  const what = found.kind === "end" ? "the text ends" : `${quote(text)} was found`;
  return `At character ${found.position}: ${what}, but ${right}.`;
}

function valueCondition<Key extends string>(
  field: Field<Key>,
  operator: Token,
  value: Token,
): Node<Key> | string {
  switch (field.type) {
    case "enum":
      return enumCondition(field, value);
    case "text": {
      const text = field.lowerCase ? value.text.toLowerCase() : value.text;
      return { kind: "among", key: field.key, values: [text] };
    }
    case "instant": {
      const relation = timeOperators.find((each) => each === operator.text) ?? "=";
      const right = `${field.name} takes an RFC 3339 instant such as "2026-01-31T09:30:00+01:00", or a day such as 2026-01-31`;
      return compareInstant(field.key, relation, value.text) ?? fault(value, right);
    }
    case "name":
      return nameCondition(field, value);
    case "nothing":
      return nothing;
  }
}

function enumCondition<Key extends string>(
  field: { name: string } & EnumField<Key>,
  value: Token,
): Node<Key> | string {
  const derived = new Map(Object.entries(field.derived ?? {}));
  const values = field.values.includes(value.text) ? [value.text] : derived.get(value.text);
  if (values) return { kind: "among", key: field.key, values };
  return fault(value, `${field.name} takes ${listed([...derived.keys(), ...field.values], "or")}`);
}

function nameCondition<Key extends string>(
  field: { name: string } & NameField<Key>,
  value: Token,
): Node<Key> | string {
  const [collection = "", id, ...rest] = value.text.split("/");
  const isName =
    field.collections.includes(collection) && rest.length === 0 && CustomerId.safeParse(id).success;
  if (id !== undefined && isName) return { kind: "among", key: field.key, values: [id] };
  return fault(
    value,
    `${field.name} takes a name such as ${quote(`${field.collections[0]}/1001`)}`,
  );
}

function unknownField<Key extends string>(name: Token, grammar: Grammar<Key>): string {
  const hint = grammar.freeText ? "; put text that holds an operator into quotation marks" : "";
  return fault(name, `the fields are ${fieldNames(grammar)}${hint}`);
}

function insteadOfFreeText<Key extends string>(text: Token, grammar: Grammar<Key>): string {
  const keyword = text.text.toUpperCase();
  if (text.kind === "word" && ["AND", "OR", "NOT"].includes(keyword)) {
    return `${keyword} is written in capitals`;
  }
  return `a condition is field, operator and value; the fields are ${fieldNames(grammar)}`;
}

function fieldNames<Key extends string>(grammar: Grammar<Key>): string {
  return listed(
    grammar.fields.map(({ name }) => name),
    "and",
  );
}

function listed(items: readonly string[], last: "and" | "or"): string {
  const others = items.slice(0, -1).join(", ");
  return others === "" ? items.join() : `${others} ${last} ${items.at(-1)}`;
}

function quote(text: string): string {
  return `"${text}"`;
}
