/** A value in a table, and what the first row of the table calls its column. */
export type Cell = { heading: string; start: number; end: number };

type Line = { start: number; end: number };
type Piece = { start: number; end: number };

const headingLengthMax = 40;
const lineLengthMax = 2_000;
const delimiters = [";", "\t", "|", ","] as const;

/** A first row of short names, and the rows below it with as many cells. */
type Table = { first: Line; names: string[]; rows: Piece[][]; end: number };

/** The cells below a first row of short names, in CSV, TSV and what editors draw with bars; none of the first row. */
export function cellsOf(text: string): Cell[] {
  return [...tablesOf(text)].flatMap(({ names, rows }) =>
    rows.flatMap((row) => row.map((piece, column) => ({ heading: names[column] ?? "", ...piece }))),
  );
}

/** The first row of the table in which the place stands, or nothing. */
export function firstRowOver(text: string, at: number): string {
  for (const { first, end } of tablesOf(text))
    if (first.start <= at && at <= end) return text.slice(first.start, first.end);
  return "";
}

function* tablesOf(text: string): Generator<Table> {
  const lines = linesOf(text);
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const [first, head] = [lines[at], headAt(text, lines, at)];
    if (first === undefined || head === undefined) continue;
    const rows: Piece[][] = [];
    for (at += 1; at < lines.length; at += 1) {
      const pieces = piecesOf(text, lines[at], head.delimiter);
      if (pieces.length !== head.names.length) break;
      rows.push(pieces);
    }
    // The line that ended this table may be the first of another.
    at -= 1;
    yield { first, names: head.names, rows, end: lines[at]?.end ?? text.length };
  }
}

/** The names of a table's columns, where the line and the next have as many cells. */
function headAt(text: string, lines: readonly Line[], at: number) {
  const [line, below] = [lines[at], lines[at + 1]];
  if (line === undefined || below === undefined) return undefined;
  if (line.end - line.start > lineLengthMax) return undefined;
  const delimiter = delimiters.find((sign) => text.slice(line.start, line.end).includes(sign));
  if (delimiter === undefined) return undefined;
  const names = piecesOf(text, line, delimiter).map(({ start, end }) => text.slice(start, end));
  if (names.length < 2 || !names.every(isName)) return undefined;
  return piecesOf(text, below, delimiter).length === names.length
    ? { names, delimiter }
    : undefined;
}

/** A heading is a few words and no sentence; the frame of a table has empty ones. */
function isName(name: string): boolean {
  return (
    name.length <= headingLengthMax &&
    !/\d{3}|(?:(?<!n[ro]|tel|adr|dat|geb)\.|[!?:])\s*$|(?:\S+\s+){4}/i.test(name)
  );
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** The parts of a line without the blanks and quotation marks around them; a delimiter between marks parts nothing. */
function piecesOf(text: string, line: Line | undefined, delimiter: string): Piece[] {
  if (line === undefined || line.end - line.start > lineLengthMax) return [];
  const pieces: Piece[] = [];
  let [from, quoted] = [line.start, false];
  for (let at = line.start; at < line.end; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') quoted = !quoted;
    if (sign !== delimiter || quoted) continue;
    pieces.push(trimmed(text, from, at));
    from = at + 1;
  }
  if (pieces.length > 0) pieces.push(trimmed(text, from, line.end));
  return pieces;
}

function trimmed(text: string, from: number, to: number): Piece {
  let [start, end] = [from, to];
  while (start < end && /[\s"'`>*]/.test(text.charAt(start))) start += 1;
  while (end > start && /[\s"'`*]/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}
