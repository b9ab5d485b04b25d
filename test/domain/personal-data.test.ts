import { describe, expect, test } from "vitest";
import { type Finding, withoutOverlap } from "#domain/personal-data.ts";

const high = (start: number, end: number): Finding => ({
  kind: "IBAN",
  confidence: "HIGH",
  start,
  end,
});
const low = (start: number, end: number): Finding => ({
  kind: "PHONE_NUMBER",
  confidence: "LOW",
  start,
  end,
});

describe("of findings that overlap", () => {
  test("the more certain stays, however short", () => {
    expect(withoutOverlap([low(0, 20), high(5, 8)], 20)).toEqual([high(5, 8)]);
  });

  test("the longer stays where both are as certain", () => {
    expect(withoutOverlap([high(0, 5), high(4, 12)], 20)).toEqual([high(4, 12)]);
  });

  test("the earlier in the list stays where both have the same place", () => {
    const card: Finding = { kind: "PAYMENT_CARD", confidence: "HIGH", start: 2, end: 6 };

    expect(withoutOverlap([card, high(2, 6)], 10)).toEqual([card]);
  });

  test("all stay that only touch, in the order of the text", () => {
    expect(withoutOverlap([high(6, 9), high(3, 6), low(0, 3)], 9)).toEqual([
      low(0, 3),
      high(3, 6),
      high(6, 9),
    ]);
  });

  test("one that overlaps only what is dropped stays", () => {
    expect(withoutOverlap([high(0, 4), high(3, 10), high(9, 18)], 20)).toEqual([
      high(0, 4),
      high(9, 18),
    ]);
  });
});
