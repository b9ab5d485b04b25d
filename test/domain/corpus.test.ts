import { stdnum } from "stdnum";
import { describe, expect, test } from "vitest";
import { localDetector } from "#adapters/personal-data/local-detector.ts";
import { type Finding, PersonalDataKind } from "#domain/personal-data.ts";
import { type CorpusText, type Half, parseCorpus, readHalf } from "../corpus/read-corpus.ts";
import { highKinds, precision, recall, scoreOfHigh, scoreOfKind } from "../corpus/score.ts";

const halves: Half[] = ["tuning", "held-out"];
const both = halves.flatMap(readHalf);

describe("parseCorpus", () => {
  test("gives each text without its marks, and where they stood", () => {
    const texts = parseCorpus(
      "¶ t-mail-01 sv\nHej ⟦EMAIL_ADDRESS:a@b.example⟧,\n\nsvara ⟦PASSWORD:x y⟧!\n\n¶ t-mail-02 en\nHi\n",
    );

    expect(texts).toEqual([
      {
        id: "t-mail-01",
        language: "sv",
        text: "Hej a@b.example,\n\nsvara x y!",
        labels: [
          { kind: "EMAIL_ADDRESS", start: 4, end: 15 },
          { kind: "PASSWORD", start: 24, end: 27 },
        ],
      },
      { id: "t-mail-02", language: "en", text: "Hi", labels: [] },
    ]);
  });

  test("counts places in UTF-16 units", () => {
    const [text] = parseCorpus("¶ t-mail-01 en\n👍 ⟦IBAN:å𝒳⟧");

    expect(text?.labels).toEqual([{ kind: "IBAN", start: 3, end: 6 }]);
  });

  test("lets a value run over lines", () => {
    const [text] = parseCorpus("¶ t-mail-01 en\n> ⟦IBAN:SE45\n> 5000⟧");

    expect(text).toMatchObject({ text: "> SE45\n> 5000", labels: [{ start: 2, end: 13 }] });
  });

  test("keeps a note out of the text", () => {
    const [text] = parseCorpus("¶ t-mail-01 en # near miss\nNothing here.");

    expect(text?.text).toBe("Nothing here.");
  });

  test.each([
    ["a text with no heading", "Hello\n¶ t-mail-01 en\nHi"],
    ["a heading with no language", "¶ t-mail-01\nHi"],
    ["a heading with no number", "¶ t-mail en\nHi"],
    ["an empty text", "¶ t-mail-01 en\n\n¶ t-mail-02 en\nHi"],
    ["a mark that does not end", "¶ t-mail-01 en\nHi ⟦IBAN:SE45"],
    ["a mark that ends in another text", "¶ t-mail-01 en\n⟦IBAN:SE\n¶ t-mail-02 en\n45⟧"],
    ["an end with no beginning", "¶ t-mail-01 en\nHi SE45⟧"],
    ["a mark in a mark", "¶ t-mail-01 en\n⟦IBAN:⟦IBAN:SE45⟧⟧"],
    ["an unknown kind", "¶ t-mail-01 en\n⟦SHOE_SIZE:45⟧"],
    ["a mark with no kind", "¶ t-mail-01 en\n⟦SE45⟧"],
    ["a mark with no value", "¶ t-mail-01 en\n⟦IBAN:⟧"],
    ["a value with a blank at its end", "¶ t-mail-01 en\n⟦IBAN:SE45 ⟧"],
  ])("refuses %s", (_, source) => {
    expect(() => parseCorpus(source)).toThrow(Error);
  });
});

