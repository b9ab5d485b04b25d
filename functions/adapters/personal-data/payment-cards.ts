import luhn from "validator/lib/isLuhnNumber.js";
import type { Finding } from "#domain/personal-data.ts";
import { mentioned, standing, wordsOf } from "./context.ts";
import { groupGap, headingAt, type Reading } from "./reading.ts";
import { digitsOf, type Recogniser, type Span, spansAt, wholeRun } from "./recogniser.ts";
import { compoundBefore } from "./references.ts";

/** Card numbers of an issuer's range with a valid check digit. */
export const paymentCards: Recogniser = (reading) =>
  shapes.flatMap(({ run, alone }) => {
    const found: Finding[] = [];
    for (const span of spansAt(reading.text, reading.numberStarts, run)) {
      const digits = digitsOf(span.value);
      if (!issuers.some((issuer) => issuer.test(digits)) || !luhn.default(digits)) continue;
      const stands = standing(reading, span, words);
      const named = stands === "NAMED" || (stands === "REFERENCE" && misplaced(reading, span));
      if (!named && !(stands === "ALONE" && alone(span, reading.text))) continue;
      found.push({ kind: "PAYMENT_CARD", confidence: "HIGH", start: span.start, end: span.end });
    }
    return found;
  });

/** In a column of something else, in a text that speaks of numbers of cards. */
function misplaced(reading: Reading, span: Span): boolean {
  return headingAt(reading, span.start) !== "" && mentioned(reading, span, cardNumbers);
}

const cardNumbers = wordsOf("(?:card|kort) ?(?:number|nummer|numret|nr)|kartennummer");

/** As cards are printed; in groups of any size, which their name must tell; or without blanks. */
const shapes = [
  { run: wholeRun(new RegExp(`\\d{4}(?:(?:${groupGap})\\d{4}){3}`)), alone: () => true },
  {
    run: wholeRun(new RegExp(`\\d{4}(?:(?:${groupGap})\\d{4}){3}(?:${groupGap})\\d{1,3}`)),
    alone: () => true,
  },
  {
    run: wholeRun(new RegExp(`\\d{4}(?:${groupGap})\\d{6}(?:${groupGap})\\d{4,5}`)),
    alone: () => true,
  },
  { run: wholeRun(/[2-6]\d{1,5}(?:[ .-]\d{2,6}){2,7}/), alone: () => false },
  { run: wholeRun(/\d{12,19}/), alone: cardLike },
];

/** Without blanks only the usual lengths tell a card from a number, and no key that names a machine's. */
function cardLike({ value, start, end }: Span, text: string): boolean {
  const usual = value.length === 15 || value.length === 16;
  const before = text.slice(Math.max(0, start - 40), start);
  return usual && text.charAt(end) !== "@" && !identified.test(before) && !compoundBefore(before);
}

/** https://en.wikipedia.org/wiki/Payment_card_number: ranges and lengths. `validator` lets Mastercards of any length pass. */
const issuers = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|095|6|8|9)\d{11,16}$/,
  /^6(?:011|4[4-9]|5)\d{12,16}$/,
  // Of sixteen digits at least: IMEIs begin with 35 as well, and have fifteen.
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/,
  /^62\d{14,17}$/,
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}$/,
  /^(?:5019|220[0-4])\d{12}$/,
];

const words = wordsOf(
  "(?:credit|debit|payment|bank|kredit|betal|charge)? ?(?:card|kort)(?:et|s)?(?![a-z])",
  "(?:card|kort) n|visa(?![a-z])|master ?card|maestro|amex|american express|diners|carte|karten?|kredit karte",
  "cc(?: n|:)|cv[cv]2?(?![a-z])|tarjeta|carta di credito|kaart|karta|kortti|luottokortti|pan(?![a-z])",
);

/** A key that ends in `id`, and the like: a long number behind it is a machine's. */
const identified =
  /(?:id|uid|guid|seq|offset|token|hash|nonce|fbp|gclid|ts|time|timestamp|size|bytes)(?:["']?\s?[:=]\s?["']?|["'](?: [^\s"']{1,12}){1,3} )$/i;
