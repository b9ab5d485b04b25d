import { type Finding, type PersonalDataDetector, withoutOverlap } from "#domain/personal-data.ts";
import { inWindows } from "./in-windows.ts";
import { read } from "./reading.ts";
import type { Recogniser } from "./recogniser.ts";

/**
 * Finds personal data in this process: nothing leaves it, and the work grows with the length of the text.
 * What knows the numbers of all countries is imported by the first text, so that a cold start without one does not pay.
 */
export function localDetector(): PersonalDataDetector {
  return {
    async detect(texts) {
      const { recognisers } = await import("./recognisers.ts");
      const found: Finding[][] = [];
      for (const text of texts) {
        found.push(await inWindows(text, (piece) => findingsIn(piece, recognisers)));
      }
      return found;
    },
  };
}

function findingsIn(text: string, recognisers: readonly Recogniser[]): Finding[] {
  const reading = read(text);
  return withoutOverlap(
    recognisers.flatMap((recognise) => recognise(reading)),
    text.length,
  );
}