describe("a score", () => {
  const texts: CorpusText[] = [
    { id: "a-01", language: "en", text: "", labels: [label("IBAN", 0, 10)] },
    { id: "a-02", language: "en", text: "", labels: [label("IBAN", 5, 15)] },
  ];

  test.each<[string, Finding[], { found: number; right: number }]>([
    ["the same place", [found("IBAN", 0, 10)], { found: 1, right: 1 }],
    ["four fifths of the place", [found("IBAN", 2, 10)], { found: 1, right: 1 }],
    ["less than four fifths", [found("IBAN", 0, 7)], { found: 1, right: 0 }],
    ["a place with too much around it", [found("IBAN", 0, 13)], { found: 1, right: 0 }],
    ["another place", [found("IBAN", 20, 30)], { found: 1, right: 0 }],
    ["another kind", [found("PASSWORD", 0, 10)], { found: 0, right: 0 }],
    ["nothing", [], { found: 0, right: 0 }],
  ])("counts %s", (_, findings, { found, right }) => {
    const score = scoreOfKind(texts, [findings, []], "IBAN");

    expect(score).toMatchObject({ labelled: 2, found });
    expect(score.found - score.wrong.length).toBe(right);
    expect(score.labelled - score.missed.length).toBe(right);
  });

  test("does not take a finding of one text for another's", () => {
    const score = scoreOfKind(texts, [[], [found("IBAN", 0, 10)]], "IBAN");

    expect(score).toEqual({
      labelled: 2,
      found: 1,
      missed: [
        { id: "a-01", kind: "IBAN", start: 0, end: 10 },
        { id: "a-02", kind: "IBAN", start: 5, end: 15 },
      ],
      wrong: [{ id: "a-02", kind: "IBAN", start: 0, end: 10 }],
    });
  });

  test("of high confidence counts a finding of low confidence as missed, and as no fault", () => {
    const score = scoreOfHigh(texts, [[{ ...found("IBAN", 0, 10), confidence: "LOW" }], []]);

    expect(score).toMatchObject({ labelled: 2, found: 0, wrong: [] });
    expect(score.missed).toHaveLength(2);
  });

  test("of high confidence counts an e-mail address that would be refused as a fault", () => {
    const mail = [{ ...texts[0], labels: [label("EMAIL_ADDRESS", 0, 10)] } as CorpusText];

    const score = scoreOfHigh(mail, [[found("EMAIL_ADDRESS", 0, 10)]]);

    expect(score).toMatchObject({ labelled: 0, found: 1, missed: [] });
    expect(precision(score)).toBe(0);
  });

  test("of high confidence takes no kind for another", () => {
    const score = scoreOfHigh(texts, [[found("PASSWORD", 0, 10)], []]);

    expect(score.missed).toHaveLength(2);
    expect(score.wrong).toEqual([{ id: "a-01", kind: "PASSWORD", start: 0, end: 10 }]);
  });

  test("of high confidence counts the labels of the eight kinds that are refused", () => {
    const labels = PersonalDataKind.options.map((kind, at) => label(kind, at, at + 1));

    const score = scoreOfHigh([{ id: "a-01", language: "en", text: "", labels }], [[]]);

    expect(score.labelled).toBe(8);
  });

  test("is shares of what was found and of what was labelled", () => {
    const findings = [[found("IBAN", 0, 10), found("IBAN", 20, 30), found("IBAN", 40, 50)], []];

    const score = scoreOfKind(texts, findings, "IBAN");

    expect(precision(score)).toBeCloseTo(0.333, 3);
    expect(recall(score)).toBe(0.5);
  });
});

describe.each(halves)("the %s half", (half) => {
  const texts = readHalf(half);

  test("holds at least 200 texts, 100 in either main language", () => {
    expect(texts.length).toBeGreaterThanOrEqual(200);
    for (const language of ["en", "sv"])
      expect(texts.filter((text) => text.language === language).length).toBeGreaterThanOrEqual(100);
  });

  test("has at least half of its texts without anything to refuse", () => {
    const clean = texts.filter(
      ({ labels }) => !labels.some(({ kind }) => highKinds.includes(kind)),
    );

    expect(clean.length).toBeGreaterThanOrEqual(texts.length / 2);
  });

  test.each<[PersonalDataKind, number]>([
    ["NATIONAL_ID", 45],
    ["PAYMENT_CARD", 15],
    ["IBAN", 15],
    ["PASSPORT", 5],
    ["DRIVING_LICENCE", 5],
    ["PRIVATE_KEY", 5],
    ["BEARER_TOKEN", 8],
    ["PASSWORD", 15],
    ["EMAIL_ADDRESS", 40],
    ["PHONE_NUMBER", 12],
    ["DATE_OF_BIRTH", 6],
    ["STREET_ADDRESS", 6],
  ])("labels %s at least %i times", (kind, least) => {
    expect(valuesOf(texts, kind).length).toBeGreaterThanOrEqual(least);
  });

  test("gives the detector's figures: precision 0.99 and recall 0.95 of what is refused", async () => {
    const findings = await localDetector().detect(texts.map(({ text }) => text));

    const score = scoreOfHigh(texts, findings);

    expect(precision(score)).toBeGreaterThanOrEqual(0.99);
    expect(recall(score)).toBeGreaterThanOrEqual(0.95);
  });
});

