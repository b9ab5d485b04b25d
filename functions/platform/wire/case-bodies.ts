import { z } from "zod";
import { CaseState, EscalationReason, Priority } from "#domain/case.ts";
import { followersMax } from "#domain/followers.ts";
import { EmailAddress } from "#domain/identifiers.ts";
import { Etag } from "./etag.ts";
import { limitedText, outputOnly } from "./text.ts";

const titleLengthMax = 255;

/** The title of a case: one line. */
export const Title = limitedText(titleLengthMax).meta({
  description: `The title, of at most ${titleLengthMax} characters.`,
  examples: ["Mail to a supplier bounces"],
});

/** The severity of a case, in a body. */
export const Severity = z
  .enum(Priority.options, { error: `Give one of ${Priority.options.join(", ")}.` })
  .meta({
    description:
      "Severity: `P0` hard down, `P1` unusable, `P2` greatly impaired, `P3` moderately impaired, `P4` question.",
  });

export const Subscribers = z
  .array(EmailAddress)
  .max(followersMax, `Give at most ${followersMax} addresses.`)
  .meta({ examples: [["baker@lindqvist.example"]] })
  .transform((emails) => [...new Set(emails)]);

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

/** What a patch may set, beside output and what is settled when a case is opened, which it leaves alone. */
export const CasePatchBody = z
  .strictObject({
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
    displayName: Title.optional(),
    priority: Priority.optional().meta({
      description: "The severity, `P0` to `P4`. Agents give a `reason` with another one.",
    }),
    subscriberEmailAddresses: Subscribers.optional().meta({
      description: `The followers, at most ${followersMax}, in place of those there are. Named by the mask and absent: none.`,
    }),
    state: CaseState.optional().meta({
      description: "Set by agents alone, where the mask names it by itself; never back to `NEW`.",
    }),
    etag: Etag,
  })
  .meta({ id: "CasePatch", description: "What a patch sets of a case." });

/** What a patch says besides its body. */
export const casePatchQuery = {
  updateMask: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .meta({
      description:
        "The fields to set, joined by commas or as a repeated parameter: `display_name`, `priority`, `subscriber_email_addresses`, in snake_case or camelCase; `*` for these three; for agents `state` by itself. Without it all three are written.",
      examples: ["priority"],
    }),
  reason: limitedText(1_000)
    .optional()
    .meta({
      description:
        "Why the severity changes, in at most 1,000 characters: required of agents, and mailed to the followers.",
      examples: ["A workaround is in place."],
    }),
};

const Escalation = z
  .strictObject({
    reason: z
      .enum(EscalationReason.options, {
        error: `Give one of ${EscalationReason.options.join(", ")}.`,
      })
      .meta({
        description:
          "What the escalation is about: too long without a solution, the wrong expertise, or harm to the business.",
      }),
    justification: limitedText(4_000).meta({
      description: "Why, in at most 4,000 characters.",
      examples: ["The bakery cannot order flour for tomorrow."],
    }),
  })
  .meta({ id: "Escalation", description: "Why a case is to be escalated." });

export const EscalateBody = z
  .strictObject({
    escalation: Escalation.meta({ description: "Why the case is to be escalated." }),
    etag: Etag,
  })
  .meta({ id: "EscalateCaseRequest" });

/** Addresses that are to follow a case, or not any more. */
export const FollowersBody = z
  .strictObject({
    emailAddresses: Subscribers.refine(
      (emails) => emails.length > 0,
      "Give at least one address.",
    ).meta({ description: `The addresses: 1 to ${followersMax}.` }),
    etag: Etag,
  })
  .meta({ id: "CaseFollowers" });
