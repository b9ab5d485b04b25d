import { describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import { matchesPattern, parseTopicQuery, type Topic } from "#domain/topic.ts";

const aTopic = (overrides: Partial<Topic> = {}): Topic => ({
  id: "gws-gmail-bounce",
  names: {
    en: ["Google Workspace", "Gmail", "Mail bounces"],
    sv: ["Google Workspace", "Gmail", "Mejl studsar på väg"],
  },
  synonyms: { en: ["ndr"], sv: ["retur"] },
  questions: [],
  pages: [],
  ...overrides,
});

describe("parseTopicQuery", () => {
  test.each([
    ["", { text: "" }],
    ["a".repeat(500), { text: "a".repeat(500) }],
    ["  bounce ", { text: "bounce" }],
    ['"mail bounce"', { text: '"mail bounce"' }],
    ["error: 550", { text: "error: 550" }],
    ["display_names", { text: "display_names" }],
    ['display_name:"*Gmail*"', { pattern: "*Gmail*" }],
    ['displayName : "*Gmail > Mail*" ', { pattern: "*Gmail > Mail*" }],
    ["display_name:*Gmail*", { pattern: "*Gmail*" }],
    [String.raw`display_name:"say \"hi\" \\"`, { pattern: String.raw`say "hi" \ `.trim() }],
  ])("reads %j as %j", (query, parsed) => {
    expect(parseTopicQuery(query)).toEqual(parsed);
  });

  test.each([
    ['display_name:"*Gmail*', "Character 14: this quotation mark is never closed."],
    [String.raw`display_name:"Gmail\"`, "Character 14: this quotation mark is never closed."],
    ['display_name:*Gmail"', "Character 20: nothing may follow the pattern."],
    ['display_name:"a" OR "b"', "Character 18: nothing may follow the pattern."],
    ["display_name:", "Character 14: a pattern is expected."],
    ['display_name: ""', "Character 15: a pattern is expected."],
    ['display_name="Gmail"', "Character 13: a colon is expected."],
    [" display_name", "Character 14: a colon is expected."],
    ["a".repeat(501), "Character 501: at most 500 characters are searched."],
  ])("refuses %j with the position", (query, fault) => {
    const refusal = refusalOf(() => parseTopicQuery(query));

    expect(refusal.code).toBe("INVALID_ARGUMENT");
    expect(refusal.details.violations).toEqual([
      { field: "query", description: `${fault} Write free text, or display_name:"*Gmail*".` },
    ]);
  });
});

describe("matchesPattern", () => {
  test.each([
    ["*Gmail*", true],
    ["*gMAIL*", true],
    ["Google Workspace > Gmail > Mail bounces", true],
    ["Gmail", true],
    ["Google*bounces", true],
    ["Google*Gmail*bounces", true],
    ["*", true],
    ["**", true],
    ["Gmail*", false],
    ["*Gmail", false],
    ["*bounces*Gmail*", false],
    ["*Drive*", false],
    ["Google*bounces*bounces", false],
    [".*", false],
  ])("of %j is %s", (pattern, fits) => {
    expect(matchesPattern(aTopic(), pattern, "en")).toBe(fits);
  });

  test("looks at the name in the asked language, whichever way its letters are composed", () => {
    expect(matchesPattern(aTopic(), "*PÅ VÄG".normalize("NFD"), "sv")).toBe(true);
    expect(matchesPattern(aTopic(), "*på väg", "en")).toBe(false);
  });

  test("does not let head and tail share letters of the name", () => {
    const topic = aTopic({ names: { en: ["a", "b", "c"], sv: ["a", "b", "c"] } });

    expect(matchesPattern(topic, "a > b > c*c", "en")).toBe(false);
  });
});

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error("It was not refused.");
}