describe("the corpus", () => {
  test("names every text once", () => {
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
  });

  test("holds every text once, so that no half knows the other's", () => {
    const shapes = both.map(({ text }) => text.replaceAll(/\d/g, "0").toLowerCase());

    expect(new Set(shapes).size).toBe(both.length);
  });

  test("labels cards that pass Luhn's check", () => {
    const failing = valuesOf(both, "PAYMENT_CARD").filter((value) => !passesLuhn(value));

    expect(failing).toEqual([]);
  });

  test("labels IBANs that leave 1 modulo 97", () => {
    const failing = valuesOf(both, "IBAN").filter((value) => remainderOf97(value) !== 1);

    expect(failing).toEqual([]);
  });

  test("labels national identity numbers that are valid in some country", () => {
    const failing = valuesOf(both, "NATIONAL_ID").filter((value) => !isNationalId(value));

    expect(failing).toEqual([]);
  });

  test("has no e-mail address outside .example", () => {
    const foreign = valuesOf(both, "EMAIL_ADDRESS").filter((value) => !value.endsWith(".example"));

    expect(foreign).toEqual([]);
  });
});

function label(kind: PersonalDataKind, start: number, end: number) {
  return { kind, start, end };
}

function found(kind: PersonalDataKind, start: number, end: number): Finding {
  return { kind, start, end, confidence: "HIGH" };
}

function valuesOf(texts: readonly CorpusText[], kind: PersonalDataKind): string[] {
  return texts.flatMap(({ text, labels }) =>
    labels.filter((label) => label.kind === kind).map(({ start, end }) => text.slice(start, end)),
  );
}

function passesLuhn(value: string): boolean {
  const digits = value.replaceAll(/\D/g, "").split("").map(Number).toReversed();
  const sum = digits.reduce((sum, digit, at) => {
    const weighed = at % 2 === 0 ? digit : digit * 2;
    return sum + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

function remainderOf97(value: string): number {
  const plain = value.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  const turned = plain.slice(4) + plain.slice(0, 4);
  return Number(BigInt(turned.replaceAll(/[A-Z]/g, (sign) => `${parseInt(sign, 36)}`)) % 97n);
}

/** Of a Swedish number of twelve digits the century is left out, as the library wants it. */
function isNationalId(value: string): boolean {
  const plain = value.replaceAll(/\s/g, "").replace("–", "-");
  const short = plain.replace(/^(?:19|20)(\d{2})-?(\d{2})-?(\d{2})-?(\d{4})$/, "$1$2$3-$4");
  const hyphened = /^\d{10}$/.test(short) ? `${short.slice(0, 6)}-${short.slice(6)}` : short;
  const { SE, NO, DK, IS, FI, DE, NL, ES, PL, FR, IT, GB, US } = stdnum;
  return [
    SE?.["personnummer"],
    NO?.["fodselsnummer"],
    DK?.["cpr"],
    IS?.["kennitala"],
    FI?.["hetu"],
    DE?.["idnr"],
    DE?.["svnr"],
    NL?.["bsn"],
    ES?.["dni"],
    ES?.["nie"],
    PL?.["pesel"],
    FR?.["nir"],
    IT?.["codicefiscale"],
    GB?.["nino"],
    US?.["ssn"],
  ].some(
    (validator) => validator?.validate(hyphened).isValid || validator?.validate(plain).isValid,
  );
}
