import { describe, expect, test } from "vitest";
import {
  tokensForViewers,
  tokensOf,
  tokensOfTexts,
  viewerToken,
  wordsToIndex,
  wordToken,
} from "#domain/index-tokens.ts";

describe("tokensOf", () => {
  test("lets each viewer find the case without a word, and by each word", () => {
    expect(tokensOf(["support", "customer:1001"], ["mail", "late"])).toEqual([
      "support",
      "support mail",
      "support late",
      "customer:1001",
      "customer:1001 mail",
      "customer:1001 late",
    ]);
  });

  test("holds just what lists and searches ask for", () => {
    expect(tokensOf(["support"], ["mail"])).toEqual([
      viewerToken("support"),
      wordToken("support", "mail"),
    ]);
  });
});

describe("wordsToIndex", () => {
  test.each([
    [3, ["mail", "is", "late"]],
    [2, ["mail", "is"]],
    [0, []],
    [-1, []],
  ])("takes as many words as there is room for (%i): %j", (room, expected) => {
    expect(wordsToIndex(["Mail is late", "late mail"], room)).toEqual(expected);
  });

  test("keeps the last word of a text and the first of the next apart", () => {
    expect(wordsToIndex(["mail", "late"], 10)).toEqual(["mail", "late"]);
  });
});

describe("tokensOfTexts", () => {
  test("lets everybody find the words of open texts, and support alone those of notes", () => {
    const texts = { open: ["Mail", "late mail"], internal: ["mail suspect"] };

    const { tokens } = tokensOfTexts(["support", "customer:1001"], texts);

    expect(tokens).toEqual([
      "support",
      "support mail",
      "support late",
      "customer:1001",
      "customer:1001 mail",
      "customer:1001 late",
      "support suspect",
    ]);
  });

  test("covers 3000 words, those of open texts first, so that one document can hold the index", () => {
    const open = Array.from({ length: 2_999 }, (_, i) => `w${i}`).join(" ");

    const { tokens, wordCount } = tokensOfTexts(["support"], {
      open: [open],
      internal: ["one two"],
    });

    expect(wordCount).toBe(3_000);
    expect(tokens.slice(-2)).toEqual(["support w2998", "support one"]);
  });
});

describe("tokensForViewers", () => {
  const tokens = [
    ...tokensOf(["support"], ["mail", "suspect"]),
    ...tokensOf(["customer:1001", "partner:alfa-partner.example"], ["mail"]),
  ];
  const given = { model: "customer:1001", keep: "support" };

  test("gives new viewers the words of the customer, never those of notes", () => {
    const viewers = ["support", "customer:1001", "partner:beta-partner.example"];

    expect(tokensForViewers(tokens, { ...given, viewers })).toEqual([
      "support",
      "support mail",
      "support suspect",
      "customer:1001",
      "customer:1001 mail",
      "partner:beta-partner.example",
      "partner:beta-partner.example mail",
    ]);
  });

  test("leaves nothing of a viewer that is gone", () => {
    const made = tokensForViewers(tokens, { ...given, viewers: ["support", "customer:1001"] });

    expect(made.filter((token) => token.includes("alfa"))).toEqual([]);
  });

  test("run again makes the same", () => {
    const viewers = ["support", "customer:1001", "partner:beta-partner.example"];
    const made = tokensForViewers(tokens, { ...given, viewers });

    expect(tokensForViewers(made, { ...given, viewers })).toEqual(made);
  });

  test("tells a viewer from one whose name begins alike", () => {
    const alike = tokensOf(["customer:10010"], ["secret"]);

    const made = tokensForViewers([...tokens, ...alike], { ...given, viewers: ["customer:1001"] });

    expect(made).not.toContain("customer:1001 secret");
  });
});
