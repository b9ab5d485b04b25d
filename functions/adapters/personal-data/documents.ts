import type { Finding, PersonalDataKind } from "#domain/personal-data.ts";
import { wordsOf } from "./context.ts";
import { digitsOf, type Recogniser } from "./recogniser.ts";
import { referenceBefore } from "./references.ts";

/** Numbers of passports and driving licences: no check digit tells them, only the word before them. */
export const documents: Recogniser = (text) =>
  rows.flatMap(({ kind, words, number }) => {
    const found: Finding[] = [];
    for (const { index, 0: word } of text.matchAll(words)) {
      const from = index + word.length;
      const value = numberIn(text.slice(from, from + reach), number);
      if (value === undefined) continue;
      found.push({ kind, confidence: "HIGH", start: from + value.start, end: from + value.end });
    }
    return found;
  });

const reach = 80;

function numberIn(text: string, number: RegExp): { start: number; end: number } | undefined {
  const match = number.exec(text);
  const value = match?.groups?.["value"];
  if (match === null || value === undefined) return undefined;
  const end = match[0].length;
  const start = end - value.length;
  const between = text.slice(0, start);
  const digits = digitsOf(value);
  if (digits.length < 4 || isDate.test(digits) || referenceBefore(between)) return undefined;
  if (elsewhere.test(between) || !(joined.test(between) || named.test(between))) return undefined;
  return { start, end };
}

const isDate = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** Nothing but the ending of the word, signs and a country between word and number. */
const joined =
  /^[a-z'’]{0,3}[\s:=#"'_-]{0,4}(?:\(?(?:[A-Z]{2,3}|[A-Z][a-z]+)\)?[\s:]{1,2})?["'(]?$/;
const named =
  /(?:n(?:umber|ummer|umret|r|o|um|umero|úmero)|n[°º]|snúmer|numer|:|=|\bis|\bär|\ber|\bist|\bes|\best|\bhas|\bhar)\.?(?![a-zåäö])/i;
/** What else may have a number in the same sentence. */
const elsewhere =
  /expire|valid until|giltig|går ut|ring |call |phone|tel\b|employee|anställ|error|fel(?:kod)?\b|code\b|room|rum\b|flight|version|port\b|printer|key\b/i;

const rows: { kind: PersonalDataKind; words: RegExp; number: RegExp }[] = [
  {
    kind: "PASSPORT",
    words: wordsOf(
      "pass(?:ports?|et|ets)?(?=,? ?\\(?(?:n(?:umbers?|ummer|umret|r|o)|:|=|is|är))|passports?|passe ?ports?|pasaporte|passaporto",
      "paszportu?|paspoort(?:nummer)?|pas(?:nummer|nr)|travel document|reise pass(?:es|nummer|nr)?|passi(?:n numero)?(?![a-z])|vegabréf",
    ),
    number: numbered(
      "[A-Z]{1,3}\\d{6,8}[A-Z]?|[A-Z]{2,3} \\d{6,7}|\\d{8,9}|\\d{4} \\d{4}|\\d{3} \\d{3} \\d{3}|\\d{2}(?: \\d{2}){3}|\\d{2}[A-Z]{2}\\d{5}|[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}\\d?|[A-Z]{2}[A-Z0-9]{6}\\d",
    ),
  },
  {
    kind: "DRIVING_LICENCE",
    words: wordsOf(
      "driv(?:ing|er)(?:'?s|’s)? licen[cs]es?|körkort(?:et|s)?|førerkort(?:et)?|kørekort(?:et)?|ajokort(?:ti|in)|führerschein",
      "rijbewijs|permis de conduire|patente di guida|patente(?= ?(?:n|:))|prawo jazdy|permiso de conducir|carnet? de conducir|ökuskírteini|dvla",
    ),
    number: numbered(
      "[A-Z9]{5} ?\\d{6} ?[A-Z9]{2}\\d[A-Z]{2}|\\d{5}/\\d{2}/\\d{4}|\\d{6}-?\\d{4}|\\d{8}-\\d{4}|[A-Z0-9]{1,4}\\d{5,12}[A-Z0-9]{0,3}|[A-Z]\\d{2}[A-Z0-9]{3,8}\\d{1,2}|\\d{2} \\d{2} \\d{6}|\\d{2}(?: \\d{2}){3}|\\d{4} \\d{4}",
    ),
  },
];

/** The first number behind the word, in the same sentence and on the same line or the next. */
function numbered(number: string): RegExp {
  return new RegExp(
    `^(?:[^\\d.!?;\\n]|\\b(?:nr|no|num)\\.){0,45}?\\n?(?<![A-Za-z0-9\\u00C0-\\u024F])(?<value>${number})(?![A-Za-z0-9_\\u00C0-\\u024F]|[-.:/]\\d)`,
  );
}
