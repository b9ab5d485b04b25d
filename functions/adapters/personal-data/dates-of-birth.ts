import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** Dates behind a word for birth. */
export const datesOfBirth: Recogniser = (text) =>
  [...spans(text, born)].map(
    ({ start, end }) =>
      ({ kind: "DATE_OF_BIRTH", confidence: "LOW", start, end }) satisfies Finding,
  );

const words = [
  "born|date of birth|birth ?dates?|birthday|d\\.?o\\.?b\\.?|född|födelse(?:datum|dag)|fødselsdato|fødselsdag|født|f\\.|syntymäaika|syntynyt",
  "geboren|geburts(?:datum|tag)|geb\\.|geboortedatum|née?|date de naissance|nacid[oa]|fecha de nacimiento|nat[oa] il|data di nascita",
  "data urodzenia|ur\\.|fædd(?:ur|ist)?|fæðingardagur",
].join("|");
const months =
  "(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec|mai|dez|mei|juin|juil|août|janv|févr|avr|déc)[a-zé]{0,7}\\.?";
const date = [
  "(?:19|20)\\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])",
  "(?:0?[1-9]|[12]\\d|3[01])[-/.] ?(?:0?[1-9]|1[0-2])[-/.] ?(?:19|20)?\\d{2}",
  "(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\\d|3[01])/(?:19|20)\\d{2}",
  `(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|\\.)?(?: of)? ${months} (?:19|20)\\d{2}`,
  `${months} (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d{2}`,
  "(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
  "\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])",
].join("|");
const born = new RegExp(
  `(?<![A-Za-z\\u00C0-\\u024F])(?:${words})["']?[\\s:=(,]{1,4}(?:(?:is|är|er|ist|den|on|the|am|le|el|was|var|op)\\s){0,2}["']?(?<value>${date})(?![0-9-])`,
  "gi",
);
