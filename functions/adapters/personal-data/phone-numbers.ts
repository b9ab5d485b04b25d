import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Finding } from "#domain/personal-data.ts";
import { standing, wordsOf } from "./context.ts";
import { digitsOf, type Recogniser, spans } from "./recogniser.ts";

/** Telephone numbers that are written as such: with their country's prefix, with a nought and separators, or named. */
export const phoneNumbers: Recogniser = (reading) =>
  shapes.flatMap(({ shape, alone }) => {
    const found: Finding[] = [];
    for (const span of spans(reading.text, shape)) {
      const digits = digitsOf(span.value).length;
      if (digits < 7 || digits > 15 || dateLike.test(span.value)) continue;
      if (endsGroup.test(reading.text.slice(Math.max(0, span.start - 6), span.start))) continue;
      if (!callable(span.value)) continue;
      const stands = standing(reading, span, words);
      if (stands === "INSIDE" || stands === "REFERENCE" || !(alone || stands === "NAMED")) continue;
      found.push({ kind: "PHONE_NUMBER", confidence: "LOW", start: span.start, end: span.end });
    }
    return found;
  });

const shapes = [
  {
    shape:
      /(?<![A-Za-z0-9+@#=/\-.])(?:\+\d{1,4}(?:[ .-]?\(?\d{1,5}\)?){2,6}|\(?0\d{1,5}\)?(?:[ /-]{1,3}\d{2,8}){1,5})(?![A-Za-z0-9])/g,
    alone: true,
  },
  { shape: /(?<![A-Za-z0-9)])\([2-9]\d{2}\) [2-9]\d{2}-\d{4}(?![A-Za-z0-9-])/g, alone: true },
  { shape: /(?<![A-Za-z0-9+@#=/\-._:])0\d{8,10}(?![A-Za-z0-9_@]|[-.:/]\d)/g, alone: false },
];
/** The groups before it belong to the same number, which is an account's or a reference's. */
const endsGroup = /(?<![A-Za-z0-9])(?:[A-Z]{4}|[A-Z]{2}\d{2}|\d{4}) $/;
/** Dates, and dates with a counter. */
const dateLike = /^0\d[-/ ]\d{2}[-/ ]\d{2,4}$|^\d{6}-\d{4}$/;
const words = wordsOf(
  "tel|phone|mobil|call|ring|telefon|cell|fax|växel|sms|whatsapp|nummer att nå|kontakt n|contact n|puh|gsm|handy|direkt n",
);

/** The countries whose own way of writing is tried where no prefix names one. */
const homes: readonly CountryCode[] = ["SE", "GB", "DE", "FI", "NL", "FR"];

function callable(value: string): boolean {
  // What stands behind a plus is a telephone's, also where its block is kept for films and tests.
  if (value.startsWith("+"))
    return parsePhoneNumberFromString(value, { extract: false })?.isPossible() ?? false;
  // Americans write theirs like nobody else.
  return /^\([2-9]/.test(value) || homes.some((home) => validIn(value, home));
}

function validIn(value: string, home: CountryCode): boolean {
  const number = parsePhoneNumberFromString(value, { extract: false, defaultCountry: home });
  return number?.isValid() ?? false;
}
