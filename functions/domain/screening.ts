import { excerptOf, inCodePoints, masked, type Numbering, newNumbering } from "./masking.ts";
import type { Finding, PersonalDataDetector, PersonalDataKind } from "./personal-data.ts";
import { Refusal } from "./refusal.ts";

/** What was found in a field of a request, told without the value. Offsets in Unicode code points, `end` excluded. */
export type Notice = {
  field: string;
  kind: PersonalDataKind;
  start: number;
  end: number;
  excerpt: string;
};

/** The texts of a request after the search for personal data, by the names of their fields. */
export type Screening<F extends string = string> = {
  /** As they are to be stored: masked where the caller asked for that. */
  texts: Partial<Record<F, string>>;
  /** What must not be stored, and stands in the texts still. */
  refused: readonly Notice[];
  /** What is stored, and reported. */
  warnings: readonly Notice[];
};

type Given<F extends string> = Partial<Record<F, string | undefined>>;

/** Searches the texts of a request. Nothing is refused here: who may not even ask must not learn what was found. */
export async function screen<F extends string>(
  detector: PersonalDataDetector,
  given: Given<F>,
  { redact }: { redact: boolean },
): Promise<Screening<F>> {
  const fields = Object.entries(given).filter(
    (entry): entry is [F, string] => typeof entry[1] === "string",
  );
  const found = await detector.detect(fields.map(([, text]) => text));
  // The placeholders that stand in any of the texts are taken, also in those that are masked later.
  const numbering = newNumbering(fields.map(([, text]) => text));
  const texts: Partial<Record<F, string>> = {};
  const refused: Notice[] = [];
  const warnings: Notice[] = [];
  for (const [index, [field, text]] of fields.entries()) {
    const [certain, uncertain] = byConfidence(found[index] ?? []);
    texts[field] = redact ? await redacted(text, certain, { detector, numbering }) : text;
    if (!redact) refused.push(...noticesOf(field, text, certain.slice(0, noticesMax)));
    warnings.push(...noticesOf(field, text, uncertain.slice(0, noticesMax)));
  }
  return { texts, refused: refused.slice(0, noticesMax), warnings: warnings.slice(0, noticesMax) };
}

/**
 * The text with all of which the detector is sure replaced: also what stands beside a longer finding, and
 * what shows only once that is gone. Refuses a text that does not come clean.
 */
async function redacted(
  text: string,
  certain: readonly Finding[],
  { detector, numbering }: { detector: PersonalDataDetector; numbering: Numbering },
): Promise<string> {
  let clean = text;
  let left = certain;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === roundsMax) throw notRedactable();
    clean = masked(clean, left, numbering);
    const [findings = []] = await detector.detect([clean]);
    [left] = byConfidence(findings);
  }
  return clean;
}

const roundsMax = 5;

function notRedactable(): Refusal {
  return new Refusal("PII_DETECTED", "Not all personal data in this text could be replaced.", {
    remedy: "Take it out by hand.",
  });
}

/** More would be an answer larger than the request that it answers. */
const noticesMax = 50;

function byConfidence(findings: readonly Finding[]): [certain: Finding[], uncertain: Finding[]] {
  return [
    findings.filter(({ confidence }) => confidence === "HIGH"),
    findings.filter(({ confidence }) => confidence === "LOW"),
  ];
}

/** What is told of the findings in a text, in their order: never a value. */
export function noticesOf(field: string, text: string, findings: readonly Finding[]): Notice[] {
  const excerpts = findings.map((finding) => excerptOf(text, finding));
  return inCodePoints(text, findings).map(({ kind, start, end }, index) => ({
    field,
    kind,
    start,
    end,
    excerpt: excerpts[index] ?? "",
  }));
}

/** Refuses what holds personal data of which the detector is sure; for callers who are admitted. */
export function requireNoPersonalData({ refused }: Pick<Screening, "refused">): void {
  if (refused.length === 0) return;
  throw new Refusal("PII_DETECTED", "Personal data must not stand in a case or an attachment.", {
    findings: refused,
    remedy: "Take it out, or send redactPii=true to have it replaced by placeholders.",
  });
}
