import type { protos } from "@google-cloud/dlp";
import type { Finding, PersonalDataKind } from "#domain/personal-data.ts";
import { kindOf } from "./info-types.ts";
import type { Piece } from "./pieces.ts";

type InspectResult = protos.google.privacy.dlp.v2.IInspectResult;
type DlpFinding = protos.google.privacy.dlp.v2.IFinding;

/** DLP's findings in our terms, each with the text in which it stands. Throws where DLP names no place. */
export function findingsOf(
  result: InspectResult,
  pieces: readonly Piece[],
): { text: number; finding: Finding }[] {
  const places = pieces.map(({ value }) => unitsOf(value));
  return (result.findings ?? []).flatMap((found) => {
    const kind = kindOf(found.infoType?.name ?? "");
    if (kind === undefined) return [];
    const row = rowOf(found);
    const piece = pieces[row];
    const range = found.location?.codepointRange;
    const start = places[row]?.[Number(range?.start ?? 0)];
    const end = places[row]?.[Number(range?.end)];
    if (piece === undefined || start === undefined || end === undefined)
      throw new Error("DLP names a place that is not in the text.");
    const confidence = confidenceOf(kind, found.likelihood);
    return [
      {
        text: piece.text,
        finding: { kind, confidence, start: piece.start + start, end: piece.start + end },
      },
    ];
  });
}

/** protobuf leaves out a nought, so that no row is the first. */
function rowOf({ location }: DlpFinding): number {
  const [content] = location?.contentLocations ?? [];
  return Number(content?.recordLocation?.tableLocation?.rowIndex ?? 0);
}

/** Kinds that are stored and reported, however sure DLP is. */
const reported: ReadonlySet<PersonalDataKind> = new Set([
  "EMAIL_ADDRESS",
  "PHONE_NUMBER",
  "DATE_OF_BIRTH",
  "STREET_ADDRESS",
]);

function confidenceOf(
  kind: PersonalDataKind,
  likelihood: DlpFinding["likelihood"],
): Finding["confidence"] {
  return sure.has(String(likelihood)) && !reported.has(kind) ? "HIGH" : "LOW";
}

const sure: ReadonlySet<string> = new Set(["LIKELY", "VERY_LIKELY"]);

/** For each code point of the text, and its end, the place in UTF-16 units. */
function unitsOf(text: string): number[] {
  const units: number[] = [];
  let at = 0;
  for (const character of text) {
    units.push(at);
    at += character.length;
  }
  units.push(at);
  return units;
}
