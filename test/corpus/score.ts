import type { Finding, PersonalDataKind } from "#domain/personal-data.ts";
import type { CorpusText, Label } from "./read-corpus.ts";

/** What design section 2 refuses; the other kinds are stored, and reported. */
export const highKinds: readonly PersonalDataKind[] = [
  "NATIONAL_ID",
  "PAYMENT_CARD",
  "IBAN",
  "PASSPORT",
  "DRIVING_LICENCE",
  "PRIVATE_KEY",
  "BEARER_TOKEN",
  "PASSWORD",
];

/** A place in a text of the corpus, without the value. */
export type Place = Label & { id: string };

export type Score = { labelled: number; found: number; missed: Place[]; wrong: Place[] };

/** The score of one kind, whatever confidence the findings have. */
export function scoreOfKind(
  texts: readonly CorpusText[],
  findings: readonly Finding[][],
  kind: PersonalDataKind,
): Score {
  return score(texts, findings, {
    labels: (label) => label.kind === kind,
    findings: (finding) => finding.kind === kind,
  });
}

/** The score of what would be refused: findings of HIGH confidence against labels of the kinds that design refuses. */
export function scoreOfHigh(texts: readonly CorpusText[], findings: readonly Finding[][]): Score {
  return score(texts, findings, {
    labels: (label) => highKinds.includes(label.kind),
    findings: (finding) => finding.confidence === "HIGH",
  });
}

/** The share of the findings that are right; 1 where nothing was found. */
export function precision({ found, wrong }: Score): number {
  return found === 0 ? 1 : (found - wrong.length) / found;
}

/** The share of the labels that were found; 1 where nothing was labelled. */
export function recall({ labelled, missed }: Score): number {
  return labelled === 0 ? 1 : (labelled - missed.length) / labelled;
}

type Counted = { labels: (label: Label) => boolean; findings: (finding: Finding) => boolean };

function score(
  texts: readonly CorpusText[],
  findings: readonly Finding[][],
  counted: Counted,
): Score {
  const total: Score = { labelled: 0, found: 0, missed: [], wrong: [] };
  for (const [at, { id, labels: allLabels }] of texts.entries()) {
    const labels = allLabels.filter(counted.labels);
    const found = (findings[at] ?? []).filter(counted.findings);
    total.labelled += labels.length;
    total.found += found.length;
    total.missed.push(...unmatched(labels, found).map((label) => place(id, label)));
    total.wrong.push(...unmatched(found, labels).map((finding) => place(id, finding)));
  }
  return total;
}

function unmatched(ones: readonly Label[], others: readonly Label[]): readonly Label[] {
  return ones.filter((one) => !others.some((other) => matches(one, other)));
}

/** At 80 % of the union, two places that do not overlap each other cannot both match a third. */
function matches(one: Label, other: Label): boolean {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  const union = Math.max(one.end, other.end) - Math.min(one.start, other.start);
  return one.kind === other.kind && shared / union >= 0.8;
}

function place(id: string, { kind, start, end }: Label): Place {
  return { id, kind, start, end };
}
