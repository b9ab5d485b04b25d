import type { Span } from "./recogniser.ts";
import { referenceAfter, referenceBefore } from "./references.ts";

const reachBefore = 60;
const reachAfter = 32;
const addressLengthMax = 120;

/** Letters of the languages that we read, for a set of characters; `\w` knows the English ones alone. */
export const letters = "A-Za-z\\u00C0-\\u024F";

/** Any of the words, each from its beginning; a blank in one stands for blank, hyphen, underscore or nothing. */
export function wordsOf(...words: readonly string[]): RegExp {
  return new RegExp(`(?<![${letters}])(?:${words.join("|").replaceAll(" ", "[ _-]?")})`, "gi");
}

/** How a value stands in its text. */
export type Standing = "ALONE" | "NAMED" | "REFERENCE" | "INSIDE";

/**
 * INSIDE a longer run or an address; a REFERENCE such as the number of a ticket; NAMED by one of the
 * words nearby; or ALONE, with nothing around it that says what it is.
 */
export function standing(text: string, span: Span, words: RegExp): Standing {
  const before = text.slice(Math.max(0, span.start - reachBefore), span.start);
  const after = text.slice(span.end, span.end + reachAfter);
  if (runsUpTo.test(before) || runsOn.test(after)) return "INSIDE";
  if (referenceBefore(before)) return "REFERENCE";
  if (before.search(words) >= 0) return "NAMED";
  if (referenceAfter(after)) return "REFERENCE";
  if (after.slice(0, lineLength(after)).search(words) >= 0) return "NAMED";
  return before.endsWith("_") || inPath(text, span.start) ? "INSIDE" : "ALONE";
}

const runsUpTo = new RegExp(`[${letters}0-9\\-+.@#%$€£~]$`);
const runsOn = new RegExp(`^(?:[${letters}0-9_@%]|[-+][${letters}0-9]|[.:/][0-9])`);

/** True in the path of a web address or of a file, whose numbers name things. */
function inPath(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - addressLengthMax), start);
  const token = before.slice(before.search(/[^\s"'<>()[\]{},;]*$/));
  return new RegExp(`(?:^|[${letters}.:/])/[^?=&]*$`).test(token);
}

function lineLength(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end;
}
