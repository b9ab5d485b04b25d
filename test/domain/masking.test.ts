import { describe, expect, test } from "vitest";
import { excerptOf, inCodePoints, masked, newNumbering } from "#domain/masking.ts";
import type { Finding, PersonalDataKind } from "#domain/personal-data.ts";

describe("masking", () => {
  test("puts a placeholder where a value stood, and leaves the rest as it was", () => {
    const text = "Refund to SE45 5000 0000 0583 9825 7466, please.";

    const result = masked(
      text,
      [found(text, "IBAN", "SE45 5000 0000 0583 9825 7466")],
      newNumbering(),
    );

    expect(result).toBe("Refund to [IBAN-1], please.");
  });

  test("numbers the values of a kind in the order of the text, whatever the order of the findings", () => {
    const text = "first 811228-9874, then 850101-1236";
    const first = found(text, "NATIONAL_ID", "811228-9874");
    const second = found(text, "NATIONAL_ID", "850101-1236");

    expect(masked(text, [second, first], newNumbering())).toBe(
      "first [NATIONAL_ID-1], then [NATIONAL_ID-2]",
    );
  });

  test("counts each kind by itself", () => {
    const text = "8112289874 and SE45";
    const findings = [found(text, "NATIONAL_ID", "8112289874"), found(text, "IBAN", "SE45")];

    expect(masked(text, findings, newNumbering())).toBe("[NATIONAL_ID-1] and [IBAN-1]");
  });

  test.each([
    ["gb82 west 1234", "GB82WEST1234"],
    ["GB82-WEST-1234", "GB82 WEST\u00A01234"],
    ["GB82\u2011WEST", "gb82west"],
  ])("knows %j and %j for the same value, in whichever text they stand", (one, other) => {
    const numbering = newNumbering();

    const results = [one, "else", other].map((text) =>
      masked(text, [found(text, "IBAN", text)], numbering),
    );

    expect(results).toEqual(["[IBAN-1]", "[IBAN-2]", "[IBAN-1]"]);
  });

  test("does not confuse a value of one kind with the same value of another", () => {
    const numbering = newNumbering();
    masked("a", [found("a", "PASSWORD", "a")], numbering);
    masked("x", [found("x", "PASSWORD", "x")], numbering);

    expect(masked("x", [found("x", "PASSPORT", "x")], numbering)).toBe("[PASSPORT-1]");
  });

  test("leaves out the numbers of placeholders that the text holds already", () => {
    const text = "Not [IBAN-1] nor [IBAN-3] but SE45";

    expect(masked(text, [found(text, "IBAN", "SE45")], newNumbering())).toBe(
      "Not [IBAN-1] nor [IBAN-3] but [IBAN-4]",
    );
  });

  test("leaves out those of a text that is masked later, when the numbering knows of it", () => {
    const title = "SE45";

    const numbering = newNumbering([title, "As I said, [IBAN-1]"]);

    expect(masked(title, [found(title, "IBAN", "SE45")], numbering)).toBe("[IBAN-2]");
  });

  test("keeps a value's number when a later text holds a higher placeholder", () => {
    const numbering = newNumbering();
    masked("SE45", [found("SE45", "IBAN", "SE45")], numbering);
    const later = "[IBAN-7] SE45 DE89";

    const result = masked(
      later,
      [found(later, "IBAN", "SE45"), found(later, "IBAN", "DE89")],
      numbering,
    );

    expect(result).toBe("[IBAN-7] [IBAN-1] [IBAN-8]");
  });

  test("changes nothing without findings", () => {
    expect(masked("550 5.7.26", [], newNumbering())).toBe("550 5.7.26");
  });
});

describe("an excerpt", () => {
  test.each([
    ["IBAN", "SE4550000000058398257466", "SE••••••••••"],
    ["PAYMENT_CARD", "4111111111111111", "4•••••••••••"],
    ["NATIONAL_ID", "811228-9874", "•••••••••••"],
    ["PASSPORT", "AA1234567", "•••••••••"],
    ["EMAIL_ADDRESS", "a@b.example", "•••••••••••"],
    ["PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----", ""],
    ["BEARER_TOKEN", "ghp_abcdef", ""],
    ["PASSWORD", "hunter2!", ""],
  ] satisfies [PersonalDataKind, string, string][])("of %s %s is %j", (kind, value, excerpt) => {
    const text = `😀 ${value} and so on`;

    expect(excerptOf(text, found(text, kind, value))).toBe(excerpt);
  });
});

test("places count code points, as the contract does, so that an emoji is one", () => {
  const text = "😀😀 a😀b c";

  const findings = [found(text, "PASSWORD", "a😀b"), found(text, "PASSPORT", "c")];

  expect(inCodePoints(text, findings)).toEqual([
    { kind: "PASSWORD", confidence: "HIGH", start: 3, end: 6 },
    { kind: "PASSPORT", confidence: "HIGH", start: 7, end: 8 },
  ]);
});

function found(text: string, kind: PersonalDataKind, value: string): Finding {
  const start = text.indexOf(value);
  return { kind, confidence: "HIGH", start, end: start + value.length };
}
