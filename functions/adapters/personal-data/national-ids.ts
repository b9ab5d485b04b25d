import type { Finding } from "#domain/personal-data.ts";
import { standing, wordsOf } from "./context.ts";
import { nordicIds, swedishPerson } from "./nordic-ids.ts";
import { otherIds } from "./other-ids.ts";
import { type Recogniser, runStarts, type Span, spansAt, wholeRun } from "./recogniser.ts";

const rows = [...nordicIds, ...otherIds].map((row) => ({
  ...row,
  run: wholeRun(row.shape),
  words: wordsOf(...row.words),
}));

/** Identity numbers with a valid check digit that are telling by their form, or named by a word nearby. */
export const nationalIds: Recogniser = (text) => {
  const starts = runStarts(text);
  return rows.flatMap(({ run, words, valid, alone }) => {
    const found: Span[] = [];
    for (const span of spansAt(text, starts, run)) {
      if (!valid(span.value)) continue;
      const stands = standing(text, span, words);
      if (stands === "NAMED" || (stands === "ALONE" && alone(span.value))) found.push(span);
    }
    return found.map(nationalId);
  });
};

/**
 * Swedish numbers of ten bare digits, as in a column of a list: one alone may be a telephone's or an
 * order's, but where every such run of a text is valid, chance is no explanation.
 */
export const columnOfIds: Recogniser = (text) => {
  const all = [...spansAt(text, runStarts(text), tenDigits)].filter(
    (span) => standing(text, span, noWords) === "ALONE",
  );
  const different = new Set(all.map(({ value }) => value)).size;
  return different > 1 && all.every(({ value }) => swedishPerson(value)) ? all.map(nationalId) : [];
};

const tenDigits = wholeRun(/\d{10}/);
const noWords = /(?!)/;

function nationalId({ start, end }: Span): Finding {
  return { kind: "NATIONAL_ID", confidence: "HIGH", start, end };
}
