import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Replacement, replacer } from "#domain/replacement.ts";

const out = (value: string, over: Partial<Replacement> = {}): Replacement => ({
  value,
  placeholder: "[X]",
  wordsOnly: false,
  ...over,
});
const whole = (value: string) => out(value, { wordsOnly: true });

describe("replacer", () => {
  test("takes every occurrence out and counts them", () => {
    const replace = replacer([out("Erik Ek")]);

    const replaced = replace("Erik Ek called; Erik Eklund is Erik Ek's chief.");

    expect(replaced).toEqual({ text: "[X] called; [X]lund is [X]'s chief.", count: 3 });
  });

  test("leaves a text alone in which nothing of it stands", () => {
    expect(replacer([out("Erik Ek")])("ERIK EK, Erik  Ek")).toEqual({
      text: "ERIK EK, Erik  Ek",
      count: 0,
    });
  });

  test.each([
    ["811228-9874", "8112289874 and 811228 9874 and 81 12 28-98 74."],
    ["SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466, SE45-5000-0000-0583-9825-7466"],
    ["GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19"],
    ["4111 1111 1111 1111", "4111\u00A01111\u00A01111\u00A01111 and 4111–1111–1111–1111"],
  ])("finds %s however blanks and hyphens stand next to its digits", (value, text) => {
    const replaced = replacer([out(value)])(text);

    expect(replaced.text.replaceAll("[X]", "")).toMatch(/^[ ,.and]*$/);
    expect(replaced.count).toBeGreaterThan(0);
  });

  test("keeps the blanks around a number, and numbers of another line", () => {
    expect(replacer([out("12-34")])("a 1234 b\n12\n34").text).toBe("a [X] b\n12\n34");
  });

  test.each([
    ["- 811228-9874 -", "was (811228 9874)", "was ([X])"],
    ["12-", "12-34", "[X]"],
  ])("does not mind blanks and hyphens at the ends of %j", (value, text, expected) => {
    const long = value === "12-" ? [out("12-34")] : [out(value)];

    expect(replacer(long)(text).text).toBe(expected);
  });

  test("takes the longest of those that begin at one place, and the first of two that are alike", () => {
    const replace = replacer([
      out("Erik", { placeholder: "[1]" }),
      out("Erik Ek", { placeholder: "[2]" }),
      out("12-34", { placeholder: "[3]" }),
      out("1234", { placeholder: "[4]" }),
    ]);

    expect(replace("Erik Ek, Erik, 12 34").text).toBe("[2], [1], [3]");
  });

  test("goes on behind what it took out", () => {
    expect(replacer([out("aba")])("ababa aba")).toEqual({ text: "[X]ba [X]", count: 2 });
  });

  test("takes whole words alone where told, and a whole text however short", () => {
    const replace = replacer([whole("yes"), whole("no")]);

    const texts = ["yes", "Oh yes, yesterday", "eyes no", "no", "éyes", "yes𝔞", "𝔞yes"];
    expect(texts.map((text) => replace(text).text)).toEqual([
      "[X]",
      "Oh [X], yesterday",
      "eyes no",
      "[X]",
      "éyes",
      "yes𝔞",
      "𝔞yes",
    ]);
  });

  test("takes out what is too short to be looked for within texts from nowhere else", () => {
    expect(replacer([out("1-2")])("1-2 and 12")).toEqual({ text: "1-2 and 12", count: 0 });
  });

  test("holds for any text: the value is gone, and nothing else is", () => {
    const part = fc.string({
      unit: fc.constantFrom("a", "b", "1", "2", " ", "-", "å", "\n", "𝔞"),
      maxLength: 12,
    });
    const value = fc
      .string({
        unit: fc.constantFrom("a", "b", "1", "2", " ", "-", "å"),
        minLength: 3,
        maxLength: 8,
      })
      .filter((text) => /[ab12å].*[ab12å].*[ab12å]/.test(text) && text.trim() === text)
      .filter((text) => !/^-|-$/.test(text));
    fc.assert(
      fc.property(value, fc.array(part, { minLength: 1, maxLength: 5 }), (secret, parts) => {
        const text = parts.join(secret);

        const replaced = replacer([out(secret, { placeholder: "◊" })])(text);

        expect(replaced.text.includes(secret)).toBe(false);
        const pieces = replaced.text.split("◊");
        expect(pieces.length).toBe(replaced.count + 1);
        let from = 0;
        for (const piece of pieces) {
          const found = text.indexOf(piece, from);
          expect(found).toBeGreaterThanOrEqual(from);
          from = found + piece.length;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("does work that grows with the text, not with the number of values", () => {
    const values = Array.from({ length: 20_000 }, (_, at) => out(`811228${100_000 + at}`));
    const replace = replacer(values);

    const replaced = replace(values.map(({ value }) => value).join("\n"));

    expect(replaced.count).toBe(20_000);
  });
});
