import type { Finding } from "#domain/personal-data.ts";
import { letters } from "./context.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** Dates behind a word for birth, before one, or in a column so named. */
export const datesOfBirth: Recogniser = ({ text, cells }) => [
  ...[...spans(text, born), ...bornBefore(text), ...spans(text, thirdField)].map(dateOfBirth),
  ...cells
    .filter(
      ({ heading, start, end }) => isBirth.test(heading) && isDate.test(text.slice(start, end)),
    )
    .map(dateOfBirth),
];

const words = [
  "born|dates? of birth|birth ?dates?|birth ?days?|d\\.?o\\.?b\\.?|bday|född|födelse(?:datum|dag)(?:et|en|ar)?|fyller år|fødselsdato(?:en)?|fødselsdag|født|f\\.|syntymäaika|syntymäpäivä|syntynyt",
  "geboren|geburts(?:datum|tag)|geb\\.|geboorte(?:datum|dag)|née?|date de naissance|nacid[oa]|fecha de nacimiento|nat[oa] il|data di nascita|nascid[oa]|data de nascimento",
  "data urodzenia|urodz(?:ony|ona)|ur\\.|fædd(?:ur|ist)?|fæðingardagur",
].join("|");
const months =
  "(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec|mai|dez|mei|juin|juil|août|janv|févr|avr|déc|mär|ene|abr|ago|dic|gen|mag|giu|lug|ott)[a-zéûä]{0,7}\\.?";
const day = "(?:0?[1-9]|[12]\\d|3[01])";
const month = "(?:0?[1-9]|1[0-2])";
const date = [
  `(?:19|20)\\d{2}[-/. ]${month}[-/. ]${day}`,
  `${day}[-/.] ?${month}[-/.] ?(?:19|20)?\\d{2}`,
  `${month}/${day}/(?:19|20)\\d{2}`,
  `${day}(?:st|nd|rd|th|er|\\.)?(?: of| de)? ${months}(?: de)?,? (?:19|20)\\d{2}`,
  `${months} ${day}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}`,
  "(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
  "\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
].join("|");
const before = `(?<![${letters}])(?:${words})`;
/** What a word for birth may have behind it before the date: signs, one word, a verb. */
const link = `["'*)]{0,2}(?:\\s(?!20)[${letters}]{2,12})?["']?(?:[ \\t]{1,24}|[\\s:=(,|>-]{1,4})(?:(?:is|är|er|ist|es|est|den|on|the|am|le|el|was|var|op|to|till|i)\\s){0,2}["']?`;
const born = new RegExp(`${before}${link}(?<value>${date})(?![0-9-])`, "gi");
/** What says of the date before it that it is one of birth. */
const behind = new RegExp(
  `["')]?\\s?(?:\\((?:${words})\\)|(?:is|är|as|was|var)\\s(?:the|his|her|my|hennes|hans|mitt|their)\\s(?:birthday|date of birth|födelsedatum|födelsedag))`,
  "gi",
);
const dateAtEnd = new RegExp(`(?<![0-9A-Za-z./-])(?:${date})$`, "i");
const dateLengthMax = 32;

function* bornBefore(text: string): Generator<{ start: number; end: number }> {
  for (const { index: end } of text.matchAll(behind)) {
    const from = Math.max(0, end - dateLengthMax);
    const match = dateAtEnd.exec(text.slice(from, end));
    if (match !== null) yield { start: from + match.index, end };
  }
}

/** On a European driving licence the date of birth is field 3. */
const thirdField = new RegExp(
  `(?<![0-9.])3[.:)] ?(?<value>${date})(?![0-9])(?=.{0,30}? 4[a-d][.:)])`,
  "gi",
);

const isBirth = new RegExp(before, "i");
const isDate = new RegExp(`^(?:${date})$`, "i");

function dateOfBirth({ start, end }: { start: number; end: number }): Finding {
  return { kind: "DATE_OF_BIRTH", confidence: "LOW", start, end };
}
