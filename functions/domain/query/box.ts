import type { CaseState, Priority } from "#domain/case.ts";
import { joinSpans, meetSpans, type Span, touch } from "./span.ts";

/** A set of cases that one condition for each of its sides describes; a case in it meets them all. */
export type Box = {
  /** Which pairs of state and priority: together, because `state=NEW OR priority=P0` binds neither alone. */
  readonly pairs: readonly Pair[];
  readonly creatorEmails: Choice;
  readonly customers: Choice;
  readonly updated: Span;
  /** Words that must stand in the case. */
  readonly words: readonly string[];
};

/** One object for each pair, so that pairs compare by identity. */
export type Pair = { readonly state: CaseState; readonly priority: Priority };

/** One of the values; undefined for any. */
export type Choice = readonly string[] | undefined;

/** A box around a set, `exact` where it holds nothing else; undefined around the empty set. */
export type Hull = { readonly box: Box; readonly exact: boolean } | undefined;

/** What lies in both boxes, itself a box. */
export function meet(one: Box, other: Box): Box | undefined {
  const box = {
    pairs: one.pairs.filter((pair) => other.pairs.includes(pair)),
    creatorEmails: meetChoices(one.creatorEmails, other.creatorEmails),
    customers: meetChoices(one.customers, other.customers),
    updated: meetSpans(one.updated, other.updated),
    words: union(one.words, other.words),
  };
  const empty =
    box.pairs.length === 0 ||
    box.creatorEmails?.length === 0 ||
    box.customers?.length === 0 ||
    box.updated.low > box.updated.high;
  return empty ? undefined : box;
}

/** The smallest box around both sets that this reasoning finds. */
export function join(one: Hull, other: Hull): Hull {
  if (one === undefined || other === undefined) return one ?? other;
  const box = {
    pairs: union(one.box.pairs, other.box.pairs),
    creatorEmails: joinChoices(one.box.creatorEmails, other.box.creatorEmails),
    customers: joinChoices(one.box.customers, other.box.customers),
    updated: joinSpans(one.box.updated, other.box.updated),
    words: one.box.words.filter((word) => other.box.words.includes(word)),
  };
  const filled =
    (one.exact && within(other.box, one.box)) ||
    (other.exact && within(one.box, other.box)) ||
    (one.exact && other.exact && seamless(one.box, other.box));
  return { box, exact: filled };
}

/** Whether two boxes differ on one side alone, and leave no gap there. */
function seamless(one: Box, other: Box): boolean {
  const differing = sidesBeyond(one, other).concat(sidesBeyond(other, one));
  const [side] = differing;
  if (differing.some((each) => each !== side)) return false;
  return side !== "words" && (side !== "updated" || touch(one.updated, other.updated));
}

function within(inner: Box, outer: Box): boolean {
  return sidesBeyond(inner, outer).length === 0;
}

/** The sides on which the first box reaches beyond the second. */
function sidesBeyond(one: Box, other: Box): (keyof Box)[] {
  const inside: Record<keyof Box, boolean> = {
    pairs: includesAll(other.pairs, one.pairs),
    creatorEmails: choiceWithin(one.creatorEmails, other.creatorEmails),
    customers: choiceWithin(one.customers, other.customers),
    updated: one.updated.low >= other.updated.low && one.updated.high <= other.updated.high,
    words: includesAll(one.words, other.words),
  };
  const sides = ["pairs", "creatorEmails", "customers", "updated", "words"] as const;
  return sides.filter((side) => !inside[side]);
}

function meetChoices(one: Choice, other: Choice): Choice {
  if (one === undefined || other === undefined) return one ?? other;
  return one.filter((value) => other.includes(value));
}

function joinChoices(one: Choice, other: Choice): Choice {
  return one && other && union(one, other);
}

function choiceWithin(inner: Choice, outer: Choice): boolean {
  return outer === undefined || (inner !== undefined && includesAll(outer, inner));
}

function includesAll<Item>(items: readonly Item[], sought: readonly Item[]): boolean {
  return sought.every((item) => items.includes(item));
}

function union<Item>(one: readonly Item[], other: readonly Item[]): Item[] {
  return [...new Set([...one, ...other])];
}
