import { describe, expect, test } from "vitest";
import type { Finding, PersonalDataDetector, PersonalDataKind } from "#domain/personal-data.ts";
import { noticesOf, requireNoPersonalData, screen } from "#domain/screening.ts";
import { refusalOf } from "../support/builders.ts";

const iban = "SE4550000000058398257466";

/** Finds what looks like one of these, in the order in which it stands. */
const shapes: [RegExp, PersonalDataKind, Finding["confidence"]][] = [
  [/[A-Z]{2}\d{22}/g, "IBAN", "HIGH"],
  [/\d{6}-\d{4}/g, "NATIONAL_ID", "HIGH"],
  [/\S+@\S+/g, "EMAIL_ADDRESS", "LOW"],
];

const detector: PersonalDataDetector = { detect: async (texts) => texts.map(findingsIn) };

function findingsIn(text: string): Finding[] {
  return shapes
    .flatMap(([shape, kind, confidence]) =>
      [...text.matchAll(shape)].map(({ 0: value, index: start }) => {
        return { kind, confidence, start, end: start + value.length };
      }),
    )
    .toSorted((one, other) => one.start - other.start);
}

const screened = (given: Record<string, string | undefined>, redact = false) =>
  screen(detector, given, { redact });

describe("screening texts", () => {
  test("tells what must not be stored by field, kind and code points, and never the value", async () => {
    const { refused, warnings } = await screened({ title: "Late", body: `🥐 to ${iban}.` });

    expect(refused).toEqual([
      { field: "body", kind: "IBAN", start: 5, end: 29, excerpt: "SE••••••••••" },
    ]);
    expect(warnings).toEqual([]);
  });

  test("leaves the texts as they are, unless it is asked to mask them", async () => {
    const given = { title: iban, body: "Write to olle@lindqvist.example" };

    expect((await screened(given)).texts).toEqual(given);
    expect((await screened(given, true)).texts).toEqual({ ...given, title: "[IBAN-1]" });
  });

  test("reports what it is not sure of, masked or not", async () => {
    const given = { body: `${iban} olle@lindqvist.example` };
    const warnings = [
      { field: "body", kind: "EMAIL_ADDRESS", start: 25, end: 47, excerpt: "••••••••••••" },
    ];

    expect(await screened(given)).toMatchObject({ warnings, refused: [{ kind: "IBAN" }] });
    expect(await screened(given, true)).toMatchObject({ warnings, refused: [] });
  });

  test("has one placeholder for one value in all the texts of a request", async () => {
    const given = { title: iban, body: `811228-9874 and ${iban}` };

    expect((await screened(given, true)).texts).toEqual({
      title: "[IBAN-1]",
      body: "[NATIONAL_ID-1] and [IBAN-1]",
    });
  });

  test.each([
    ["so that what only then shows goes too", 3, "[PASSWORD-1] [PASSWORD-2] [PASSWORD-3]"],
    ["and refuses a text that does not come clean", 9, undefined],
  ])("searches again what it has masked, %s", async (_, count, expected) => {
    const body = Array.from({ length: count }, (_each, index) => `secret${index}`).join(" ");
    const given = screen(
      { detect: async (texts) => texts.map(firstSecret) },
      { body },
      { redact: true },
    );

    const { texts } = await given.catch((error: unknown) => ({
      texts: { body: undefined },
      error,
    }));

    expect(texts.body).toBe(expected);
  });

  test("takes no placeholder that stands in a later text already", async () => {
    const given = { title: iban, body: "As I said, [IBAN-1]." };

    expect((await screened(given, true)).texts).toEqual({
      title: "[IBAN-2]",
      body: "As I said, [IBAN-1].",
    });
  });

  test("passes over fields that were not given, and asks nothing of the others", async () => {
    expect(await screened({ reason: undefined, body: "" })).toEqual({
      texts: { body: "" },
      refused: [],
      warnings: [],
    });
  });

  test("tells of fifty findings at the most, and masks them all", async () => {
    const body = "811228-9874 a@b.example ".repeat(60);

    const { refused, warnings } = await screened({ title: body, body });

    expect([refused.length, warnings.length]).toEqual([50, 50]);
    expect((await screened({ body }, true)).texts.body).not.toContain("811228");
  });

  test("counts a long text through once, however much it finds in it", async () => {
    const body = "å🥐 a@b.example ".repeat(200_000);

    const { warnings } = await screened({ body });

    expect(warnings.at(-1)).toMatchObject({ start: 49 * 15 + 3, end: 49 * 15 + 14 });
  });
});

test("notices keep the order and the places of the findings", () => {
  const text = `🥐🥐 ${iban} 🥐 811228-9874`;

  expect(noticesOf("text", text, findingsIn(text))).toEqual([
    { field: "text", kind: "IBAN", start: 3, end: 27, excerpt: "SE••••••••••" },
    { field: "text", kind: "NATIONAL_ID", start: 30, end: 41, excerpt: "•••••••••••" },
  ]);
});

describe("requireNoPersonalData", () => {
  test("refuses with what was found and what to do about it", async () => {
    const screening = await screened({ body: iban });

    expect(refusalOf(() => requireNoPersonalData(screening))).toEqual({
      code: "PII_DETECTED",
      message: "Personal data must not stand in a case or an attachment.",
      details: {
        findings: [{ field: "body", kind: "IBAN", start: 0, end: 24, excerpt: "SE••••••••••" }],
        remedy: "Take it out, or send redactPii=true to have it replaced by placeholders.",
      },
    });
  });

  test("lets pass what is only reported, and what was masked", async () => {
    const uncertain = await screened({ body: "a@b.example" });
    const redacted = await screened({ body: iban }, true);

    expect(refusalOf(() => requireNoPersonalData(uncertain))).toBeUndefined();
    expect(refusalOf(() => requireNoPersonalData(redacted))).toBeUndefined();
  });
});

/** Finds one at a time, as a detector does to which the others look like something else meanwhile. */
function firstSecret(text: string): Finding[] {
  const start = text.search(/secret\d/);
  return start < 0 ? [] : [{ kind: "PASSWORD", confidence: "HIGH", start, end: start + 7 }];
}
