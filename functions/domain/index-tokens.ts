import { supportViewer, type Viewer } from "./viewer.ts";
import { words } from "./words.ts";

/** Words of one case that search covers; bounds the index entries of one document. */
export const wordCountMax = 3_000;

/** What a list without a word asks for: everything that the viewer sees. */
export function viewerToken(viewer: Viewer): string {
  return viewer;
}

/** What a search asks for: what the viewer sees and where the word stands. */
export function wordToken(viewer: Viewer, word: string): string {
  return `${viewer} ${word}`;
}

/** Words of texts, without repetition, as many as there is `room` for. */
export function wordsToIndex(texts: readonly string[], room: number): string[] {
  return words(texts.join("\n")).slice(0, Math.max(0, room));
}

/** The entries that let these viewers find a case by these words, and without any. */
export function tokensOf(viewers: readonly Viewer[], found: readonly string[]): string[] {
  return viewers.flatMap((viewer) => [
    viewerToken(viewer),
    ...found.map((word) => wordToken(viewer, word)),
  ]);
}

/** All entries of a case: words of notes for support alone, those of every other text for all its viewers. */
export function tokensOfTexts(
  viewers: readonly Viewer[],
  { open, internal }: { open: readonly string[]; internal: readonly string[] },
): { tokens: string[]; wordCount: number } {
  const seen = wordsToIndex(open, wordCountMax);
  const noted = wordsToIndex(internal, wordCountMax - seen.length);
  const forSupport = noted.map((word) => wordToken(supportViewer, word));
  const tokens = new Set([...tokensOf(viewers, seen), ...forSupport]);
  return { tokens: [...tokens], wordCount: seen.length + noted.length };
}

/**
 * The index for other viewers, out of the index that stands: each gets the words that `model` sees.
 * Support keeps its own, for only its words include those of notes.
 */
export function tokensForViewers(
  tokens: readonly string[],
  { model, keep, viewers }: { model: Viewer; keep: Viewer; viewers: readonly Viewer[] },
): string[] {
  const kept = tokens.filter((token) => token === keep || token.startsWith(`${keep} `));
  const found = tokens
    .filter((token) => token.startsWith(`${model} `))
    .map((token) => token.slice(model.length + 1));
  return [
    ...kept,
    ...tokensOf(
      viewers.filter((viewer) => viewer !== keep),
      found,
    ),
  ];
}
