import { supportViewer, type Viewer } from "./viewer.ts";
import { words } from "./words.ts";

/**
 * Bytes that the index of one case takes at most. A document holds a mebibyte, the texts included, and
 * is indexed under at most 40 000 entries, of which an entry of the shortest kind takes 12 bytes.
 */
export const indexBytesMax = 440_000;

/** Past this, the index is written anew before it fills up with words counted twice. */
export const indexBytesCrowded = indexBytesMax / 2;

export type CaseIndex = { tokens: string[]; indexBytes: number };

/** What a list without a word asks for: everything that the viewer sees. */
export function viewerToken(viewer: Viewer): string {
  return viewer;
}

/** What a search asks for: what the viewer sees and where the word stands. */
export function wordToken(viewer: Viewer, word: string): string {
  return `${viewer} ${word}`;
}

/** The entries that let viewers find a case by more texts; words for which there is no room are left out. */
export function tokensToAdd(
  viewers: readonly Viewer[],
  texts: readonly string[],
  room: number,
): CaseIndex {
  const index: CaseIndex = { tokens: [], indexBytes: 0 };
  for (const word of words(texts.join("\n"))) {
    const tokens = viewers.map((viewer) => wordToken(viewer, word));
    const bytes = bytesOf(tokens);
    if (index.indexBytes + bytes > room) break;
    index.tokens.push(...tokens);
    index.indexBytes += bytes;
  }
  return index;
}

/** All entries of a case: words of notes for support alone, those of every other text for all its viewers. */
export function tokensOfTexts(
  viewers: readonly Viewer[],
  { open, internal }: { open: readonly string[]; internal: readonly string[] },
): CaseIndex {
  const seen = viewers.map(viewerToken);
  const told = tokensToAdd(viewers, open, indexBytesMax - bytesOf(seen));
  const left = indexBytesMax - bytesOf(seen) - told.indexBytes;
  const noted = tokensToAdd([supportViewer], internal, left);
  const tokens = [...new Set([...seen, ...told.tokens, ...noted.tokens])];
  return { tokens, indexBytes: bytesOf(tokens) };
}

/**
 * The index for other viewers, out of the index that stands: each gets the words that `model` sees.
 * Support keeps its own, for only its words include those of notes.
 */
export function tokensForViewers(
  tokens: readonly string[],
  { model, viewers }: { model: Viewer; viewers: readonly Viewer[] },
): CaseIndex {
  const kept = tokens.filter(
    (token) => token === supportViewer || token.startsWith(`${supportViewer} `),
  );
  const others = viewers.filter((viewer) => viewer !== supportViewer);
  const found = tokens
    .filter((token) => token.startsWith(`${model} `))
    .map((token) => token.slice(model.length + 1));
  const fixed = [...kept, ...others.map(viewerToken)];
  const told = tokensToAdd(others, found, indexBytesMax - bytesOf(fixed));
  return { tokens: [...fixed, ...told.tokens], indexBytes: bytesOf(fixed) + told.indexBytes };
}

function bytesOf(tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + encoder.encode(token).length, 0);
}

const encoder = new TextEncoder();
