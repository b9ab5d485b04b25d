import type { Attachment, DeletedAttachment } from "./attachment.ts";
import type { HistoryEntry } from "./history.ts";
import { masked, type Numbering, newNumbering } from "./masking.ts";
import type { Finding, PersonalDataKind } from "./personal-data.ts";
import type { Dossier } from "./recall-store.ts";
import { textsIn } from "./recall-texts.ts";
import { invalid, type Violation } from "./refusal.ts";
import type { Replacement } from "./replacement.ts";

/** What is to be taken out of a case, as the caller names it. */
export type RecallWish = {
  /** These very texts. */
  texts: readonly string[];
  /** The whole text of `displayName`, `description`, `caseAnswers`, `escalation.justification` or `comments/{id}`. */
  fields: readonly string[];
  /** Files, by id or by name. */
  attachments: readonly string[];
  reason: string;
};

type Asked = {
  replacements: Replacement[];
  attachments: (Attachment | DeletedAttachment)[];
};

type Detected = { kind: PersonalDataKind; value: string };

/** What comes in the place of what. Refuses a field or a file that the case, as the caller sees it, does not have. */
export function replacementsFor(
  dossier: Dossier,
  wish: RecallWish,
  { agent, detected }: { agent: boolean; detected: readonly Detected[] },
): Asked {
  const fields = wish.fields.map((field) => textsOfField(dossier, field, agent));
  const attachments = wish.attachments.map((given) => attachmentNamed(dossier, given));
  const faults = [
    ...faultsAt("fields", fields, "The case has no such field, or nothing stands in it."),
    ...faultsAt("attachments", attachments, "The case has no such attachment."),
  ];
  if (faults.length > 0) throw invalid(...faults);
  const numbering = newNumbering(textsIn(dossier));
  const named = attachments.filter((entry) => entry !== undefined);
  const wholes = [
    ...fields.flatMap((texts) => texts ?? []),
    ...named.map((each) => each.filename),
  ].filter((text) => text !== wholePlaceholder);
  return {
    attachments: named,
    replacements: [
      ...wholes.map((value) => ({ value, placeholder: wholePlaceholder, wordsOnly: true })),
      ...numbered(wish.texts, numbering),
      ...masking(detected, numbering),
    ],
  };
}

/** Stands where a whole text has gone. */
const wholePlaceholder = "[RECALLED]";

function faultsAt(
  list: string,
  found: readonly (object | undefined)[],
  description: string,
): Violation[] {
  return found.flatMap((each, at) => (each ? [] : [{ field: `${list}[${at}]`, description }]));
}

/** What stands in a field, and stood there; undefined where there is nothing. */
function textsOfField(
  { case: current, feed, history }: Dossier,
  field: string,
  agent: boolean,
): string[] | undefined {
  const comment = feed.find(
    (entry) => entry.kind === "comment" && field === `comments/${entry.id}`,
  );
  if (comment?.kind === "comment" && (agent || !comment.internal)) return [comment.body];
  switch (field) {
    case "displayName":
      return [current.displayName, ...history.flatMap(titlesIn)];
    case "description":
      return [current.description];
    case "caseAnswers":
      return current.answers.length > 0 ? current.answers.map(({ answer }) => answer) : undefined;
    case "escalation.justification":
      return current.escalation && [current.escalation.justification];
    default:
      return undefined;
  }
}

function titlesIn({ changes }: HistoryEntry): string[] {
  return changes
    .filter(({ field }) => field === "displayName")
    .flatMap(({ before, after }) => [before, after])
    .filter((title) => typeof title === "string");
}

function attachmentNamed(
  { case: { customer, id }, feed }: Dossier,
  given: string,
): Attachment | DeletedAttachment | undefined {
  const prefix = new RegExp(`^(?:customers|organizations)/${customer}/cases/${id}/attachments/`);
  const entry = feed.find((each) => each.id === given.replace(prefix, ""));
  return entry?.kind === "comment" ? undefined : entry;
}

/** Numbered on from earlier recalls of the case, so that one placeholder never stands for two texts. */
function numbered(texts: readonly string[], { last }: Numbering): Replacement[] {
  const before = last.get("RECALLED") ?? 0;
  return [...new Set(texts)].map((value, at) => ({
    value,
    placeholder: `[RECALLED-${before + at + 1}]`,
    wordsOnly: false,
  }));
}

function masking(detected: readonly Detected[], numbering: Numbering): Replacement[] {
  return detected.map(({ kind, value }) => {
    const whole: Finding = { kind, confidence: "HIGH", start: 0, end: value.length };
    return { value, placeholder: masked(value, [whole], numbering), wordsOnly: false };
  });
}
