import { describe, expect, test } from "vitest";
import { type Language, languageOf, languages } from "#domain/languages/languages.ts";
import { plural } from "#domain/languages/plural.ts";

/** What a sentence may name. */
const given = {
  number: "{number}",
  headline: "{headline}",
  title: "{title}",
  by: "{by}",
  file: "{file}",
  cause: "{cause}",
  until: "{until}",
  field: "{field}",
  before: "{before}",
  after: "{after}",
  customer: "{customer}",
  priority: "{priority}",
  partner: "{partner}",
  domain: "{domain}",
  days: 7,
  endsAt: "{endsAt}",
};

/** What a text is given that takes another thing. */
const others: Record<string, unknown> = {
  "caseMail.reason": "{reason}",
  "caseMail.why": ["{first}", "{second}"],
};

/** Symbols and names in every language. */
const sameEverywhere = new Set(["caseMail.changed"]);

const all = Object.keys(languages) as Language[];
const translations = all.filter((language) => language !== "en");
const english = linesOf(languages.en);

describe.each(all)("the texts in %s", (language) => {
  test.each([
    ["all is known", given],
    ["the end of the window is not known any more", { ...given, until: undefined }],
  ])("say something in every place, and nothing that is undefined, where %s", (_, fact) => {
    const empty = [...linesOf(languages[language], fact)].filter(
      ([, text]) => text.trim() === "" || /undefined|\[object/.test(text),
    );

    expect(empty).toEqual([]);
  });

  test("have words of their own for each headline, state, field, role and cause", () => {
    const { headlines, states, fields, reasons, withheld, escalationReasons } =
      languages[language].caseMail;

    for (const texts of [headlines, states, fields, reasons, withheld, escalationReasons]) {
      expect(new Set(Object.values(texts)).size).toBe(Object.keys(texts).length);
    }
  });
});

describe.each(translations)("the translations into %s", (language) => {
  const lines = linesOf(languages[language]);

  test("differ from the English ones", () => {
    const same = [...lines].filter(([path, text]) => text === english.get(path));

    expect(same.map(([path]) => path).filter((path) => !sameEverywhere.has(path))).toEqual([]);
  });

  test("name whatever the English ones name", () => {
    const poorer = [...lines].filter(
      ([path, text]) => String(named(text)) !== String(named(english.get(path))),
    );

    expect(poorer).toEqual([]);
  });

  test("end as the English ones do, so that a colon stands before what follows", () => {
    const other = [...lines].filter(([path, text]) => end(text) !== end(english.get(path)));

    expect(other).toEqual([]);
  });
});

describe("the window in which a case can be reopened", () => {
  test.each([
    ["en", "Anna closed this case. It can be reopened until its window ends."],
    ["sv", "Anna stängde ärendet. Det kan återöppnas tills fristen går ut."],
  ] as const)(
    "is spoken of without an instant where that is not known any more: %s",
    (language, text) => {
      const { happened } = languages[language].caseMail;

      expect(happened["case.closed"]({ by: "Anna", file: "", cause: "", until: undefined })).toBe(
        text,
      );
    },
  );
});

describe("a number of days", () => {
  test.each([
    ["en", 1, "Access ends within 1 day: Granit, alfa"],
    ["en", 30, "Access ends within 30 days: Granit, alfa"],
    ["sv", 1, "Åtkomsten upphör inom 1 dag: Granit, alfa"],
    ["sv", 30, "Åtkomsten upphör inom 30 dagar: Granit, alfa"],
  ] as const)("agrees with its word: %s, %i", (language, days, text) => {
    const { subject } = languages[language].consentMail;
    const fact = { partner: "alfa", customer: "Granit", domain: "", days, endsAt: "" };

    expect(subject["consent.ending"](fact)).toBe(text);
  });

  test.each([
    [1, "dzień"],
    [3, "dni"],
    [5, "dni (wielu)"],
    [1.5, "dnia"],
  ])("takes the form that a language with several has for it: %d → %s", (count, form) => {
    const forms = { one: "dzień", few: "dni", many: "dni (wielu)", other: "dnia" };

    expect(plural("pl", count, forms)).toBe(form);
  });

  test("takes the common form where a language has no other of its own", () => {
    expect(plural("pl", 3, { one: "dzień", other: "dni" })).toBe("dni");
  });
});

describe("languageOf", () => {
  test.each([
    ["en", "en"],
    ["sv", "sv"],
    ["sv-SE", "sv"],
    ["SV_se", "sv"],
    ["sv-Latn-FI", "sv"],
    ["svx", "en"],
    ["fr", "en"],
    ["", "en"],
    ["__proto__", "en"],
    ["constructor", "en"],
  ])("of %j is %s", (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});

function named(text = ""): string[] {
  return (text.match(/\{\w+\}|\d+/g) ?? []).toSorted();
}

function end(text = ""): string | undefined {
  return /[.:]?$/.exec(text)?.[0];
}

/** Every text of a language by its path, the sentences filled in. */
function linesOf(texts: object, fact: object = given, above = ""): Map<string, string> {
  const lines = Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const path = above === "" ? key : `${above}.${key}`;
    if (typeof value === "function") return [[path, String(value(others[path] ?? fact))] as const];
    return typeof value === "object" && value !== null
      ? [...linesOf(value, fact, path)]
      : [[path, String(value)] as const];
  });
  return new Map(lines);
}
