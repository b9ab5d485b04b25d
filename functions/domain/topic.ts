import { z } from "zod";
import { EmailAddress } from "./identifiers.ts";
import { dayMs, dayOf, plus } from "./instant.ts";
import { primaryOf } from "./languages/tag.ts";
import { invalid, type Violation } from "./refusal.ts";

/** The languages in which every topic is written; who reads another one is shown the English words. */
export const CatalogueLanguage = z.enum(["en", "sv"]);
export type CatalogueLanguage = z.infer<typeof CatalogueLanguage>;

export const Words = z.record(CatalogueLanguage, z.string().min(1));
export type Words = z.infer<typeof Words>;

const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const Levels = z.array(z.string().min(1)).length(3);

const asked = { id: Id, text: Words, required: z.boolean() };
export const Question = z.discriminatedUnion("type", [
  z.strictObject({
    ...asked,
    type: z.enum(["text", "number", "boolean", "date", "email", "domain"]),
  }),
  z.strictObject({
    ...asked,
    type: z.literal("choice"),
    choices: z.array(z.strictObject({ id: Id, label: Words })).min(2),
  }),
]);
export type Question = z.infer<typeof Question>;

export const Answer = z.strictObject({
  questionId: z
    .string()
    .meta({ description: "The id of a question of the classification; each at most once." }),
  answer: z.string().meta({
    description:
      "At most 1,000 characters: a choice by its id, a day as YYYY-MM-DD, `true` or `false`, a number such as 2.5.",
  }),
});
export type Answer = z.infer<typeof Answer>;

export const Topic = z.strictObject({
  id: Id,
  names: z.record(CatalogueLanguage, Levels),
  synonyms: z.record(CatalogueLanguage, z.array(z.string().min(1))),
  questions: z.array(Question),
  pages: z.array(z.strictObject({ title: Words, url: z.url({ protocol: /^https$/ }) })),
  withdrawnOn: z.iso.date().optional(),
});
export type Topic = z.infer<typeof Topic>;

export interface TopicSearch {
  /** Ids, best first; every id in catalogue order for an empty text, none where nothing fits. */
  search(text: string, language: string): readonly string[];
}

/** At least six months, whichever months they are: the promise of the contract, section 3. */
export const acceptedAfterWithdrawalDays = 184;
export const answerLengthMax = 1_000;
export const queryLengthMax = 500;

/** The language of the words to show for a BCP 47 tag. */
export function catalogueLanguageOf(tag: string): CatalogueLanguage {
  return CatalogueLanguage.safeParse(primaryOf(tag)).data ?? "en";
}

/** Whether search shows the topic on that day (YYYY-MM-DD): up to the day before its withdrawal. */
export function isOffered(topic: Topic, onDay: string): boolean {
  return topic.withdrawnOn === undefined || onDay < topic.withdrawnOn;
}

/** Whether a case may be created with the topic on that day: until 184 days after its withdrawal, that day included. */
export function isAccepted(topic: Topic, onDay: string): boolean {
  if (topic.withdrawnOn === undefined) return true;
  const withdrawnAt = `${topic.withdrawnOn}T00:00:00.000Z`;
  return onDay <= dayOf(plus(withdrawnAt, acceptedAfterWithdrawalDays * dayMs));
}

/** The levels as one line, `Google Workspace > Gmail > …`, in the language of a BCP 47 tag. */
export function displayName(topic: Topic, language: string): string {
  return topic.names[catalogueLanguageOf(language)].join(" > ");
}

/** Every fault of the answers at once; a blank answer counts as none. */
export function checkAnswers(topic: Topic, answers: readonly Answer[]): Violation[] {
  const seen = new Set<string>();
  const faulty = answers.flatMap((given, index) => {
    const fault = faultOf(topic, given, seen);
    seen.add(given.questionId);
    return fault ? [{ ...fault, field: `caseAnswers[${index}].${fault.field}` }] : [];
  });
  const answered = new Set(answers.filter(isGiven).map(({ questionId }) => questionId));
  const missing = topic.questions
    .filter(({ id, required }) => required && !answered.has(id))
    .map(({ id, text }) => ({
      field: "caseAnswers",
      description: `Answer the question "${id}": ${text.en}.`,
    }));
  return [...faulty, ...missing];
}

/** One line `Question: answer` for each answer, in the topic's order; empty where nothing was answered. */
export function renderAnswers(topic: Topic, answers: readonly Answer[], language: string): string {
  const words = catalogueLanguageOf(language);
  return topic.questions
    .flatMap((question) => {
      const given = answers.find(({ questionId }) => questionId === question.id);
      if (!given || !isGiven(given)) return [];
      return [`${question.text[words]}: ${shown(question, given.answer.trim(), words)}`];
    })
    .join("\n");
}

