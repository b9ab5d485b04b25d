import { describe, expect, test } from "vitest";
import { inWindows } from "#adapters/personal-data/in-windows.ts";
import type { Finding } from "#domain/personal-data.ts";

const card = "4111111111111111";
const quiet = (length: number) => ".".repeat(length);

/** Finds one number where it stands by itself, and notes how much it was given at a time. */
function ofOneCard(lengths: number[] = []) {
  return (text: string): Finding[] => {
    lengths.push(text.length);
    return [...text.matchAll(/(?<!\d)4111111111111111(?!\d)/g)].map(({ index }) => ({
      kind: "PAYMENT_CARD",
      confidence: "HIGH",
      start: index,
      end: index + card.length,
    }));
  };
}

describe("a long text that is searched in windows", () => {
  test.each([0, 97_999, 99_984, 99_992, 99_999, 100_000, 100_001, 119_990, 200_000, 349_984])(
    "has a number after %i characters found, once and in its place",
    async (at) => {
      const text = `${quiet(at)}${card}${quiet(350_000 - at - card.length)}`;

      const found = await inWindows(text, ofOneCard());

      expect(found.map(({ start, end }) => [start, end])).toEqual([[at, at + 16]]);
    },
  );

  // Where a window's own characters begin, and where what it sees before them does.
  test.each([
    [97_997, `777${card}`],
    [99_997, `777${card}`],
    [99_984, `${card}777`],
    [119_984, `${card}777`],
  ])(
    "has no longer number after %i characters cut into one that is somebody's",
    async (at, long) => {
      const text = `${quiet(at)}${long}${quiet(200_000)}`;

      expect(await inWindows(text, ofOneCard())).toEqual([]);
    },
  );

  test("is given by pieces of a bounded length, and lets other work be done in between", async () => {
    const lengths: number[] = [];
    let othersDone = 0;
    const other = setInterval(() => {
      othersDone += 1;
    }, 0);

    await inWindows(quiet(2_000_000), (text) => {
      const until = performance.now() + 3;
      while (performance.now() < until);
      return ofOneCard(lengths)(text);
    });
    clearInterval(other);

    expect(lengths).toHaveLength(20);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(122_000);
    expect(othersDone).toBeGreaterThan(5);
  });
});
