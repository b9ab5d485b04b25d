import { localDetector } from "#adapters/personal-data/local-detector.ts";

const detector = localDetector();

/** What is found in a text, as `KIND value`, with a question mark behind the kind where it is only reported. */
export async function foundIn(text: string): Promise<string[]> {
  const [found = []] = await detector.detect([text]);
  return found.map(
    ({ kind, confidence, start, end }) =>
      `${kind}${confidence === "LOW" ? "?" : ""} ${text.slice(start, end)}`,
  );
}
