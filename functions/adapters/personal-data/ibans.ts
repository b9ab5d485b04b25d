import iban from "validator/lib/isIBAN.js";
import type { Finding } from "#domain/personal-data.ts";
import { groupGap } from "./reading.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** International bank account numbers with a valid check number, printed or compact, in either case. */
export const ibans: Recogniser = ({ text }) => {
  const found: Finding[] = [];
  for (const { value, start } of spans(text, shape)) {
    const length = ends(value).find((end) => validIban(value.slice(0, end)));
    if (length === undefined) continue;
    found.push({ kind: "IBAN", confidence: "HIGH", start, end: start + length });
  }
  return found;
};

/** Compact, or in groups as people write them; what follows in further groups may be other words. */
const shape = new RegExp(
  `(?<![A-Za-z0-9_\\-+.@#%])[A-Za-z]{2} ?\\d{2}(?:[A-Za-z0-9]{11,30}(?![A-Za-z0-9_])|[A-Za-z0-9]{0,8}(?:(?:${groupGap})[A-Za-z0-9]{1,12}(?![A-Za-z0-9])){1,8})`,
  "g",
);

const lengthMin = 15;

/** Where an IBAN may end: behind each group. Only one end has the length of its country. */
function ends(value: string): number[] {
  const gaps = [...value.matchAll(/(?<=[A-Za-z0-9])[^A-Za-z0-9]/g)].map(({ index }) => index);
  return [...gaps, value.length].filter((end) => end >= lengthMin);
}

function validIban(value: string): boolean {
  return isIBAN(value.replace(/[^A-Za-z0-9]/g, ""));
}

/** Node and bundlers hand out all that a CommonJS module exports, vitest what it exports by default. */
const isIBAN = typeof iban === "function" ? iban : iban.default;
