import { CaseState, Priority } from "#domain/case.ts";
import type { Box, Hull, Pair } from "./box.ts";
import { join, meet } from "./box.ts";
import type { CaseTerm } from "./case-grammar.ts";
import type { Node } from "./node.ts";
import type { Bounds } from "./span.ts";
import { always, boundsOf, spanOf } from "./span.ts";

/** What every matching case satisfies, in the terms of one database query; all conditions hold together. */
export type Narrowed = {
  /** Absent where any state matches. */
  states?: readonly CaseState[];
  /** Absent where any priority matches. */
  priorities?: readonly Priority[];
  creatorEmail?: string;
  /** Ids; empty where no case can match. */
  customers?: readonly string[];
  updatedAt?: Bounds;
  /** One word that stands in every match, the longest of those known. */
  word?: string;
  /** Whether these conditions are the whole question, so that every case they find matches. */
  exact: boolean;
};

/**
 * What can be asked of the database on behalf of a node: never too narrow, so that no match is
 * missed, and as narrow as its conditions imply. Unless `exact`, what is found is still to be
 * evaluated. It relies on no case having been created after its last update.
 */
export function narrow(node: Node<CaseTerm>): Narrowed {
  const hull = part(everything, node, true);
  if (hull === undefined) return { customers: [], exact: true };
  const { pairs, creatorEmails, customers, updated, words } = hull.box;
  const states = CaseState.options.filter((each) => pairs.some(({ state }) => state === each));
  const priorities = Priority.options.filter((each) =>
    pairs.some(({ priority }) => priority === each),
  );
  const [creatorEmail, ...otherCreators] = creatorEmails ?? [];
  const [word, ...otherWords] = words.toSorted((one, other) => other.length - one.length);
  const updatedAt = boundsOf(updated);
  const lost =
    pairs.length < states.length * priorities.length ||
    otherCreators.length + otherWords.length > 0;
  return {
    ...(states.length < CaseState.options.length && { states }),
    ...(priorities.length < Priority.options.length && { priorities }),
    ...(creatorEmail !== undefined && otherCreators.length === 0 && { creatorEmail }),
    ...(customers && { customers }),
    ...(updatedAt && { updatedAt }),
    ...(word !== undefined && { word }),
    exact: hull.exact && !lost,
  };
}

const allPairs = CaseState.options.flatMap((state) =>
  Priority.options.map((priority): Pair => ({ state, priority })),
);

const everything: Box = {
  pairs: allPairs,
  creatorEmails: undefined,
  customers: undefined,
  updated: always,
  words: [],
};

/** The part of a box for which a node holds, or does not hold where `positive` is false. */
function part(whole: Box, node: Node<CaseTerm>, positive: boolean): Hull {
  switch (node.kind) {
    case "and":
    case "or":
      return (node.kind === "and") === positive
        ? partOfAll(whole, node.nodes, positive)
        : node.nodes.map((each) => part(whole, each, positive)).reduce(join, undefined);
    case "not":
      return part(whole, node.node, !positive);
    case "among":
      return cut(whole, among(node.key, node.values, positive));
    case "time":
      return time(whole, node, positive);
    case "words":
      return cut(whole, positive ? { ...everything, words: node.words } : undefined);
  }
}

/** Simple conditions come first: what they exclude spares the alternatives behind them whole branches. */
function partOfAll(whole: Box, nodes: readonly Node<CaseTerm>[], positive: boolean): Hull {
  const ordered = nodes.toSorted((one, other) => Number(isJoint(one)) - Number(isJoint(other)));
  return ordered.reduce<Hull>(
    (hull, node) => {
      const next = hull && part(hull.box, node, positive);
      return hull && next && { box: next.box, exact: hull.exact && next.exact };
    },
    { box: whole, exact: true },
  );
}

function isJoint(node: Node<CaseTerm>): boolean {
  return node.kind === "not" ? isJoint(node.node) : node.kind === "and" || node.kind === "or";
}

/** A condition that no box can express leaves the whole as it is, but inexact. */
function cut(whole: Box, condition: Box | undefined, exact = true): Hull {
  if (condition === undefined) return { box: whole, exact: false };
  const box = meet(whole, condition);
  return box && { box, exact };
}

function among(key: CaseTerm, values: readonly string[], positive: boolean): Box | undefined {
  if (key === "state" || key === "priority") {
    const pairs = allPairs.filter((pair) => values.includes(pair[key]) === positive);
    return { ...everything, pairs };
  }
  if (key === "creatorEmail" && positive) return { ...everything, creatorEmails: values };
  if (key === "customer" && positive) return { ...everything, customers: values };
  return undefined;
}

type Time = Extract<Node<CaseTerm>, { kind: "time" }>;

function time(whole: Box, { key, operator, at }: Time, positive: boolean): Hull {
  const relation = positive ? operator : opposites[operator];
  if (relation === undefined) return cut(whole, undefined);
  const updated = spanOf(relation, at);
  if (key === "updatedAt") return cut(whole, { ...everything, updated });
  if (key !== "createdAt") return cut(whole, undefined);
  // A case created after an instant was updated after it; created before says nothing.
  const updatedSince = { ...updated, high: Infinity };
  return cut(whole, { ...everything, updated: updatedSince }, false);
}

const opposites = { "=": undefined, ">": "<=", ">=": "<", "<": ">=", "<=": ">" } as const;
