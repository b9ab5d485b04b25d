import type { Case } from "./case.ts";
import type { FeedEntry } from "./feed.ts";
import type { FieldChange, HistoryEntry } from "./history.ts";
import type { Dossier, StoredReply } from "./recall-store.ts";
import type { Replace } from "./replacement.ts";

/** A part of a case without the texts, and how often one stood in it. */
export type CleanedPart<T> = { value: T; count: number };

export type CleanedEntry = CleanedPart<HistoryEntry> & {
  /** How often in titles of the case, and how often in what its mail showed. */
  titles: number;
  shown: number;
};

type CaseField = "displayName" | "description" | "caseAnswers" | "escalation.justification";

export type Cleaned = {
  case: { value: Case; counts: Record<CaseField, number> };
  feed: CleanedPart<FeedEntry>[];
  history: CleanedEntry[];
  replies: CleanedPart<StoredReply>[];
};

/** Every text of a case as `replace` makes it. Names and addresses of those who take part are no texts. */
export function cleanedTexts(dossier: Dossier, replace: Replace): Cleaned {
  return {
    case: cleanCase(dossier.case, replace),
    feed: dossier.feed.map((entry) => counted(replace, (text) => cleanItem(entry, text))),
    history: dossier.history.map((entry) => cleanEntry(entry, replace)),
    replies: dossier.replies.map((stored) =>
      counted(replace, (text) => ({ ...stored, reply: cleanReply(stored.reply, text) })),
    ),
  };
}

/** The distinct texts of a case in which personal data may stand. */
export function textsIn(dossier: Dossier): string[] {
  const texts = new Set<string>();
  cleanedTexts(dossier, (text) => {
    texts.add(text);
    return { text, count: 0 };
  });
  return [...texts].filter((text) => text !== "");
}

type TextMap = (text: string) => string;

function counted<T>(replace: Replace, work: (text: TextMap) => T): CleanedPart<T> {
  let count = 0;
  const value = work((given) => {
    const replaced = replace(given);
    count += replaced.count;
    return replaced.text;
  });
  return { value, count };
}

function cleanCase(current: Case, replace: Replace): Cleaned["case"] {
  const title = replace(current.displayName);
  const description = replace(current.description);
  const answers = counted(replace, (text) =>
    current.answers.map((given) => ({ ...given, answer: text(given.answer) })),
  );
  const { escalation } = current;
  const justification = escalation && replace(escalation.justification);
  return {
    value: {
      ...current,
      displayName: title.text,
      description: description.text,
      answers: answers.value,
      ...(justification && { escalation: { ...escalation, justification: justification.text } }),
    },
    counts: {
      displayName: title.count,
      description: description.count,
      caseAnswers: answers.count,
      "escalation.justification": justification?.count ?? 0,
    },
  };
}

function cleanItem(entry: FeedEntry, text: TextMap): FeedEntry {
  switch (entry.kind) {
    case "comment":
      return { ...entry, body: text(entry.body) };
    case "attachment":
      return { ...entry, filename: text(entry.filename) };
    case "deletedAttachment":
      return { ...entry, filename: text(entry.filename), reason: text(entry.reason) };
  }
}

/** Fields of history whose values are words of the product, and no texts of anybody's. */
const wordsOfOurs = new Set(["priority", "state", "escalated", "assignee", "reopenUntil"]);

function cleanEntry(entry: HistoryEntry, replace: Replace): CleanedEntry {
  const changes = entry.changes.map((change) => ({
    field: change.field,
    ...counted(replace, (text) => cleanChange(change, text)),
  }));
  // Here the reason is the cause of a quarantine, in a word of ours.
  const causes = entry.type === "attachment.quarantined";
  const reason = entry.reason === undefined || causes ? undefined : replace(entry.reason);
  const sum = (...fields: string[]) =>
    changes.reduce((all, { field, count }) => all + (fields.includes(field) ? count : 0), 0);
  const [titles, given] = [sum("displayName"), reason?.count ?? 0];
  return {
    value: {
      ...entry,
      changes: changes.map(({ value }) => value),
      ...(reason && { reason: reason.text }),
    },
    count: sum(...changes.map(({ field }) => field)) + given,
    titles,
    shown: titles + sum("attachment") + given,
  };
}

function cleanChange(change: FieldChange, text: TextMap): FieldChange {
  if (wordsOfOurs.has(change.field)) return change;
  const { before, after } = change;
  return {
    ...change,
    ...(before !== undefined && { before: cleanValue(before, text) }),
    ...(after !== undefined && { after: cleanValue(after, text) }),
  };
}

function cleanValue<V extends FieldChange["before"]>(value: V, text: TextMap) {
  if (typeof value === "string") return text(value);
  return Array.isArray(value) ? value.map(text) : value;
}

/** What of an answer is no text of a case: names of resources, times, words of ours, and who takes part. */
const noText = new Set(
  `name id etag relatedCase questionId classification priority state timeZone languageCode mimeType
   sizeBytes quarantineCause creator assignee actor remover subscriberEmailAddresses contactEmail
   warnings places notRecallable`.split(/\s+/),
);

function cleanReply(reply: unknown, text: TextMap): unknown {
  if (typeof reply === "string") return text(reply);
  if (Array.isArray(reply)) return reply.map((each) => cleanReply(each, text));
  if (typeof reply !== "object" || reply === null) return reply;
  return Object.fromEntries(
    Object.entries(reply).map(([key, value]) => [
      key,
      noText.has(key) || key.endsWith("Time") ? value : cleanReply(value, text),
    ]),
  );
}