/**
 * Free text, or the pattern of `display_name:"*Gmail*"`.
 * A `display_name` without colon, closed quotes or pattern is refused with the position, counted from 1;
 * so is a text of more than 500 characters, because each word of it costs a search.
 */
export function parseTopicQuery(query: string): { text: string } | { pattern: string } {
  if (query.length > queryLengthMax) {
    throw badQuery(queryLengthMax, `at most ${queryLengthMax} characters are searched`);
  }
  const field = /^\s*display(?:_n|N)ame\b\s*/.exec(query)?.[0];
  if (field === undefined) return { text: query.trim() };
  if (query[field.length] !== ":") throw badQuery(field.length, "a colon is expected");

  const start = query.length - query.slice(field.length + 1).trimStart().length;
  const quoted = query[start] === '"';
  const [value] = (quoted ? /^"(?:[^"\\]|\\.)*"/s : /^[^\s"]+/).exec(query.slice(start)) ?? [];
  if (value === undefined) {
    throw badQuery(start, quoted ? "this quotation mark is never closed" : "a pattern is expected");
  }
  const rest = query.slice(start + value.length);
  if (rest.trim() !== "") {
    const end = query.length - rest.trimStart().length;
    throw badQuery(end, "nothing may follow the pattern");
  }
  const pattern = quoted ? value.slice(1, -1).replace(/\\(.)/gs, "$1") : value;
  if (pattern.trim() === "") throw badQuery(start, "a pattern is expected");
  return { pattern };
}

/**
 * Whether the display name fits a pattern whose `*` stands for any text; upper and lower case are alike.
 * A pattern without `*` fits anywhere in the name, as the colon operator means "has".
 */
export function matchesPattern(topic: Topic, pattern: string, language: string): boolean {
  const name = folded(displayName(topic, language));
  const [head = "", ...tail] = folded(pattern).split("*");
  const last = tail.pop();
  if (last === undefined) return name.includes(head);
  if (!name.startsWith(head)) return false;

  // Taking the first place for each part is enough, and unlike a regular expression never backtracks.
  let at = head.length;
  for (const part of tail) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function badQuery(at: number, fault: string): Error {
  const example = 'Write free text, or display_name:"*Gmail*".';
  return invalid({ field: "query", description: `Character ${at + 1}: ${fault}. ${example}` });
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function isGiven({ answer }: Answer): boolean {
  return answer.trim() !== "";
}

function faultOf(topic: Topic, given: Answer, seen: ReadonlySet<string>): Violation | undefined {
  const question = topic.questions.find(({ id }) => id === given.questionId);
  if (!question) {
    const known = topic.questions.map(({ id }) => id).join(", ") || "none";
    return {
      field: "questionId",
      description: `This category has no such question; its questions: ${known}.`,
    };
  }
  if (seen.has(given.questionId)) {
    return { field: "questionId", description: "This question is answered twice." };
  }
  if (Array.from(given.answer).length > answerLengthMax) {
    return { field: "answer", description: `Use at most ${answerLengthMax} characters.` };
  }
  const wanted = isGiven(given) ? unmet(question, given.answer.trim()) : undefined;
  return wanted === undefined ? undefined : { field: "answer", description: wanted };
}

/** Letters of every script, because a customer may own `åkeri.example`. */
const domainPattern =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,63}$/u;

function unmet(question: Question, answer: string): string | undefined {
  switch (question.type) {
    case "text":
      return undefined;
    case "number":
      return /^-?\d+(?:\.\d+)?$/.test(answer) ? undefined : "Give a number, such as 12 or 2.5.";
    case "boolean":
      return answer === "true" || answer === "false" ? undefined : "Give true or false.";
    case "date":
      return z.iso.date().safeParse(answer).success ? undefined : "Give a day as YYYY-MM-DD.";
    case "email":
      return EmailAddress.safeParse(answer).success ? undefined : "Give one e-mail address.";
    case "domain":
      return domainPattern.test(answer) ? undefined : "Give a domain, such as company.example.";
    case "choice": {
      const ids = question.choices.map(({ id }) => id);
      return ids.includes(answer) ? undefined : `Give one of: ${ids.join(", ")}.`;
    }
  }
}

function shown(question: Question, answer: string, language: CatalogueLanguage): string {
  if (question.type === "boolean") return yesOrNo[language][answer === "true" ? 0 : 1];
  if (question.type === "choice") {
    return question.choices.find(({ id }) => id === answer)?.label[language] ?? answer;
  }
  // Indented, so that a line of an answer never reads as the next question.
  return answer.replace(/\r\n?|\n/g, "\n  ");
}

const yesOrNo = { en: ["Yes", "No"], sv: ["Ja", "Nej"] } as const;
