import { z } from "zod";
import type { Standing } from "#domain/access.ts";
import type { AgentDirectory } from "#domain/actor.ts";
import { type Case, CaseState, EscalationReason, etagOf, Priority } from "#domain/case.ts";
import { followersMax } from "#domain/followers.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import { displayName } from "#domain/topic.ts";
import { topicById } from "#domain/topics/catalogue.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { Rehearsal } from "./rehearsal.ts";
import { limitedText, outputOnly } from "./text.ts";
import { warnings } from "./warning.ts";

export const titleLengthMax = 255;

/** The title of a case: one line. */
export const Title = limitedText(titleLengthMax).meta({ description: "The title of the case." });

export const Subscribers = z
  .array(EmailAddress)
  .max(followersMax, `Give at most ${followersMax} addresses.`)
  .transform((emails) => [...new Set(emails)]);

export const CaseResource = z
  .strictObject({
    name: z.string(),
    displayName: z.string(),
    description: z.string(),
    classification: z.strictObject({ id: z.string(), displayName: z.string().optional() }),
    caseAnswers: z.array(z.strictObject({ questionId: z.string(), answer: z.string() })).optional(),
    priority: Priority,
    state: CaseState,
    timeZone: z.string().optional(),
    languageCode: z.string().optional(),
    subscriberEmailAddresses: z.array(z.string()).optional(),
    contactEmail: z.string().optional(),
    testCase: z.literal(true).optional(),
    escalated: z.literal(true).optional(),
    creator: ActorResource,
    createTime: z.iso.datetime(),
    updateTime: z.iso.datetime(),
    reopenUntil: z.iso.datetime().optional().meta({
      description: "Until when the customer's side may reopen this closed case.",
    }),
    relatedCase: z.string().optional(),
    assignee: ActorResource.optional().meta({ description: "Shown to support agents alone." }),
    etag: z.string(),
    rehearsal: Rehearsal.optional(),
    ...warnings,
  })
  .meta({ id: "Case" });
export type CaseResource = z.infer<typeof CaseResource>;

export const EscalationBody = z.strictObject({
  reason: z.enum(EscalationReason.options, {
    error: `Give one of ${EscalationReason.options.join(", ")}.`,
  }),
  justification: limitedText(4_000),
});

/** Fields that a caller may send back as they were read, without effect. */
export const caseOutput = outputOnly(
  "name",
  "state",
  "createTime",
  "updateTime",
  "creator",
  "escalated",
  "reopenUntil",
  "assignee",
  "rehearsal",
  "warnings",
);

const { state: _state, ...outputButState } = caseOutput;

/** What a patch leaves alone: output and what is settled when a case is opened. */
export const unpatchable = {
  ...outputButState,
  ...outputOnly(
    "description",
    "classification",
    "caseAnswers",
    "timeZone",
    "languageCode",
    "contactEmail",
    "testCase",
    "relatedCase",
  ),
};

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
