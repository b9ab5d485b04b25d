import { z } from "zod";

/** What personal data may be, by the names that answers use. */
export const PersonalDataKind = z.enum([
  "NATIONAL_ID",
  "PAYMENT_CARD",
  "IBAN",
  "PASSPORT",
  "DRIVING_LICENCE",
  "PRIVATE_KEY",
  "BEARER_TOKEN",
  "PASSWORD",
  "EMAIL_ADDRESS",
  "PHONE_NUMBER",
  "DATE_OF_BIRTH",
  "STREET_ADDRESS",
]);
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** Something found in a text, by its place in it in UTF-16 units, `end` excluded. */
export type Finding = {
  kind: PersonalDataKind;
  /** HIGH must not be stored; LOW is stored, and reported. */
  confidence: "HIGH" | "LOW";
  start: number;
  end: number;
};

export interface PersonalDataDetector {
  /** What stands in each text, in the order of the texts; findings by their place, and never overlapping. */
  detect(texts: readonly string[]): Promise<Finding[][]>;
}

/** The findings of which none overlaps another: the more certain, then the longer, then the earlier in the list stays. */
export function withoutOverlap(found: readonly Finding[], textLength: number): Finding[] {
  const taken = new Uint8Array(textLength);
  const kept = found.toSorted(byRight).filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.toSorted((one, other) => one.start - other.start);
}

function byRight(one: Finding, other: Finding): number {
  if (one.confidence !== other.confidence) return one.confidence === "HIGH" ? -1 : 1;
  return other.end - other.start - (one.end - one.start);
}
