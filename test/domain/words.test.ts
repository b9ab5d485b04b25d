import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { words } from "#domain/words.ts";

describe("words", () => {
  test.each<[string, string, string[]]>([
    ["nothing in a blank text", " \n ", []],
    ["nothing in punctuation alone", "*** — !?", []],
    ["lower case, each word once, in order", "Mail mail stops MAIL", ["mail", "stops"]],
    ["numbers are words", "Error 550-5.1.1", ["error", "550", "5", "1"]],
    [
      "an address is its parts",
      "anna@alfa-partner.example",
      ["anna", "alfa", "partner", "example"],
    ],
    ["diacritics are folded", "Résumé ÅÄÖ åäö", ["resume", "aao"]],
    ["composed and decomposed are one", "caf\u00e9 cafe\u0301", ["cafe"]],
    [
      "strokes and ligatures are folded",
      "Østergård Łódź Straße STRASSE œuvre",
      ["ostergard", "lodz", "strasse", "oeuvre"],
    ],
    ["a Turkish capital is an ordinary i", "İZMİR ızgara", ["izmir", "izgara"]],
    ["both sigmas are one", "ΟΔΟΣ οδοσ", ["οδοσ"]],
    ["Greek accents and Cyrillic breves are folded", "Αθήνα Йод", ["αθηνα", "иод"]],
    ["Arabic and Hebrew vowel points are folded", "كَتَبَ שָׁלוֹם", ["كتب", "שלום"]],
    ["Devanagari vowel signs stay in their word", "हिन्दी भाषा", ["हिन्दी", "भाषा"]],
    ["a Japanese voicing mark stays", "ガイド か", ["ガイド", "か"]],
    ["Hangul stays in syllables", "한국어", ["한국어"]],
    ["compatibility forms are one", "Ｇｍａｉｌ ﬁle ②", ["gmail", "file", "2"]],
    ["an emoji is no word", "ok 👍", ["ok"]],
  ])("%s", (_, text, expected) => {
    const found = words(text);

    expect(found).toEqual(expected);
  });

  test("cuts a word at 40 code points, so that an index entry stays short", () => {
    const found = words(`${"a".repeat(50)} ${"𝒳".repeat(3)} ${"𐐨".repeat(41)}`);

    expect(found).toEqual(["a".repeat(40), "xxx", "𐐨".repeat(40)]);
  });

  test("finds its own words again in any text, so that an index and a query agree", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const found = words(text);

        expect(words(found.join(" "))).toEqual(found);
        for (const word of found) expect(Array.from(word).length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 2000 },
    );
  });
});
