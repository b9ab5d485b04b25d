import { setImmediate as otherWork } from "node:timers/promises";
import { type Finding, withoutOverlap } from "#domain/personal-data.ts";
import { firstRowOver } from "./tables.ts";

const windowLength = 100_000;

/** What is seen before a window, more than the words that give a number its meaning; and behind it, more than a private key. */
const seenBefore = 2_000;
const seenBehind = 20_000;

/**
 * Searches a text piece by piece, so that a long one takes neither memory by its length nor all of the
 * process: other requests are served between two pieces. A finding counts where it begins; a table that
 * goes on in the next piece takes its first row there.
 */
export async function inWindows(
  text: string,
  search: (piece: string) => Finding[],
): Promise<Finding[]> {
  if (text.length <= windowLength) return search(text);
  const found: Finding[] = [];
  let row = "";
  for (let from = 0; from < text.length; from += windowLength) {
    const to = from + windowLength;
    const first = pieceStart(text, from, row);
    const piece = row + text.slice(first, to + seenBehind);
    const shift = first - row.length;
    for (const { start, end, ...what } of search(piece)) {
      const finding = { ...what, start: shift + start, end: shift + end };
      if (finding.start >= from && finding.start < to) found.push(finding);
    }
    row = rowOver(piece, to - seenBefore - shift);
    await otherWork();
  }
  return withoutOverlap(found, text.length);
}

/** Below the first row of a table comes a whole line. */
function pieceStart(text: string, from: number, row: string): number {
  const first = Math.max(0, from - seenBefore);
  if (row === "") return first;
  const line = text.indexOf("\n", first) + 1;
  return line > 0 && line <= from ? line : first;
}

function rowOver(piece: string, at: number): string {
  const row = firstRowOver(piece, at);
  return row === "" ? "" : `${row}\n`;
}
