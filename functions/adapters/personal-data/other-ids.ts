import { validate as german } from "stdnum/lib/cjs/de/idnr.js";
import { validate as germanPension } from "stdnum/lib/cjs/de/svnr.js";
import { validate as spanish } from "stdnum/lib/cjs/es/dni.js";
import { validate as spanishForeigner } from "stdnum/lib/cjs/es/nie.js";
import { validate as french } from "stdnum/lib/cjs/fr/nir.js";
import { validate as british } from "stdnum/lib/cjs/gb/nino.js";
import { validate as italian } from "stdnum/lib/cjs/it/codicefiscale.js";
import { validate as dutch } from "stdnum/lib/cjs/nl/bsn.js";
import { validate as polish } from "stdnum/lib/cjs/pl/pesel.js";
import { validate as american } from "stdnum/lib/cjs/us/ssn.js";
import { datelike, repeatsOneDigit, weighted, yearFirst } from "./checks.ts";
import type { NationalId } from "./national-id.ts";
import { personWords } from "./national-id.ts";
import { digitsOf } from "./recogniser.ts";

/** National identity numbers of the other countries that we know. */
export const otherIds: readonly NationalId[] = [
  {
    shape: /\d{11}|\d{2} \d{3} \d{3} \d{3}/,
    words: [
      "steuer",
      "idnr",
      "identifikations n",
      "id nr",
      "tax (?:id|number|identification)",
      "tin",
      "skatte",
      ...personWords,
    ],
    valid: (value) => repeatsOneDigit(value) && german(value).isValid,
    alone: () => false,
    mentioned: () => true,
  },
  {
    shape: /\d{2} ?\d{6} ?[A-Z] ?\d{3}/,
    words: [
      "sozialversicherung",
      "rentenversicherung",
      "versicherungs n",
      "svnr",
      "sv n",
      ...personWords,
    ],
    valid: (value) => germanPension(value).isValid,
    alone: () => true,
    mentioned: () => true,
  },
  {
    shape: /[CFGHJKLMNPRTVWXYZ](?=[A-Z]{0,8}\d)[CFGHJKLMNPRTVWXYZ0-9]{8}\d?/,
    words: [
      "(?:personal)?ausweis",
      "perso(?![a-z])",
      "(?:german )?(?:id|identity) card",
      "id kort",
      "identitetskort",
    ],
    valid: () => true,
    alone: () => false,
    mentioned: () => false,
  },
  {
    shape: /(?:\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})/,
    words: ["bsn", "burger service", "sofi nummer", "citizen service"],
    valid: (value) =>
      weighted(digitsOf(value), [9, 8, 7, 6, 5, 4, 3, 2, -1], 11) && dutch(value).isValid,
    alone: (value) => /^\d{4}\.\d{2}\./.test(value),
    mentioned: () => true,
  },
  {
    shape: /(?:\d{8}|\d{2}\.\d{3}\.\d{3})[- ]?[A-Z]/i,
    words: ["dni", "nif", "documento nacional", ...personWords],
    valid: (value) => spanish(value.replaceAll(".", "").toUpperCase()).isValid,
    alone: (value) =>
      /[A-Z]$/.test(value) && !value.includes(" ") && !datelike(value.slice(2), yearFirst),
    mentioned: () => true,
  },
  {
    shape: /[XYZ][- ]?\d{7}[- ]?[A-Z]/i,
    words: ["nie", "extranjer", ...personWords],
    valid: (value) => spanishForeigner(value.toUpperCase()).isValid,
    alone: (value) => /^[XYZ].*[A-Z]$/.test(value),
    mentioned: () => true,
  },
  {
    shape: /\d{11}/,
    words: ["pesel", ...personWords],
    valid: (value) =>
      weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) && polish(value).isValid,
    alone: (value) =>
      /^[2-9]\d[01]|^[01]\d[23]/.test(value) && datelike(polishDate(value), yearFirst),
    mentioned: () => true,
  },
  {
    shape: /[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}/i,
    words: ["nir", "s[ée]curit[ée] sociale", "insee", ...personWords],
    valid: (value) => french(value.toUpperCase()).isValid,
    alone: () => true,
    mentioned: () => true,
  },
  {
    shape: /[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]/i,
    words: ["codice fiscale", ...personWords],
    valid: (value) => /\d/.test(value) && italian(value.toUpperCase()).isValid,
    alone: () => true,
    mentioned: () => true,
  },
  {
    shape: /[A-Z]{2}(?:\d{6}| \d{2} \d{2} \d{2} | ?\d{6} ?|-\d{2}-\d{2}-\d{2}-)[A-D]/i,
    words: ["nino", "n\\.?i\\.? (?:no|number)", "national insurance", ...personWords],
    valid: (value) => british(value).isValid,
    alone: (value) => value === value.toUpperCase(),
    mentioned: () => true,
  },
  {
    shape: /\d{3}[- ]?\d{3}[- ]?\d{4}/,
    words: ["nhs"],
    valid: (value) => weighted(digitsOf(value), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11),
    alone: () => false,
    mentioned: () => true,
  },
  {
    shape: /\d{3}(?<sign>[- ]?)\d{2}\k<sign>\d{4}/,
    words: ["ssn", "social security", "tax(?:payer)? (?:id|identification)", "itin"],
    valid: (value) => american(value).isValid || individualTaxpayer(value),
    alone: (value) => value.includes("-"),
    mentioned: (value) => /[- ]/.test(value),
  },
];

/** The century of a Polish number stands in its month. */
function polishDate(value: string): string {
  return value[2] === "2" || value[2] === "3"
    ? `${value.slice(0, 2)}${Number(value[2]) - 2}${value.slice(3)}`
    : value;
}

/** https://www.irs.gov/tin/itin: nine hundreds, and only some middles. */
function individualTaxpayer(value: string): boolean {
  return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(digitsOf(value));
}
