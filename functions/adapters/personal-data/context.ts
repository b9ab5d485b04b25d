import { headingAt, type Reading } from "./reading.ts";
import type { Span } from "./recogniser.ts";
import { disputed, joiningLink, referenceAfter, referenceBefore } from "./references.ts";

const [reachBefore, reachAfter, reachFar] = [60, 32, 300];
const disputeReach = 120;
const addressLengthMax = 120;

/** Letters of the languages that we read, for a set of characters; `\w` knows the English ones alone. */
export const letters = "A-Za-z\\u00C0-\\u024F";

/** Names of one sort of value: anywhere in a text, and joined to the value that follows. */
export type Words = { anywhere: RegExp; joined: RegExp };

/** Any of the words, each from its beginning; a blank in one stands for blank, hyphen, underscore or nothing. */
export function wordsOf(...words: readonly string[]): Words {
  const source = `(?<![${letters}])(?:${words.join("|").replaceAll(" ", "[ _-]?")})`;
  return {
    anywhere: new RegExp(source, "gi"),
    joined: new RegExp(`${source}[${letters}]{0,16}${joiningLink}$`, "i"),
  };
}

/** How a value stands in its text. */
export type Standing = "ALONE" | "NAMED" | "DISPUTED" | "REFERENCE" | "INSIDE";

/**
 * INSIDE a longer run or an address; a REFERENCE such as the number of a ticket; NAMED by one of the
 * words, by the heading of its column or nearby; DISPUTED where numbers of something else are spoken of nearby;
 * or ALONE, with nothing that says what it is.
 */
export function standing(reading: Reading, span: Span, words: Words): Standing {
  const { text } = reading;
  const before = text.slice(Math.max(0, span.start - reachBefore), span.start);
  const after = text.slice(span.end, span.end + reachAfter);
  if (runsUpTo.test(before) || runsOn.test(after)) return "INSIDE";
  const heading = headingAt(reading, span.start);
  if (heading.search(words.anywhere) >= 0) return "NAMED";
  if (heading !== "" && referenceBefore(`${heading}:`)) return "REFERENCE";
  if (referenceBefore(before)) return "REFERENCE";
  if (words.joined.test(before)) return "NAMED";
  const others = disputed(text.slice(Math.max(0, span.start - disputeReach), span.start));
  if (before.search(words.anywhere) >= 0) return others ? "DISPUTED" : "NAMED";
  if (referenceAfter(after)) return "REFERENCE";
  if (after.slice(0, lineLength(after)).search(words.anywhere) >= 0) return "NAMED";
  if (others) return "DISPUTED";
  return inPath(text, span.start) ? "INSIDE" : "ALONE";
}

/** A hyphen behind a word parts it from the number, as in names of files; behind a code it joins the two. */
const runsUpTo = new RegExp(`[${letters}0-9+.@#%$€£~]$|(?<![${letters}]{4})-$`);
const runsOn = new RegExp(`^(?:[${letters}0-9%]|[-+][${letters}0-9]|[.:/][0-9])`);

/** True where one of the words stands in the same part of the text, further off than names stand. */
export function mentioned({ text }: Reading, { start, end }: Span, words: Words): boolean {
  const around = [
    text.slice(Math.max(0, start - reachFar), start),
    text.slice(end, end + reachFar),
  ];
  return around.some((part) => part.search(words.anywhere) >= 0);
}

/** True in the path of a web address or of a file, whose numbers name things. */
function inPath(text: string, start: number): boolean {
  let from = start;
  while (from > 0 && start - from < addressLengthMax && !endsAddress.test(text.charAt(from - 1)))
    from -= 1;
  return path.test(text.slice(from, start));
}

const endsAddress = /[\s"'<>()[\]{},;]/;
const path = new RegExp(`(?:^|[${letters}.:/])/[^?=&]*$`);

function lineLength(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end;
}
