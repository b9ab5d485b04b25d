import { z } from "zod";
import { CaseId, CustomerId, EmailAddress } from "#domain/identifiers.ts";
import { dayOf } from "#domain/instant.ts";
import { languageOf } from "#domain/languages/languages.ts";
import type { NewCase } from "#domain/open-case.ts";
import type { Violation } from "#domain/refusal.ts";
import { Answer, checkAnswers, isAccepted, renderAnswers } from "#domain/topic.ts";
import { topicById } from "#domain/topics/catalogue.ts";
import type { Given } from "../contract.ts";
import { caseOutput, Severity, Subscribers, Title } from "./case-bodies.ts";
import { lengthOf, limitedText, outputOnly } from "./text.ts";

export const descriptionLengthMax = 32_000;

const RelatedCase = z
  .string()
  .regex(
    /^(customers|organizations)\/[^/]+\/cases\/[^/]+$/,
    "Give a name such as customers/1001/cases/123.",
  )
  .meta({ examples: ["customers/1001/cases/310000001002"] })
  .transform((name) => name.split("/"))
  .pipe(z.tuple([z.string(), CustomerId, z.literal("cases"), CaseId]))
  .transform(([, customer, , caseId]) => ({ customer, caseId }));

const TimeZone = z
  .string()
  .refine(isTimeZone, "Give an IANA name such as Europe/Stockholm, or an offset such as -07:00.");

/** What opens a case. Only a trusted service's `creator` counts; the other output fields never do. */
export const NewCaseBody = z
  .strictObject({
    ...caseOutput,
    creator: z
      .looseObject({
        email: EmailAddress.meta({ description: "The person's address." }),
        displayName: z
          .string()
          .max(200)
          .default("")
          .meta({ description: "The person's name, of at most 200 characters." }),
      })
      .optional()
      .catch(undefined)
      .meta({
        description:
          "Who asks for the case. Counts from a trusted service alone; else it is whoever calls.",
      }),
    displayName: Title,
    description: limitedText(descriptionLengthMax).meta({
      description:
        "The problem, in at most 32,000 characters: what happens since when, for whom, with which error. It cannot be changed later.",
      examples: ["550 5.7.26 since this morning."],
    }),
    classification: z
      .strictObject({
        id: z.string({ error: "Give the id of a classification." }).meta({
          description: "An id that `caseClassifications:search` answered with.",
          examples: ["gws-gmail-delivery-bounce"],
        }),
        ...outputOnly("displayName", "product"),
      })
      .meta({ description: "What the problem is about. It cannot be changed later." }),
    caseAnswers: z.array(Answer).max(50).optional().meta({
      description:
        "Answers to the classification's questions. Whoever sends any must answer all that are required.",
    }),
    priority: Severity,
    timeZone: TimeZone.optional().meta({
      description:
        "The time zone of the people concerned: an IANA name, or an offset such as `-07:00`.",
      examples: ["Europe/Stockholm"],
    }),
    languageCode: z
      .string()
      .max(50)
      .optional()
      .meta({
        description:
          "The language of the case, as BCP 47 has it. English where it is missing or not spoken here.",
        examples: ["sv"],
      }),
    subscriberEmailAddresses: Subscribers.optional().meta({
      description: "Followers, at most 50: whoever is to be mailed about the case.",
      examples: [["baker@lindqvist.example"]],
    }),
    contactEmail: EmailAddress.optional().meta({
      description:
        "Whom support should reach, if not whoever opens the case; is mailed like a follower.",
      examples: ["olle@lindqvist.example"],
    }),
    testCase: z.boolean().optional().meta({
      description:
        "`true` for a case that only tries things out: its escalation alerts nobody. It cannot be changed later.",
    }),
    relatedCase: RelatedCase.optional().meta({
      description: "A case of the same customer that this one goes on from.",
    }),
    etag: z.string().optional().meta({
      description: "Has no effect: there is nothing yet that could have changed.",
    }),
  })
  .meta({ id: "NewCase", description: "What opens a case." });

/**
 * Faults that take the catalogue to see: a classification that is not accepted today, answers that
 * do not fit its questions. Required questions bind only a client that answers any, because
 * Google's published clients cannot know of them.
 */
export function newCaseFaults({ body, at }: Given): Violation[] {
  const id = z.looseObject({ id: z.string() }).safeParse(body.classification).data?.id;
  if (id === undefined) return [];
  const topic = topicById(id);
  if (!topic || !isAccepted(topic, dayOf(at))) {
    return [
      {
        field: "classification.id",
        description: "No such classification is offered: find one by caseClassifications:search.",
      },
    ];
  }
  const answers = z.array(Answer).safeParse(body.caseAnswers).data;
  const faults = answers ? checkAnswers(topic, answers) : [];
  const described = limitedText(descriptionLengthMax).safeParse(body.description).data;
  const length = described ? lengthOf(withAnswers(described, id, { answers: answers ?? [] })) : 0;
  return length <= descriptionLengthMax || faults.length > 0
    ? faults
    : [
        {
          field: "description",
          description: `With the answers it is ${length} characters long: give at most ${descriptionLengthMax}.`,
        },
      ];
}

/** The domain's view of a body that has been checked. */
export function readNewCase(body: z.output<typeof NewCaseBody>): NewCase {
  const { displayName, priority, timeZone, contactEmail, relatedCase, creator } = body;
  const languageCode = languageOf(body.languageCode ?? "");
  const answers = body.caseAnswers ?? [];
  const topicId = body.classification.id;
  return {
    displayName: displayName.trim(),
    description: withAnswers(body.description, topicId, { answers, languageCode }),
    topicId,
    answers,
    priority,
    languageCode,
    testCase: body.testCase ?? false,
    subscriberEmailAddresses: body.subscriberEmailAddresses ?? [],
    related: relatedCase,
    creator: creator && { email: creator.email, displayName: creator.displayName || creator.email },
    ...(timeZone !== undefined && { timeZone }),
    ...(contactEmail !== undefined && { contactEmail }),
  };
}

type NewCaseInput = z.output<typeof NewCaseBody>;

/** What is written in a body, by the names of the fields. */
export function textsIn({
  displayName,
  description,
  caseAnswers = [],
}: NewCaseInput): Record<string, string> {
  const answers = caseAnswers.map(({ answer }, index) => [answerField(index), answer]);
  return { displayName, description, ...Object.fromEntries(answers) };
}

/** The body with other texts in those fields. */
export function withTexts(
  body: NewCaseInput,
  texts: Partial<Record<string, string>>,
): NewCaseInput {
  const { displayName = body.displayName, description = body.description } = texts;
  const caseAnswers = body.caseAnswers?.map((given, index) => ({
    ...given,
    answer: texts[answerField(index)] ?? given.answer,
  }));
  return { ...body, displayName, description, ...(caseAnswers && { caseAnswers }) };
}

function answerField(index: number): string {
  return `caseAnswers[${index}].answer`;
}

/** Answers stand below the description too, for clients that know nothing of questions. */
function withAnswers(
  description: string,
  topicId: string,
  { answers, languageCode = "en" }: { answers: Answer[]; languageCode?: string },
): string {
  const topic = topicById(topicId);
  const rendered = topic ? renderAnswers(topic, answers, languageCode) : "";
  return rendered === "" ? description : `${description}\n\n${rendered}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
