import { z } from "zod";
import { displayName, languageOf, type Question, type Topic } from "#domain/topic.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const ClassificationResource = z
  .strictObject({ id: z.string(), displayName: z.string() })
  .meta({ id: "CaseClassification" });

export const ClassificationDetails = ClassificationResource.extend({
  questions: z
    .array(
      z.strictObject({
        id: z.string(),
        text: z.string(),
        type: z.string(),
        required: z.literal(true).optional(),
        choices: z.array(z.strictObject({ id: z.string(), displayName: z.string() })).optional(),
      }),
    )
    .optional(),
  pages: z.array(z.strictObject({ title: z.string(), uri: z.url() })).optional(),
}).meta({ id: "CaseClassificationDetails" });

export function classificationResource(
  topic: Topic,
  language: string,
): z.infer<typeof ClassificationResource> {
  return { id: topic.id, displayName: displayName(topic, language) };
}

/** With the questions to ask and the pages to read before a case is opened, in the language asked for. */
export function classificationDetails(
  topic: Topic,
  language: string,
): Partial<z.infer<typeof ClassificationDetails>> {
  const spoken = languageOf(language);
  return omitDefaults({
    ...classificationResource(topic, language),
    questions: topic.questions.map((question) => questionResource(question, spoken)),
    pages: topic.pages.map(({ title, url }) => ({ title: title[spoken], uri: url })),
  }) as Partial<z.infer<typeof ClassificationDetails>>;
}

function questionResource(question: Question, spoken: "en" | "sv") {
  const { id, text, type, required } = question;
  const choices = question.type === "choice" ? question.choices : [];
  return omitDefaults({
    id,
    text: text[spoken],
    type,
    required,
    choices: choices.map((choice) => ({ id: choice.id, displayName: choice.label[spoken] })),
  });
}
