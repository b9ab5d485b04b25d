import { describe, expect, test } from "vitest";
import { localDetector } from "#adapters/personal-data/local-detector.ts";
import type { Finding, PersonalDataDetector } from "#domain/personal-data.ts";
import { holdsPersonalData } from "#platform/screen-stream.ts";

const card = "4111111111111111";
const line = "2026-03-10 12:00:00 smtp: 250 2.0.0 OK, queued as 1A2B3C\n";
const quiet = (length: number) => line.repeat(Math.ceil(length / line.length)).slice(-length);

/** Finds that one number where it stands by itself; quick, and as strict as a real one about what is around it. */
const ofOneCard: PersonalDataDetector = {
  detect: async (texts) => texts.map((text) => [...text.matchAll(alone)].map(found)),
};
const alone = /(?<!\d)4111111111111111(?!\d)/g;

function found({ index }: RegExpExecArray): Finding {
  return { kind: "PAYMENT_CARD", confidence: "HIGH", start: index, end: index + card.length };
}

const holds = (text: string, chunkLength?: number) =>
  holdsPersonalData(chunksOf(Buffer.from(text), chunkLength), ofOneCard, 60_000);

describe("searching a text of any length", () => {
  test("passes a log without personal data", async () => {
    expect(await holds(quiet(2_500_000))).toBe(false);
  });

  test.each([0, 999_970, 999_990, 1_000_000, 1_500_000, 2_499_990])(
    "finds a number after %i characters",
    async (at) => {
      expect(await holds(`${quiet(at)}${card} ${quiet(2_500_000 - at)}`)).toBe(true);
    },
  );

  test("finds a number that the end of a chunk cuts, in a line without end", async () => {
    const text = `${" ".repeat(999_990)}${card}${" ".repeat(10_000)}`;

    expect(await holds(text, 1_000_000)).toBe(true);
  });

  test("cuts no long number into one that is somebody's", async () => {
    const trace = `trace=77777777777777${card}`;
    const rest = ` ${quiet(1_983)}`;
    const text = `${quiet(1_000_000 - trace.length - rest.length)}${trace}${rest}`;

    expect(text).toHaveLength(1_000_000);
    expect(await holds(text + quiet(5_000), 1_000_000)).toBe(false);
    expect(await holds(`${quiet(999_984)}${card}7\n${quiet(5_000)}`, 1_000_000)).toBe(false);
  });

  test("holds no more than a window of a line that has no end", async () => {
    const seen: number[] = [];
    const watching: PersonalDataDetector = {
      detect: async (texts) => {
        seen.push(...texts.map((text) => text.length));
        return texts.map(() => []);
      },
    };

    await holdsPersonalData(chunksOf(Buffer.from("7".repeat(5_000_000))), watching, 60_000);

    expect(Math.max(...seen)).toBeLessThan(1_100_000);
    expect(seen.length).toBeGreaterThan(4);
  });
});

const search = (bytes: Buffer, chunkLength: number) =>
  holdsPersonalData(chunksOf(bytes, chunkLength), localDetector(), 60_000);

describe("searching a text", () => {
  test("finds what chunks share between them, in the middle of a character", async () => {
    const text = `${"å".repeat(9)} Lösenord: Vår!sommar8`;

    expect(await search(Buffer.from(text), 7)).toBe(true);
  });

  test("lets addresses pass, of which nobody is sure", async () => {
    const text = "Skriv till olle@lindqvist.example, eller ring +46 8 123 456 78.";

    expect(await search(Buffer.from(text), 1_000)).toBe(false);
  });

  test.each([
    ["little", false],
    ["big", true],
  ])("reads UTF-16 with a mark, the %s end first", async (_, swapped) => {
    const bytes = Buffer.from(`\ufeff${quiet(1_000)}${card}`, "utf16le");

    expect(await search(swapped ? bytes.swap16() : bytes, 333)).toBe(true);
  });

  test("finds nothing in nothing", async () => {
    expect(await search(Buffer.from(""), 1)).toBe(false);
  });
});

async function* chunksOf(bytes: Buffer, length = 65_536): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
