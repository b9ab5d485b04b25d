import { describe, expect, test } from "vitest";
import {
  indexBytesMax,
  tokensForViewers,
  tokensOfTexts,
  tokensToAdd,
  viewerToken,
  wordToken,
} from "#domain/index-tokens.ts";

const customer = "customer:1001";
const alfa = "partner:alfa-partner.example";
const beta = "partner:beta-partner.example";

describe("tokensToAdd", () => {
  test("lets each viewer find the case by each word, once", () => {
    expect(tokensToAdd(["support", customer], ["Mail is", "mail"], 1_000).tokens).toEqual([
      "support mail",
      "customer:1001 mail",
      "support is",
      "customer:1001 is",
    ]);
  });

  test.each([
    [24, ["support mail", "support late"]],
    [23, ["support mail"]],
    [0, []],
    [-1, []],
  ])("takes as many words as there is room for: %i bytes", (room, expected) => {
    expect(tokensToAdd(["support"], ["mail late"], room).tokens).toEqual(expected);
  });

  test("counts bytes, not characters, for that is what a document holds", () => {
    expect(tokensToAdd(["support"], ["火"], 1_000).indexBytes).toBe(11);
  });
});

describe("tokensOfTexts", () => {
  test("lets everybody find the words of open texts, and support alone those of notes", () => {
    const texts = { open: ["Mail", "late mail"], internal: ["mail suspect"] };

    const { tokens } = tokensOfTexts(["support", customer], texts);

    expect(tokens.toSorted()).toEqual([
      "customer:1001",
      "customer:1001 late",
      "customer:1001 mail",
      "support",
      "support late",
      "support mail",
      "support suspect",
    ]);
  });

  test("holds just what lists and searches ask for", () => {
    const { tokens } = tokensOfTexts(["support"], { open: ["mail"], internal: [] });

    expect(tokens).toEqual([viewerToken("support"), wordToken("support", "mail")]);
  });

  test("stays within what one document can hold, however long the texts and many the viewers", () => {
    const open = [Array.from({ length: 40_000 }, (_, i) => `w${i}`).join(" ")];
    const viewers = ["support", customer, alfa, beta];

    const { tokens, indexBytes } = tokensOfTexts(viewers, { open, internal: open });

    expect(indexBytes).toBeLessThanOrEqual(indexBytesMax);
    expect(tokens.length).toBeLessThan(40_000);
  });
});

describe("tokensForViewers", () => {
  const { tokens } = tokensOfTexts(["support", customer, alfa], {
    open: ["mail"],
    internal: ["suspect"],
  });

  test("gives new viewers the words of the customer, never those of notes", () => {
    const made = tokensForViewers(tokens, {
      model: customer,
      viewers: ["support", customer, beta],
    });

    expect(made.tokens.toSorted()).toEqual([
      "customer:1001",
      "customer:1001 mail",
      "partner:beta-partner.example",
      "partner:beta-partner.example mail",
      "support",
      "support mail",
      "support suspect",
    ]);
  });

  test("leaves nothing of a viewer that is gone", () => {
    const made = tokensForViewers(tokens, { model: customer, viewers: ["support", customer] });

    expect(made.tokens.filter((token) => token.includes("alfa"))).toEqual([]);
  });

  test("run again makes the same", () => {
    const viewers = ["support", customer, beta];
    const made = tokensForViewers(tokens, { model: customer, viewers });

    expect(tokensForViewers(made.tokens, { model: customer, viewers })).toEqual(made);
  });

  test("tells a viewer from one whose name begins alike", () => {
    const alike = [...tokens, "customer:10010 secret"];

    const made = tokensForViewers(alike, { model: customer, viewers: [customer] });

    expect(made.tokens).not.toContain("customer:1001 secret");
  });
});
