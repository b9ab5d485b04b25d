/** A value that is to be taken out, and what comes in its place. */
export type Replacement = {
  value: string;
  placeholder: string;
  /** True where it counts as a whole text or as whole words alone: the text of a field can be as short as "yes". */
  wordsOnly: boolean;
};

/** A text without the values, and how often one was taken out. */
export type Replaced = { text: string; count: number };

export type Replace = (text: string) => Replaced;

/** A value must have this many letters, digits or signs besides blanks and hyphens to be looked for within texts. */
export const valueLengthMin = 3;

/**
 * Takes values out of texts: the very text, and also, next to digits, with other or no blanks and hyphens
 * between its characters, as numbers are written. Where several begin, the longest counts; of two that are
 * written alike, the first given. The work grows with the text, whatever the number of values of one length.
 */
export function replacer(replacements: readonly Replacement[]): Replace {
  const wholes = new Map<string, string>();
  const index: Index = new Map();
  for (const replacement of replacements.toReversed()) {
    if (replacement.wordsOnly) wholes.set(replacement.value, replacement.placeholder);
    enter(index, replacement);
  }
  return (text) => {
    const whole = wholes.get(text);
    return whole === undefined ? replaceWithin(text, index) : { text: whole, count: 1 };
  };
}

/** How a value is compared: without blanks and hyphens at its ends, nor next to its digits. */
export function comparable(value: string): string {
  return readingOf(value.replace(edges, "")).units;
}

/** By their first units, then by length, the longest first, then by the units themselves. Shorter values are never found. */
type Index = Map<string, Map<number, Map<string, Replacement>>>;

function enter(index: Index, replacement: Replacement): void {
  const units = comparable(replacement.value);
  const prefix = units.slice(0, valueLengthMin);
  const lengths = index.get(prefix) ?? new Map<number, Map<string, Replacement>>();
  const values = lengths.get(units.length) ?? new Map<string, Replacement>();
  values.set(units, replacement);
  lengths.set(units.length, values);
  index.set(prefix, new Map([...lengths].toSorted(([one], [other]) => other - one)));
}

/** A text as it is compared, and for each of its units the place in the text. */
type Reading = { units: string; placeOf: (at: number) => number };

const edges = /^[\p{Zs}\s\p{Pd}]+|[\p{Zs}\s\p{Pd}]+$/gu;
const gaps =
  /(?<=[\p{L}\p{N}])[\p{Zs}\t\p{Pd}]{1,3}(?=\p{Nd})|(?<=\p{Nd})[\p{Zs}\t\p{Pd}]{1,3}(?=[\p{L}\p{N}])/gu;

function readingOf(text: string): Reading {
  const found = [...text.matchAll(gaps)];
  if (found.length === 0) return { units: text, placeOf: (at) => at };
  const places = new Uint32Array(text.length);
  const kept: string[] = [];
  let length = 0;
  let from = 0;
  const keep = (to: number) => {
    kept.push(text.slice(from, to));
    for (let at = from; at < to; at += 1) places[length++] = at;
  };
  for (const { 0: gap, index } of found) {
    keep(index);
    from = index + gap.length;
  }
  keep(text.length);
  return { units: kept.join(""), placeOf: (at) => places[at] ?? text.length };
}

function replaceWithin(text: string, index: Index): Replaced {
  const { units, placeOf } = readingOf(text);
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at + valueLengthMin <= units.length; ) {
    const lengths = index.get(units.slice(at, at + valueLengthMin));
    const hit = lengths && longestAt(units, at, lengths);
    const [start, end] = hit ? [placeOf(at), placeOf(at + hit.length - 1) + 1] : [0, 0];
    if (!hit || (hit.replacement.wordsOnly && !standsAlone(text, start, end))) {
      at += 1;
      continue;
    }
    parts.push(text.slice(copied, start), hit.replacement.placeholder);
    copied = end;
    at += hit.length;
  }
  if (parts.length === 0) return { text, count: 0 };
  return { text: [...parts, text.slice(copied)].join(""), count: parts.length / 2 };
}

function longestAt(
  units: string,
  at: number,
  lengths: ReadonlyMap<number, ReadonlyMap<string, Replacement>>,
): { length: number; replacement: Replacement } | undefined {
  for (const [length, values] of lengths) {
    const replacement = values.get(units.slice(at, at + length));
    if (replacement) return { length, replacement };
  }
  return undefined;
}

function standsAlone(text: string, start: number, end: number): boolean {
  return (
    !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2))
  );
}
