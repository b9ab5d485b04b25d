import type { Finding } from "#domain/personal-data.ts";
import type { Reading } from "./reading.ts";

/** Finds one sort of personal data. Its work grows with the length of the text, and no faster. */
export type Recogniser = (reading: Reading) => Finding[];

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

/** The same where the sticky pattern matches right at the place. */
export function spanAt(text: string, at: number, pattern: RegExp): Span | undefined {
  pattern.lastIndex = at;
  const value = pattern.exec(text)?.groups?.["value"];
  if (value === undefined) return undefined;
  const end = pattern.lastIndex;
  return { value, start: end - value.length, end };
}

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

export function digitsOf(value: string): string {
  return value.replace(/\D/g, "");
}
