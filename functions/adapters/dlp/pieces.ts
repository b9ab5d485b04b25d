/** A part of one of the texts, by its place in that text in UTF-16 units. */
export type Piece = { text: number; start: number; value: string };

/**
 * DLP takes 0.5 MB a request; a unit is three bytes of UTF-8 at most, and the request holds more than its texts.
 * https://cloud.google.com/sensitive-data-protection/limits
 */
const requestLengthMax = 120_000;

/** What stands across a cut is whole in one of the two pieces, up to this length: a key of 4,096 bits. */
const overlap = 4_000;

/** DLP ends gradually at 3,000 findings a request, so that many small texts go in several. */
const piecesMax = 500;

/** The texts in requests of a size that DLP takes: small texts together, long ones in overlapping pieces. */
export function requestsOf(texts: readonly string[]): Piece[][] {
  const requests: Piece[][] = [];
  let length = Infinity;
  for (const piece of texts.flatMap(piecesOf)) {
    const last = requests.at(-1);
    if (
      last === undefined ||
      last.length >= piecesMax ||
      length + piece.value.length > requestLengthMax
    ) {
      requests.push([piece]);
      length = piece.value.length;
    } else {
      last.push(piece);
      length += piece.value.length;
    }
  }
  return requests;
}

/** Two requests in place of one that had too many findings; none where it cannot be parted. */
export function halves(pieces: readonly Piece[]): Piece[][] {
  const [first] = pieces;
  if (first === undefined) return [];
  const middle = Math.ceil(pieces.length / 2);
  if (pieces.length > 1) return [pieces.slice(0, middle), pieces.slice(middle)];
  const { length } = first.value;
  if (length < 4 * overlap) return [];
  const cut = beforePair(first.value, Math.floor(length / 2));
  const from = beforePair(first.value, cut - overlap);
  return [
    [{ ...first, value: first.value.slice(0, cut) }],
    [{ ...first, start: first.start + from, value: first.value.slice(from) }],
  ];
}

function piecesOf(value: string, text: number): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < value.length; ) {
    const end = beforePair(value, Math.min(start + requestLengthMax, value.length));
    pieces.push({ text, start, value: value.slice(start, end) });
    start = end === value.length ? end : beforePair(value, end - overlap);
  }
  return pieces;
}

/** The place, or the one before it where it would part the two halves of a character. */
function beforePair(value: string, at: number): number {
  return /^[\uDC00-\uDFFF]/.test(value.slice(at, at + 1)) ? at - 1 : at;
}
