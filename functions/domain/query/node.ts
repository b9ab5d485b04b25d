/**
 * What a text asks for. Every comparison but those of instants says that a value is among some:
 * `state=OPEN` among four, `priority=P0` among one; `!=` is the negation. `or` of nothing never holds.
 */
export type Node<Key extends string> =
  | { kind: "and" | "or"; nodes: readonly Node<Key>[] }
  | { kind: "not"; node: Node<Key> }
  | { kind: "among"; key: Key; values: readonly string[] }
  | { kind: "time"; key: Key; operator: TimeOperator; at: string }
  | { kind: "words"; words: readonly string[] };

export type TimeOperator = "=" | ">" | ">=" | "<" | "<=";

/** What a node is asked of: instants in UTC with milliseconds, e-mail addresses in lower case. */
export type Subject<Key extends string> = { readonly [key in Key]: string } & {
  /** Whether a word, as `words` gives it, stands in any searchable text. */
  has(word: string): boolean;
};

/** Holds for no record. */
export const nothing: Node<never> = { kind: "or", nodes: [] };
