import { describe, expect, test } from "vitest";
import { isAccepted, isOffered, type Question, Topic } from "#domain/topic.ts";
import { topicById, topics } from "#domain/topics/catalogue.ts";

const today = "2026-11-23";
const languages = ["en", "sv"] as const;
const offered = topics.filter((topic) => isOffered(topic, today));

describe("the catalogue", () => {
  test("holds topics that all fit their schema", () => {
    const faulty = topics.filter((topic) => !Topic.safeParse(topic).success);

    expect(faulty).toEqual([]);
  });

  test("offers at least 100 topics", () => {
    expect(offered.length).toBeGreaterThanOrEqual(100);
  });

  test("gives each topic an id of its own, and finds it by that", () => {
    const ids = topics.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => topicById(id)?.id)).toEqual(ids);
    expect(topicById("gws-no-such-thing")).toBeUndefined();
  });

  test.each(languages)("gives each topic a display name of its own in %s", (language) => {
    const names = topics.map((topic) => topic.names[language].join(" > "));

    expect(new Set(names).size).toBe(names.length);
  });

  test("names the product type on the first level of every topic", () => {
    const products = topics.flatMap(({ names }) => languages.map((language) => names[language][0]));

    expect(new Set(products)).toEqual(new Set(["Google Workspace"]));
  });

  test("translates every topic, question and choice, but for names that are the same in both", () => {
    const same = new Set(["AppSheet", "Google", "Outlook", "Drive", "Gmail"]);
    const untranslated = topics
      .filter(({ names }) => names.en[2] === names.sv[2])
      .map(({ id }) => id);
    const questions = topics
      .flatMap(({ questions }) => questions)
      .filter(({ text }) => text.en === text.sv && !same.has(text.en))
      .map(({ id }) => id);

    expect(untranslated).toEqual([]);
    expect(questions).toEqual([]);
  });

  test.each(languages)("gives each topic at least four synonyms in %s, none twice", (language) => {
    const poor = topics.filter(({ synonyms }) => synonyms[language].length < 4);
    const repeating = topics.filter(
      ({ synonyms }) => new Set(synonyms[language]).size < synonyms[language].length,
    );

    expect(poor.map(({ id }) => id)).toEqual([]);
    expect(repeating.map(({ id }) => id)).toEqual([]);
  });

  test("asks questions and names pages to read first for at least 25 topics", () => {
    const rich = offered.filter(({ questions, pages }) => questions.length > 0 && pages.length > 0);

    expect(rich.length).toBeGreaterThanOrEqual(25);
  });

  test("asks two to five questions where it asks any, so that nobody meets a long form", () => {
    const counts = topics.map(({ questions }) => questions.length).filter((count) => count > 0);

    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  test("asks no question of a topic twice", () => {
    const repeating = topics.filter(
      ({ questions }) => new Set(questions.map(({ id }) => id)).size < questions.length,
    );

    expect(repeating).toEqual([]);
  });

  test("uses every type of question, required and optional", () => {
    const questions = topics.flatMap((topic) => topic.questions);

    const types: Question["type"][] = [
      "text",
      "number",
      "boolean",
      "choice",
      "date",
      "email",
      "domain",
    ];
    expect(new Set(questions.map(({ type }) => type))).toEqual(new Set(types));
    expect(new Set(questions.map(({ required }) => required))).toEqual(new Set([true, false]));
  });

  test("words questions as labels, so that `Question: answer` reads well", () => {
    const texts = topics.flatMap(({ questions }) => questions.map(({ text }) => text));

    expect(texts.filter(({ en, sv }) => /[?:.]$/.test(en) || /[?:.]$/.test(sv))).toEqual([]);
  });

  test("links to the vendor's own pages alone", () => {
    const hosts = topics.flatMap(({ pages }) => pages.map(({ url }) => new URL(url).hostname));

    expect(new Set(hosts)).toEqual(new Set(["support.google.com", "www.google.com"]));
  });

  test("still accepts the topic withdrawn in September, and no longer the one from 2024", () => {
    const withdrawn = topics.filter(({ withdrawnOn }) => withdrawnOn !== undefined);

    expect(withdrawn.map((topic) => [topic.id, isOffered(topic, today)])).toEqual([
      ["gws-gmail-pop-fetch", false],
      ["gws-drive-jamboard", false],
    ]);
    expect(withdrawn.map((topic) => isAccepted(topic, today))).toEqual([true, false]);
  });
});
