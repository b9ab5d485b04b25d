import { TextDecoder } from "node:util";
import type { PersonalDataDetector } from "#domain/personal-data.ts";

// As much text as is looked at in one go, and how much of it is looked at again with what follows: more than
// any identifier and the words around it.
const windowLength = 1_000_000;
const overlapLength = 2_000;

/**
 * Whether a text of any length holds personal data of which the detector is sure; no more than a window of
 * it is held. "unfinished" where the time given, in milliseconds, was not enough for all of it.
 */
export async function holdsPersonalData(
  bytes: AsyncIterable<Uint8Array>,
  detector: PersonalDataDetector,
  timeMs: number,
): Promise<boolean | "unfinished"> {
  const startedAt = performance.now();
  let text = "";
  for await (const part of decoded(bytes)) {
    text += part;
    if (text.length < windowLength) continue;
    const end = lineStart(text, text.length);
    if (await findsAny(text.slice(0, end), detector)) return true;
    if (performance.now() - startedAt > timeMs) return "unfinished";
    text = text.slice(lineStart(text, end - overlapLength));
  }
  return findsAny(text, detector);
}

/** The text in UTF-8, or in UTF-16 where the mark at its beginning says so. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? "";
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** Where the line at a place begins, so that no long number is cut into one that is somebody's; the place itself in a line without end. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return at - start < overlapLength ? start : at;
}

async function findsAny(text: string, detector: PersonalDataDetector): Promise<boolean> {
  const [findings = []] = await detector.detect([text]);
  return findings.some(({ confidence }) => confidence === "HIGH");
}
