import { describe, expect, test } from "vitest";
import {
  type Answer,
  catalogueLanguageOf,
  checkAnswers,
  displayName,
  isAccepted,
  isOffered,
  type Question,
  renderAnswers,
  Topic,
} from "#domain/topic.ts";

const asked = (id: string, type: Exclude<Question["type"], "choice">): Question => ({
  id,
  type,
  text: { en: `The ${id}`, sv: `Din ${id}` },
  required: false,
});

const scope: Question = {
  id: "scope",
  type: "choice",
  text: { en: "Who is affected", sv: "Vilka som drabbas" },
  required: false,
  choices: [
    { id: "one", label: { en: "One user", sv: "En användare" } },
    { id: "all", label: { en: "Everybody", sv: "Alla" } },
  ],
};

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

const answer = (questionId: string, text: string): Answer => ({ questionId, answer: text });

describe("isOffered", () => {
  test.each([
    ["2026-08-31", true],
    ["2026-09-01", false],
    ["2026-09-02", false],
  ])("of a topic withdrawn on 2026-09-01 is, on %s, %s", (day, offered) => {
    expect(isOffered(aTopic({ withdrawnOn: "2026-09-01" }), day)).toBe(offered);
  });

  test("holds on any day for a topic never withdrawn", () => {
    expect(isOffered(aTopic(), "2099-12-31")).toBe(true);
  });
});

describe("isAccepted", () => {
  test.each([
    ["2026-08-31", true],
    ["2026-09-01", true],
    ["2026-11-23", true],
    ["2027-03-04", true],
    ["2027-03-05", false],
  ])("of a topic withdrawn on 2026-09-01 is, on %s, %s", (day, accepted) => {
    expect(isAccepted(aTopic({ withdrawnOn: "2026-09-01" }), day)).toBe(accepted);
  });

  test("counts 184 days over the leap day of 2028", () => {
    const topic = aTopic({ withdrawnOn: "2027-12-01" });

    expect(isAccepted(topic, "2028-06-02")).toBe(true);
    expect(isAccepted(topic, "2028-06-03")).toBe(false);
  });

  test("holds on any day for a topic never withdrawn", () => {
    expect(isAccepted(aTopic(), "2099-12-31")).toBe(true);
  });
});

describe("displayName", () => {
  test.each([
    ["en", "Google Workspace > Gmail > Mail bounces"],
    ["en-GB", "Google Workspace > Gmail > Mail bounces"],
    ["sv", "Google Workspace > Gmail > Mejl studsar på väg"],
    ["sv-SE", "Google Workspace > Gmail > Mejl studsar på väg"],
    ["SV_se", "Google Workspace > Gmail > Mejl studsar på väg"],
    ["fr", "Google Workspace > Gmail > Mail bounces"],
    ["", "Google Workspace > Gmail > Mail bounces"],
    ["__proto__", "Google Workspace > Gmail > Mail bounces"],
  ])("in %j is %j", (language, name) => {
    expect(displayName(aTopic(), language)).toBe(name);
  });

  test("does not take a longer code for one of ours", () => {
    expect(catalogueLanguageOf("svx")).toBe("en");
  });
});

