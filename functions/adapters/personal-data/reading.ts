import { type Cell, cellsOf } from "./tables.ts";

/** A text made ready: what several recognisers ask of it is found out once. */
export type Reading = {
  text: string;
  /** Where runs of letters and digits begin that have digits enough for the number of a person or of a card. */
  numberStarts: readonly number[];
  /** The cells of its tables, by their place. */
  cells: readonly Cell[];
};

/** Reads a text. It is `plain`, unit for unit: places in it are places in the original. */
export function read(original: string): Reading {
  const tabbed = plain(original);
  // A tab parts cells, but between the groups of a number it is a blank.
  const text = tabbed.replace(/(?<=\d)\t(?=\d)/g, " ");
  return { text, numberStarts: numberStarts(text), cells: cellsOf(tabbed) };
}

/** The heading of the column in which the place stands, or nothing. */
export function headingAt({ cells }: Reading, at: number): string {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle]?.end ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low];
  return cell !== undefined && cell.start <= at ? cell.heading : "";
}

/** What escaped blanks, and signs without a width beside a gap, are read as, sign for sign. No other text has it. */
export const hiddenBlank = "\u00A0";

/** What may part the groups of a number: blanks, a hyphen, or the end of a line, in quoted mail too. */
export const groupGap = ` {1,2}|[ -]?${hiddenBlank}{1,12}[ -]?|-|\\r?\\n(?:> ?){0,4}`;

/** The text with the blanks, hyphens and digits of word processors and of programs as a keyboard writes them. */
function plain(text: string): string {
  return text
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g, " ")
    .replace(/[\u2010-\u2015\u2212\uFE63\uFF0D]/g, "-")
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(unseen, (signs) => (signs.length === 1 ? "-" : hiddenBlank.repeat(signs.length)))
    .replace(unseenBesideGap, (signs) => hiddenBlank.repeat(signs.length))
    .replace(escaped, (signs) => hiddenBlank.repeat(signs.length));
}

/** Soft hyphens and signs without a width part a number where nobody sees it. */
const noWidth = "[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]";
const unseen = new RegExp(`(?<=[A-Za-z0-9])${noWidth}{1,2}(?=[A-Za-z0-9])`, "g");
const unseenBesideGap = new RegExp(`(?<=[0-9][ -]?)${noWidth}{1,4}(?=[ -]?[0-9])`, "g");

/** Blanks, and signs without a width, of JSON and of code, of addresses and of HTML. */
const spelt = [
  "\\\\(?:u(?:00a0|00ad|0020|000[9ad]|20[0-2][0-9a-f]|2060|3000|feff)|x(?:20|a0|09))",
  "%(?:20|09|0a|0d|c2%a0)|&(?:nbsp|shy|ensp|emsp|#160|#173|#32|#xa0);",
].join("|");
// A backslash and a letter are a folder's name as well: a number has to be near.
const escaped = new RegExp(
  `(?:${spelt})(?=[A-Z0-9])|\\\\[ntr](?=[A-Z]{0,6}[ -]?[0-9])|(?<=[0-9][A-Z]?)(?:${spelt}|\\\\[ntr])`,
  "gi",
);

const [digitsMin, window, lettersMax, tokenLength] = [5, 24, 8, 16];

function numberStarts(text: string): number[] {
  const starts: number[] = [];
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const sort = sortAt(text, at);
    const alphanumeric = sort === "DIGIT" || sort === "LETTER";
    if (alphanumeric && !inside && numerous(text, at)) starts.push(at);
    inside = alphanumeric;
  }
  return starts;
}

/**
 * Whether digits come early on, and enough of them. Words, years and versions are most of all runs and
 * have too few; some numbers have letters for digits, and only their length to tell.
 */
function numerous(text: string, start: number): boolean {
  let digits = 0;
  for (let at = start; at < start + window && at < text.length; at += 1) {
    const sort = sortAt(text, at);
    if (sort === "DIGIT") digits += 1;
    else if (sort === "OTHER" || (digits === 0 && tooLate(sort, at - start))) return false;
    else if (sort === "LETTER" && at - start + 1 >= tokenLength) return true;
    if (digits >= digitsMin) return true;
  }
  return false;
}

/** Before the first digit stand a few letters, or one or two and a blank. */
function tooLate(sort: Sort, length: number): boolean {
  return sort === "LETTER" ? length >= lettersMax : length > 2;
}

type Sort = "DIGIT" | "LETTER" | "SEPARATOR" | "OTHER";

function sortAt(text: string, at: number): Sort {
  return sorts[text.charCodeAt(at)] ?? "OTHER";
}

const sorts = Array.from({ length: 161 }, (_, code): Sort => {
  const sign = String.fromCharCode(code);
  if (/\d/.test(sign)) return "DIGIT";
  if (/[A-Za-z]/.test(sign)) return "LETTER";
  return /[\s.+>-]/.test(sign) ? "SEPARATOR" : "OTHER";
});
