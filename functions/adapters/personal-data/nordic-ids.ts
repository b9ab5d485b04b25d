import { validate as danish } from "stdnum/lib/cjs/dk/cpr.js";
import { validate as finnish } from "stdnum/lib/cjs/fi/hetu.js";
import { validate as icelandic } from "stdnum/lib/cjs/is/kennitala.js";
import { validate as norwegian } from "stdnum/lib/cjs/no/fodselsnummer.js";
import luhn from "validator/lib/isLuhnNumber.js";
import { datelike, dayFirst, recentYear, timeLike, weighted, yearFirst } from "./checks.ts";
import type { NationalId } from "./national-id.ts";
import { personWords } from "./national-id.ts";
import { digitsOf } from "./recogniser.ts";

/** National identity numbers of the Nordic countries. */
export const nordicIds: readonly NationalId[] = [
  {
    shape: /\d{6} ?[-+]? ?\d{4}/,
    words: personWords,
    valid: swedishPerson,
    // A plus says that the person is a hundred years old: no date and counter has one. Bare digits are a column's.
    alone: (value) =>
      value.includes("+") ||
      (/^\d{6}[- ]/.test(value) && !recentYear(value.slice(0, 2)) && !dateAndTime(value)),
    mentioned: (value) => !recentYear(value.slice(0, 2)),
  },
  {
    shape:
      /(?:18|19|20)\d{6} ?[-+]? ?\d{4}|(?:18|19|20)\d{2}(?<sign>[-. ])\d{2}\k<sign>\d{2}[- ]\d{4}|(?:19|20) \d{2} \d{2} \d{2}[- ]{1,3}\d{4}/,
    words: personWords,
    valid: swedishPerson,
    alone: (value) => bornBefore2012(value) && !dateAndTime(value),
    mentioned: bornBefore2012,
  },
  {
    shape: /\d{6}[- ]?\d{5}/,
    words: personWords,
    valid: (value) =>
      norwegianWeights.every((weights) => weighted(digitsOf(value), weights, 11)) &&
      norwegian(value).isValid,
    alone: (value) => !value.includes("-"),
    mentioned: () => true,
  },
  {
    shape: /\d{6}[- ]?\d{4}/,
    words: personWords,
    valid: (value) => weighted(digitsOf(value), danishWeights, 11) && danishPerson(value),
    alone: dayFirstAlone,
    mentioned: () => true,
  },
  {
    // Since 2007 numbers are given that fail the check digit, so that only their name tells them.
    shape: /\d{6}[- ]?\d{4}/,
    words: ["cpr"],
    valid: danishPerson,
    alone: () => false,
    mentioned: (value) => value.includes("-"),
  },
  {
    shape: /\d{6}-\d{4}/,
    words: ["danish", "denmark", "dansk(?:e|a|t|er|en)?(?![a-z])", "danmark"],
    valid: (value) => danishPerson(value) && !recentYear(value.slice(4, 6)),
    alone: () => false,
    mentioned: () => true,
  },
  {
    shape: /\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]/i,
    words: personWords,
    valid: (value) => datelike(value, dayFirst) && finnish(value).isValid,
    alone: (value) => /[A-Z]/i.test(value) || !recentYear(value.slice(4, 6)),
    mentioned: () => true,
  },
  {
    shape: /\d{6}[- ]?\d{4}/,
    words: personWords,
    // A company has a number of the same kind, with 40 added to the day.
    valid: (value) => datelike(value, dayFirst) && icelandic(value).isValid,
    alone: dayFirstAlone,
    mentioned: () => true,
  },
];

const danishWeights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
const norwegianWeights = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
];

/** The date, whose day is 60 later in a coordination number, and Luhn's check digit. `stdnum` asks the clock besides. */
export function swedishPerson(value: string): boolean {
  const digits = digitsOf(value).slice(-10);
  return datelike(digits, yearFirst, 60) && luhn.default(digits);
}

function bornBefore2012(value: string): boolean {
  return digitsOf(value) < "2012";
}

/** Danish and Icelandic numbers, which begin with the day. */
function dayFirstAlone(value: string): boolean {
  return /[- ]/.test(value) && !recentYear(value.slice(4, 6)) && !dateAndTime(value);
}

/** Without the hyphen that people write into the number of a person. */
function dateAndTime(value: string): boolean {
  return !/\d[-+]\d{4}$/.test(value) && timeLike(value.slice(-4)) && !/^19\d{10}$/.test(value);
}

function danishPerson(value: string): boolean {
  return datelike(value, dayFirst) && danish(value).isValid;
}
