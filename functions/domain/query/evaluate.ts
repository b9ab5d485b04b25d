import type { Node, Subject, TimeOperator } from "./node.ts";

/** Whether a record is what the text asked for. */
export function evaluate<Key extends string>(node: Node<Key>, record: Subject<Key>): boolean {
  switch (node.kind) {
    case "and":
      return node.nodes.every((each) => evaluate(each, record));
    case "or":
      return node.nodes.some((each) => evaluate(each, record));
    case "not":
      return !evaluate(node.node, record);
    case "among":
      return node.values.includes(record[node.key]);
    case "time":
      return holds(record[node.key], node.operator, node.at);
    case "words":
      return node.words.every((word) => record.has(word));
  }
}

function holds(instant: string, operator: TimeOperator, at: string): boolean {
  switch (operator) {
    case "=":
      return instant === at;
    case ">":
      return instant > at;
    case ">=":
      return instant >= at;
    case "<":
      return instant < at;
    case "<=":
      return instant <= at;
  }
}
