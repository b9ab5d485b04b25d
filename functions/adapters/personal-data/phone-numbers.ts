import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Finding } from "#domain/personal-data.ts";
import { standing, wordsOf } from "./context.ts";
import { digitsOf, type Recogniser, spans } from "./recogniser.ts";

/** Telephone numbers that are written as such: with their country's prefix, or with a nought and separators. */
export const phoneNumbers: Recogniser = (text) => {
  const found: Finding[] = [];
  for (const span of spans(text, shape)) {
    const digits = digitsOf(span.value).length;
    if (digits < 7 || digits > 15 || dateLike.test(span.value) || !callable(span.value)) continue;
    const stands = standing(text, span, words);
    if (stands !== "NAMED" && stands !== "ALONE") continue;
    found.push({ kind: "PHONE_NUMBER", confidence: "LOW", start: span.start, end: span.end });
  }
  return found;
};

const shape =
  /(?<![A-Za-z0-9+@#=/\-.])(?:\+\d{1,4}(?:[ .-]?\(?\d{1,5}\)?){2,6}|\(?0\d{1,5}\)?(?:[ /-]{1,3}\d{2,8}){1,5})(?![A-Za-z0-9])/g;
/** Dates, and dates with a counter. */
const dateLike = /^0\d[-/ ]\d{2}[-/ ]\d{2,4}$|^\d{6}-\d{4}$/;
const words = wordsOf("tel", "phone", "mobil", "call", "ring", "telefon", "cell", "fax", "växel");

/** The countries whose own way of writing is tried where no prefix names one. */
const homes: readonly CountryCode[] = ["SE", "GB", "DE", "FI", "NL", "FR"];

function callable(value: string): boolean {
  if (value.startsWith("+")) return validIn(value);
  return homes.some((home) => validIn(value, home));
}

function validIn(value: string, home?: CountryCode): boolean {
  const options =
    home === undefined ? { extract: false } : { extract: false, defaultCountry: home };
  return parsePhoneNumberFromString(value, options)?.isValid() ?? false;
}