describe("checkAnswers", () => {
  test("finds no fault where nothing is asked and nothing answered", () => {
    expect(checkAnswers(aTopic(), [])).toEqual([]);
  });

  test("names every fault in one answer, each by its field", () => {
    const topic = aTopic({
      questions: [
        { ...asked("sender", "email"), required: true },
        asked("count", "number"),
        { ...asked("began", "date"), required: true },
      ],
    });

    const faults = checkAnswers(topic, [
      answer("count", "many"),
      answer("colour", "red"),
      answer("began", "2026-11-01"),
      answer("began", "2026-11-02"),
    ]);

    expect(faults).toEqual([
      { field: "caseAnswers[0].answer", description: "Give a number, such as 12 or 2.5." },
      {
        field: "caseAnswers[1].questionId",
        description: "This category has no such question; its questions: sender, count, began.",
      },
      { field: "caseAnswers[3].questionId", description: "This question is answered twice." },
      { field: "caseAnswers", description: 'Answer the question "sender": The sender.' },
    ]);
  });

  test("takes a blank answer for none: missing where required, no fault where optional", () => {
    const topic = aTopic({
      questions: [{ ...asked("sender", "email"), required: true }, asked("count", "number")],
    });

    const faults = checkAnswers(topic, [answer("sender", "  "), answer("count", "")]);

    expect(faults).toEqual([
      { field: "caseAnswers", description: 'Answer the question "sender": The sender.' },
    ]);
  });

  test("counts the 1,000 characters of an answer by code points", () => {
    const topic = aTopic({ questions: [asked("note", "text")] });

    expect(checkAnswers(topic, [answer("note", "😀".repeat(1_000))])).toEqual([]);
    expect(checkAnswers(topic, [answer("note", "å".repeat(1_001))])).toEqual([
      { field: "caseAnswers[0].answer", description: "Use at most 1000 characters." },
    ]);
  });

  test.each<[Question, string]>([
    [asked("note", "text"), "550 5.7.26 rejected\nsee the log"],
    [asked("count", "number"), "12"],
    [asked("count", "number"), "-2.5"],
    [asked("flag", "boolean"), "true"],
    [asked("flag", "boolean"), " false "],
    [asked("began", "date"), "2028-02-29"],
    [asked("sender", "email"), "moa@lindqvist.example"],
    [asked("domain", "domain"), "Lindqvist.example"],
    [asked("domain", "domain"), "åkeri.example"],
    [scope, "all"],
  ])("accepts for %j the answer %j", (question, text) => {
    const topic = aTopic({ questions: [question] });

    expect(checkAnswers(topic, [answer(question.id, text)])).toEqual([]);
  });

  test.each<[Question, string]>([
    [asked("count", "number"), "1e3"],
    [asked("count", "number"), "Infinity"],
    [asked("count", "number"), "0x10"],
    [asked("flag", "boolean"), "yes"],
    [asked("flag", "boolean"), "True"],
    [asked("began", "date"), "2026-02-29"],
    [asked("began", "date"), "23.11.2026"],
    [asked("began", "date"), "2026-11-23T10:00:00Z"],
    [asked("sender", "email"), "moa"],
    [asked("sender", "email"), "moa@lindqvist.example, olle@lindqvist.example"],
    [asked("domain", "domain"), "localhost"],
    [asked("domain", "domain"), "https://lindqvist.example/"],
    [asked("domain", "domain"), "-x.example"],
    [asked("domain", "domain"), `${"a".repeat(64)}.example`],
    [scope, "nobody"],
    [scope, "One user"],
    [scope, "constructor"],
  ])("refuses for %j the answer %j", (question, text) => {
    const topic = aTopic({ questions: [question] });

    expect(checkAnswers(topic, [answer(question.id, text)])).toMatchObject([
      { field: "caseAnswers[0].answer" },
    ]);
  });
});

describe("renderAnswers", () => {
  const topic = aTopic({ questions: [scope, asked("flag", "boolean"), asked("note", "text")] });

  test("writes a line for each answer in the topic's order, with labels for ids", () => {
    const answers = [answer("note", "it hums"), answer("flag", "true"), answer("scope", "all")];

    expect(renderAnswers(topic, answers, "en")).toBe(
      "Who is affected: Everybody\nThe flag: Yes\nThe note: it hums",
    );
    expect(renderAnswers(topic, answers, "sv-SE")).toBe(
      "Vilka som drabbas: Alla\nDin flag: Ja\nDin note: it hums",
    );
  });

  test("leaves out what was not answered", () => {
    expect(renderAnswers(topic, [answer("scope", " "), answer("flag", "false")], "en")).toBe(
      "The flag: No",
    );
    expect(renderAnswers(topic, [], "en")).toBe("");
  });

  test("indents further lines, so that an answer cannot pose as the next question", () => {
    const rendered = renderAnswers(topic, [answer("note", "one\r\nThe flag: Yes\n")], "en");

    expect(rendered).toBe("The note: one\n  The flag: Yes");
  });
});

describe("Topic", () => {
  test("has choices in a choice question alone", () => {
    const withChoices = { ...scope, type: "text" };

    expect(Topic.safeParse(aTopic({ questions: [scope] })).success).toBe(true);
    expect(Topic.safeParse({ ...aTopic(), questions: [withChoices] }).success).toBe(false);
  });
});
