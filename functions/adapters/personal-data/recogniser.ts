import type { Finding } from "#domain/personal-data.ts";

/** Finds one sort of personal data. Its work grows with the length of the text, and no faster. */
export type Recogniser = (text: string) => Finding[];

/** A value at its place in the text. */
export type Span = { value: string; start: number; end: number };

/** Every match of the pattern: its group `value`, which must end the match, or else the whole of it. */
export function* spans(text: string, pattern: RegExp): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
    const value = match.groups?.["value"] ?? match[0];
    const end = match.index + match[0].length;
    yield { value, start: end - value.length, end };
  }
}

/** Where a run of letters and digits begins that has a digit early on, as every number has that is looked for. */
export function runStarts(text: string): number[] {
  return [...text.matchAll(runStart)].map(({ index }) => index);
}

const runStart = /(?<![A-Za-z0-9])(?=[A-Za-z]{0,8}\d|[A-Za-z]{1,2}[ -]\d)/g;

/** The shape as a whole run, to be tried at the places where runs begin. */
export function wholeRun(shape: RegExp): RegExp {
  return new RegExp(`(?:${shape.source})(?![A-Za-z0-9])`, shape.ignoreCase ? "iy" : "y");
}

export function* spansAt(text: string, starts: readonly number[], run: RegExp): Generator<Span> {
  for (const start of starts) {
    run.lastIndex = start;
    const value = run.exec(text)?.[0];
    if (value !== undefined) yield { value, start, end: start + value.length };
  }
}

/** The text unit for unit, with the blanks, hyphens and digits of word processors as a keyboard writes them. */
export function plain(text: string): string {
  return text
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, " ")
    .replace(/[\u2010-\u2015\u2212\uFE63\uFF0D]/g, "-")
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

export function digitsOf(value: string): string {
  return value.replace(/\D/g, "");
}
