import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** Streets with a house number, the postal town included where it follows. */
export const streetAddresses: Recogniser = ({ text }) =>
  patterns.flatMap((pattern) =>
    [...spans(text, pattern)].map(
      ({ start, end }) =>
        ({ kind: "STREET_ADDRESS", confidence: "LOW", start, end }) satisfies Finding,
    ),
  );

const capital = "[A-Z\\u00C0-\\u00DE]";
const small = "[a-z\\u00DF-\\u00FF\\u0100-\\u024F]";
const before = "(?<![A-Za-z0-9\\u00C0-\\u024F-])";
const house = "\\d{1,4}(?: ?[A-Za-z](?![A-Za-z0-9-]))?(?![A-Za-z0-9-])";
const postal = `(?:[A-Z]{1,2}[ -])?(?:\\d{3} ?\\d{2}|\\d{4,5}(?: ?[A-Z]{2})?) ${capital}${small}{1,24}(?: ${capital}${small}{1,24})?`;
const town = `(?:(?:, ?(?:(?:lgh|vån|våning|apt\\.?) ?\\d{1,4}|\\d{1,2} tr\\.?))?(?:,? ?\\n?${postal})?)?`;

const suffixes = [
  "gatan|gata|vägen|väg|gränd(?:en)?|stigen|torget|allén?|platsen|backen|leden|gården|kajen",
  "veien|vei|vegen|gaten|gate|vej|gade|katu|tie|kuja|polku|stra(?:ß|ss)e|str\\.|weg|platz|allee|gasse|ufer|damm",
  "straat|laan|gracht|kade|plein|dreef",
].join("|");

const patterns = [
  // A postal town behind it tells a street of any name.
  new RegExp(`${before}${capital}${small}{2,24} ${house}, ?${postal}`, "g"),
  new RegExp(`${before}${capital}${small}{1,24}(?:${suffixes}) ${house}${town}`, "g"),
  new RegExp(
    `${before}(?:${capital}${small}{1,20}s? ){1,2}(?:[Gg]atan?|[Vv]äg(?:en)?|[Gg]ränd|[Tt]org(?:et)?|[Pp]lats(?:en)?|gate|vei|[Aa]llé|Straße|Strasse|Weg|Platz) ${house}${town}`,
    "g",
  ),
  new RegExp(
    `${before}\\d{1,5}[A-Za-z]? (?:${capital}${small}{1,20}'?s? ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Square|Sq|Way|Close|Crescent|Terrace|Place|Gardens|Grove|Mews|Row)\\b\\.?(?:, ${capital}${small}{1,24}(?: [A-Z]{1,2}\\d[A-Z0-9]? \\d[A-Z]{2}|,? [A-Z]{2} \\d{5}))?`,
    "g",
  ),
  new RegExp(
    `${before}\\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|impasse|quai)(?: (?:de|du|des|la|le|l'|d'|les)){0,3} ?${capital}${small}{1,24}${town}`,
    "g",
  ),
  new RegExp(
    `${before}(?:Calle|Avenida|Plaza|Paseo|Via|Viale|Piazza|Corso|ul\\.|al\\.)(?: (?:de|del|la|di|della|dei))?(?: ${capital}${small}{1,24}){1,3},? ${house}${town}`,
    "g",
  ),
];
