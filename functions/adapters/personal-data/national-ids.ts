import type { Finding } from "#domain/personal-data.ts";
import { mentioned, standing, wordsOf } from "./context.ts";
import { nordicIds, swedishPerson } from "./nordic-ids.ts";
import { otherIds } from "./other-ids.ts";
import { hiddenBlank, type Reading } from "./reading.ts";
import { type Recogniser, type Span, spansAt, wholeRun } from "./recogniser.ts";

const rows = [...nordicIds, ...otherIds].map((row) => ({
  ...row,
  run: wholeRun(withHiddenBlanks(row.shape)),
  words: wordsOf(...row.words),
}));

/** The shape with hidden blanks wherever it has a blank or another separator. */
function withHiddenBlanks({ source, flags }: RegExp): RegExp {
  return new RegExp(
    source.replace(
      /\[(?=[-.])[^\]]*\]| /g,
      (blank) => `(?:${blank}${hiddenBlank}{0,12}|${hiddenBlank}{1,12}${blank}?)`,
    ),
    flags,
  );
}

const hidden = new RegExp(`([-+ ]?)${hiddenBlank}{1,12}([-+ ]?)`, "g");

/** The value as it would stand there without what hides in it. */
function shown(value: string): string {
  return value.replace(hidden, (_, before: string, after: string) => before || after || " ");
}

/** One question in place of one for each country: most runs of a text are dates and identifiers. */
const anyShape = wholeRun(
  new RegExp(rows.map(({ shape }) => withHiddenBlanks(shape).source).join("|"), "i"),
);

/** Identity numbers with a valid check digit that are telling by their form, or named by a word nearby. */
export const nationalIds: Recogniser = (reading) => {
  const starts = [...spansAt(reading.text, reading.numberStarts, anyShape)].map(
    ({ start }) => start,
  );
  return rows.flatMap((row) => {
    const found: Finding[] = [];
    for (const { value, ...place } of spansAt(reading.text, starts, row.run)) {
      const span = { ...place, value: shown(value) };
      if (row.valid(span.value) && stands(reading, span, row)) found.push(nationalId(span));
    }
    return found;
  });
};

/** Whether the surroundings let the number be a person's. */
function stands(reading: Reading, span: Span, row: (typeof rows)[number]): boolean {
  const how = standing(reading, span, row.words);
  if (reading.text.charAt(span.end) === "@" && !fullId.test(span.value)) return false;
  if (how === "NAMED") return true;
  if (how !== "ALONE" && how !== "DISPUTED") return false;
  if (row.alone(span.value)) return true;
  return how === "ALONE" && row.mentioned(span.value) && mentioned(reading, span, row.words);
}

/** Before the host of an address only a number with its century is no name of a message. */
const fullId = /^(?:19|20)\d{6}-?\d{4}$/;

/**
 * Swedish numbers of ten bare digits that no word names: one may be a telephone's or an order's, but where
 * every such run of a text is valid, chance is no explanation. A year above 40 tells them from telephones.
 */
export const columnOfIds: Recogniser = (reading) => {
  const { text, numberStarts } = reading;
  const all = [...spansAt(text, numberStarts, tenDigits)].filter(
    (span) =>
      standing(reading, span, noWords) === "ALONE" &&
      !/[-_]/.test(text.charAt(span.start - 1)) &&
      text.charAt(span.end) !== "@",
  );
  const several = new Set(all.map(({ value }) => value)).size > 1;
  return all.every(({ value }) => swedishPerson(value) && (several || value >= "40"))
    ? all.map(nationalId)
    : [];
};

const tenDigits = wholeRun(/\d{10}/);
const noWords = wordsOf("(?!)");

function nationalId({ start, end }: Span): Finding {
  return { kind: "NATIONAL_ID", confidence: "HIGH", start, end };
}
