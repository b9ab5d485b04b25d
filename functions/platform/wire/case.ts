import { z } from "zod";
import type { Standing } from "#domain/access.ts";
import type { AgentDirectory } from "#domain/actor.ts";
import { type Case, CaseState, etagOf, Priority } from "#domain/case.ts";
import { displayName } from "#domain/topic.ts";
import { topicById } from "#domain/topics/catalogue.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { rehearsal } from "./rehearsal.ts";
import { warnings } from "./warning.ts";

const ChosenClassification = z.strictObject({
  id: z
    .string()
    .meta({ description: "The classification's id.", examples: ["gws-gmail-delivery-bounce"] }),
  displayName: z
    .string()
    .optional()
    .meta({
      description: "Its levels in the case's language, joined by ` > `.",
      examples: ["Google Workspace > Gmail > Sent mail bounces with an error"],
    }),
});

const GivenAnswer = z
  .strictObject({
    questionId: z.string().meta({
      description: "The id of a question of the classification.",
      examples: ["error-text"],
    }),
    answer: z.string().meta({
      description:
        "The answer as text: a choice by its id, a day as YYYY-MM-DD, `true` or `false`.",
    }),
  })
  .meta({ id: "CaseAnswer", description: "The answer to a question of the classification." });

export const CaseResource = z
  .strictObject({
    name: z.string().meta({
      description: "The case's name; `customers/` or `organizations/` as you wrote it.",
      examples: ["customers/1001/cases/310000001001"],
    }),
    displayName: z
      .string()
      .meta({ description: "The title.", examples: ["Mail to suppliers bounces"] }),
    description: z.string().meta({
      description:
        "The problem in the words of whoever opened the case, with the answers to questions below.",
    }),
    classification: ChosenClassification.meta({
      description: "What the problem was classified as when the case was opened.",
    }),
    caseAnswers: z.array(GivenAnswer).optional().meta({
      description:
        "The answers to the questions of the classification; absent where none was given.",
    }),
    priority: Priority.meta({
      description:
        "Severity: `P0` hard down, `P1` unusable, `P2` greatly impaired, `P3` moderately impaired, `P4` question.",
    }),
    state: CaseState.meta({
      description:
        "`NEW` until support begins, `IN_PROGRESS_GOOGLE_SUPPORT` while it works, `ACTION_REQUIRED` while it waits for your answer, `SOLUTION_PROVIDED` once it thinks that the problem is solved, `CLOSED` at the end.",
    }),
    timeZone: z
      .string()
      .optional()
      .meta({
        description: "The time zone of the people concerned: an IANA name or an offset.",
        examples: ["Europe/Stockholm"],
      }),
    languageCode: z
      .string()
      .optional()
      .meta({
        description: "The language of the case, such as `en` or `sv`.",
        examples: ["sv"],
      }),
    subscriberEmailAddresses: z
      .array(z.string())
      .optional()
      .meta({
        description: "The followers, who are mailed about changes; absent where there are none.",
        examples: [["baker@lindqvist.example"]],
      }),
    contactEmail: z
      .string()
      .optional()
      .meta({
        description: "Whom support should reach; is mailed like a follower.",
        examples: ["olle@lindqvist.example"],
      }),
    testCase: z.literal(true).optional().meta({
      description: "True for a case that only tries things out; else absent.",
    }),
    escalated: z.literal(true).optional().meta({
      description: "True once the case has been escalated; else absent.",
    }),
    creator: ActorResource.meta({ description: "Who opened the case." }),
    createTime: z.iso.datetime().meta({ description: "When the case was opened." }),
    updateTime: z.iso
      .datetime()
      .meta({ description: "When the case, a comment on it or a file of it last changed." }),
    reopenUntil: z.iso.datetime().optional().meta({
      description:
        "Until when the customer's side may reopen this closed case; absent on open cases and afterwards.",
    }),
    relatedCase: z
      .string()
      .optional()
      .meta({
        description: "The case of the same customer that this one goes on from.",
        examples: ["customers/1001/cases/310000001002"],
      }),
    assignee: ActorResource.optional().meta({
      description: "The agent who is responsible; shown to support agents alone.",
    }),
    etag: z.string().meta({
      description:
        "Changes with every change that everybody sees; send it with a write that rests on what you have read.",
      examples: ['"3"'],
    }),
    ...rehearsal,
    ...warnings,
  })
  .meta({ id: "Case", description: "A support case, as the caller may see it." });
export type CaseResource = z.infer<typeof CaseResource>;

/** For whom a case is shown, and in which form of name. */
export type Audience = {
  standing: Pick<Standing, "agent">;
  form: NameForm;
  agents: AgentDirectory;
};

/** A case as one caller sees it. The assignee is support's own affair. */
export function caseResource(
  shown: Case,
  { standing, form, agents }: Audience,
): Partial<CaseResource> {
  const { customer, relatedCase, assigneeId } = shown;
  const names = standing.agent ? agents : undefined;
  const topic = topicById(shown.topicId);
  return omitDefaults({
    name: caseName({ customer, caseId: shown.id }, form),
    displayName: shown.displayName,
    description: shown.description,
    classification: {
      id: shown.topicId,
      ...(topic && { displayName: displayName(topic, shown.languageCode) }),
    },
    caseAnswers: shown.answers,
    priority: shown.priority,
    state: shown.state,
    timeZone: shown.timeZone,
    languageCode: shown.languageCode,
    subscriberEmailAddresses: shown.followers.map(({ email }) => email),
    contactEmail: shown.contactEmail,
    testCase: shown.testCase || undefined,
    escalated: shown.escalation !== undefined || undefined,
    creator: actorResource(shown.creator, names),
    createTime: shown.createdAt,
    updateTime: shown.updatedAt,
    reopenUntil: shown.reopenUntilAt,
    relatedCase: relatedCase && caseName({ customer, caseId: relatedCase }, form),
    assignee:
      names && assigneeId
        ? actorResource({ kind: "agent", agentId: assigneeId }, names)
        : undefined,
    etag: etagOf(shown),
  }) as Partial<CaseResource>;
}
