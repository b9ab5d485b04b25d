import type { Finding, PersonalDataKind } from "./personal-data.ts";

/** Which value has which number, over all the texts that are masked together. It holds the values: never store it. */
export type Numbering = {
  numbers: Map<string, number>;
  last: Map<string, number>;
};

/** A numbering that leaves out the placeholders that stand in the texts already. */
export function newNumbering(texts: readonly string[] = []): Numbering {
  const numbering: Numbering = { numbers: new Map(), last: new Map() };
  for (const text of texts) leaveOut(text, numbering);
  return numbering;
}

/**
 * The text with each finding replaced by a placeholder such as `[IBAN-1]`; the same value, whatever its
 * case, blanks and hyphens, has the same one throughout a numbering. Findings must not overlap.
 */
export function masked(text: string, findings: readonly Finding[], numbering: Numbering): string {
  leaveOut(text, numbering);
  let rest = 0;
  let result = "";
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    const value = text.slice(finding.start, finding.end);
    const placeholder = `[${finding.kind}-${numberOf(finding.kind, value, numbering)}]`;
    result += text.slice(rest, finding.start) + placeholder;
    rest = finding.end;
  }
  return result + text.slice(rest);
}

/** What may be told of a finding: at most the country of an IBAN or the issuer's digit of a card, and nothing of a secret. */
export function excerptOf(text: string, { kind, start, end }: Finding): string {
  const shown = text.slice(start, start + shownLength[kind]);
  const length = Math.min(end - start, excerptLengthMax);
  return secrets.has(kind) ? "" : shown + "•".repeat(length - shown.length);
}

/**
 * The findings, which come by their place, with it in Unicode code points, as the contract counts. The text is
 * counted through once, whatever their number.
 */
export function inCodePoints(text: string, findings: readonly Finding[]): Finding[] {
  let units = 0;
  let points = 0;
  const upTo = (end: number) => {
    points += codePoints(text.slice(units, end));
    units = end;
    return points;
  };
  return findings.map((finding) => ({
    ...finding,
    start: upTo(finding.start),
    end: upTo(finding.end),
  }));
}

const excerptLengthMax = 12;

const shownLength: Record<PersonalDataKind, number> = {
  IBAN: 2,
  PAYMENT_CARD: 1,
  NATIONAL_ID: 0,
  PASSPORT: 0,
  DRIVING_LICENCE: 0,
  PRIVATE_KEY: 0,
  BEARER_TOKEN: 0,
  PASSWORD: 0,
  EMAIL_ADDRESS: 0,
  PHONE_NUMBER: 0,
  DATE_OF_BIRTH: 0,
  STREET_ADDRESS: 0,
};

/** Kinds whose very length tells too much. */
const secrets: ReadonlySet<PersonalDataKind> = new Set(["PRIVATE_KEY", "BEARER_TOKEN", "PASSWORD"]);

function leaveOut(text: string, { last }: Numbering): void {
  for (const [, kind = "", digits] of text.matchAll(/\[([A-Z_]{4,15})-(\d{1,9})\]/g)) {
    last.set(kind, Math.max(last.get(kind) ?? 0, Number(digits)));
  }
}

function numberOf(kind: PersonalDataKind, value: string, { numbers, last }: Numbering): number {
  const key = `${kind} ${value.replace(/[\s\p{Pd}]/gu, "").toLowerCase()}`;
  const number = numbers.get(key) ?? (last.get(kind) ?? 0) + 1;
  numbers.set(key, number);
  last.set(kind, Math.max(last.get(kind) ?? 0, number));
  return number;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
