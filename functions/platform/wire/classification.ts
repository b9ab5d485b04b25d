import { z } from "zod";
import {
  type CatalogueLanguage,
  catalogueLanguageOf,
  displayName,
  type Question,
  type Topic,
} from "#domain/topic.ts";
import { NextPageToken } from "../parameters.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const ClassificationResource = z
  .strictObject({
    id: z.string().meta({
      description: "The id to open a case with.",
      examples: ["gws-gmail-delivery-bounce"],
    }),
    displayName: z.string().meta({
      description: "The levels joined by ` > `, the first of them the product type.",
      examples: ["Google Workspace > Gmail > Sent mail bounces with an error"],
    }),
  })
  .meta({ id: "CaseClassification", description: "What a problem can be classified as." });

export const ClassificationPage = z
  .strictObject({
    caseClassifications: z.array(ClassificationResource).optional().meta({
      description: "The best first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "SearchCaseClassificationsResponse", description: "A page of classifications." });

const Choice = z
  .strictObject({
    id: z.string().meta({ description: "The `answer` to send." }),
    displayName: z.string().meta({ description: "The words to show." }),
  })
  .meta({ id: "CaseQuestionChoice", description: "One of the answers to choose from." });

const HelpPage = z
  .strictObject({
    title: z.string().meta({ description: "The title to show." }),
    uri: z.url().meta({ description: "Where the page is." }),
  })
  .meta({ id: "HelpPage", description: "A page to read before a case is opened." });

export const ClassificationDetails = ClassificationResource.extend({
  questions: z
    .array(
      z
        .strictObject({
          id: z.string().meta({ description: "The `questionId` of the answer." }),
          text: z.string().meta({ description: "The question in the language asked for." }),
          type: z
            .enum(["text", "number", "boolean", "date", "email", "domain", "choice"])
            .meta({ description: "What kind of answer is taken." }),
          required: z.literal(true).optional().meta({
            description: "True where whoever sends any `caseAnswers` must answer it; else absent.",
          }),
          choices: z.array(Choice).optional().meta({
            description: "What a `choice` is between; else absent.",
          }),
        })
        .meta({ id: "CaseQuestion", description: "A question to ask before a case is opened." }),
    )
    .optional()
    .meta({
      description: "The questions to ask before a case is opened; absent where there are none.",
    }),
  pages: z.array(HelpPage).optional().meta({
    description: "Pages that may make the case needless; absent where there are none.",
  }),
}).meta({
  id: "CaseClassificationDetails",
  description: "A classification with its questions and pages.",
});

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
  const spoken = catalogueLanguageOf(language);
  return omitDefaults({
    ...classificationResource(topic, language),
    questions: topic.questions.map((question) => questionResource(question, spoken)),
    pages: topic.pages.map(({ title, url }) => ({ title: title[spoken], uri: url })),
  }) as Partial<z.infer<typeof ClassificationDetails>>;
}

function questionResource(question: Question, spoken: CatalogueLanguage) {
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
