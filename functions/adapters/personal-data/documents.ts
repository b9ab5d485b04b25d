import type { Finding } from "#domain/personal-data.ts";
import { datelike } from "./checks.ts";
import { type DocumentKind, documentKinds } from "./document-kinds.ts";
import { digitsOf, type Recogniser, type Span, spans } from "./recogniser.ts";
import { referenceBefore } from "./references.ts";

/** Numbers of passports and driving licences: no check digit tells them, only the word beside them. */
export const documents: Recogniser = ({ text, cells }) => [
  ...documentKinds.flatMap((row) =>
    [
      ...[...text.matchAll(row.label)].flatMap(({ index, 0: label }) =>
        besideLabel(text, { start: index, end: index + label.length }, row),
      ),
      ...cells
        .filter(({ heading }) => heading.search(row.label) >= 0)
        .flatMap((cell) => numberAt(text, cell, row)),
    ].map((span) => found(row.kind, span)),
  ),
  ...britishLicences(text),
  ...[...spans(text, fifthField)].map((span) => found("DRIVING_LICENCE", span)),
];

type Place = { start: number; end: number };

const [reach, listLengthMax] = [90, 20];

/** The number behind the label with those that follow it in a list, or else the one before the label. */
function besideLabel(text: string, label: Place, row: DocumentKind): Place[] {
  const rest = text.slice(label.end, label.end + reach);
  const first = firstNumber(rest, text.slice(label.start, label.end), row);
  if (first === undefined) return numberBefore(text, label, row);
  const all = [{ start: label.end + first.start, end: label.end + first.end }];
  for (let last = all[0]; last !== undefined && all.length < listLengthMax; last = all.at(-1)) {
    const link = listLink.exec(text.slice(last.end, last.end + 12))?.[0];
    if (link === undefined) break;
    const next = numberAt(text, { start: last.end + link.length, end: text.length }, row);
    if (next.length === 0) break;
    all.push(...next);
  }
  return all;
}

const listLink =
  /^["')]{0,2}(?:\s?[,&/]\s?|,?\s)(?:(?:and|och|samt|und|et|y|og|en|e|i|ja|or|eller|oder)\s)?["'(]?(?=[A-Z0-9])/;

function firstNumber(
  rest: string,
  label: string,
  { number, telling }: DocumentKind,
): Place | undefined {
  for (const match of rest.matchAll(number)) {
    const value = match[0];
    const between = rest.slice(0, match.index);
    if (apart.test(`${label}${between}`) || elsewhere.test(between)) return undefined;
    const special = telling.test(value);
    const near = special ? between.replace(purpose, "") : between;
    if (referenceBefore(near)) return undefined;
    if (!numberLike(value)) continue;
    if (!special && !joined.test(near) && !named.test(near)) return undefined;
    return { start: match.index, end: match.index + value.length };
  }
  return undefined;
}

/** The number where it begins exactly at the place. */
function numberAt(text: string, { start, end }: Place, { number }: DocumentKind): Place[] {
  const match = text
    .slice(start, Math.min(end, start + 32))
    .matchAll(number)
    .next().value;
  const ends = start + (match?.[0].length ?? 0);
  return match?.index === 0 && ends <= end && numberLike(match[0]) ? [{ start, end: ends }] : [];
}

/** As in `AA1234567 (passport)` and `12345678 är hennes passnummer`. */
function numberBefore(text: string, label: Place, { number }: DocumentKind): Place[] {
  const before = text.slice(Math.max(0, label.start - 60), label.start);
  const link = saysSo.exec(before);
  if (link === null) return [];
  const match = [...before.slice(0, link.index).matchAll(number)].at(-1);
  if (match === undefined || match.index + match[0].length !== link.index) return [];
  if (!numberLike(match[0]) || referenceBefore(before.slice(0, match.index))) return [];
  const start = label.start - before.length + match.index;
  return [{ start, end: start + match[0].length }];
}

const saysSo =
  /["')]{0,2}(?:\s?\(\s?|,?\s(?:is|was|are|är|var|ist|er|est|es|è|on|as|som|als|=)\s)(?:(?:the|a|an|his|her|my|our|their|your|hennes|hans|mitt|min|ert|vårt|ett|seine?|ihre?|mein|de|le|el|il|der|die)\s)?(?:[A-Z][a-z]{2,12}\s|[A-Z]{2}\s)?$/;

function numberLike(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length >= 4 && !isDate.test(digits);
}

const isDate = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** Another sentence, another paragraph or another number. */
const apart = /[!?;]|(?<!\b(?:n[ro]|num|n))\.(?:\s|$)|\n[^\n]*\n|\d{4}/i;
/** What a label is for, as in `licence for the case: …`. */
const purpose =
  /^["']?\s(?:for|för|für|till|voor|pour|para|per|i|in|on|of|av|from|från)\s[^:=\d]{1,50}(?=[:=])/i;
/** Nothing but the ending of the word, signs, a word for number and a country between label and number. */
const joined =
  /^[a-z'’]{0,3}["')\]]{0,2}[\s:=#"'_-]{0,4}(?:\(?(?:[A-Z]{2,3}|[A-Z][a-z]+)\)?[\s:]{1,2})?["'(]?$/;
const named =
  /(?:n(?:umber|ummer|umret|r|o|um|umero|úmero|uméro)|n[°º]|snúmer|numer|:|=|#|\bis|\bär|\ber|\bist|\bes|\best|\bè|\bon|\bhas|\bhar)\.?(?![a-zåäö])/i;
/** What else may have a number in the same sentence. */
const elsewhere =
  /expire|valid until|giltig|går ut|ring |call |phone|tel\b|employee|anställ|error|fel(?:kod)?\b|code\b|room|rum\b|flight|version|port\b|printer|\bkey\b|template|mall\b|https?:/i;

/** British driving licences are told by their form: a name, a date of birth in disguise, initials. */
function britishLicences(text: string): Finding[] {
  return [...spans(text, british)]
    .filter(({ value }) => {
      const digits = value.replaceAll(" ", "").slice(5, 11);
      const month = Number(digits.slice(1, 3)) % 50;
      return datelike(`${digits.slice(3, 5)}${String(month).padStart(2, "0")}`, {
        day: 0,
        month: 2,
      });
    })
    .map((span) => found("DRIVING_LICENCE", span));
}

const british =
  /(?<![A-Za-z0-9_-])(?=[A-Z]{2})[A-Z]{2,5}9{0,3}(?<=[A-Z9]{5}) ?\d[0156]\d[0-3]\d{2} ?[A-Z][A-Z9]\d[A-Z]{2}(?![A-Za-z0-9])/g;

/** On a European licence the number is field 5, behind the dates and authorities of field 4. */
const fifthField =
  /(?<![0-9.])4[a-d][.:)] ?[^\n]{2,40}? 5[.:)] ?(?<value>[A-Z0-9]{6,20}|\d{3} \d{3} \d{3}|\d{2} \d{2} \d{6})(?![A-Za-z0-9])/g;

function found(kind: DocumentKind["kind"], { start, end }: Place | Span): Finding {
  return { kind, confidence: "HIGH", start, end };
}
