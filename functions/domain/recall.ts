import type { Grounds, Standing } from "./access.ts";
import { fileOf } from "./attachment.ts";
import { remove } from "./attachment-rules.ts";
import type { Case } from "./case.ts";
import { type Certificate, certifiedMailsMax, type RecalledPlace } from "./certificate.ts";
import { type Change, changed, type Stamp } from "./change.ts";
import type { FeedEntry } from "./feed.ts";
import type { HistoryEntry } from "./history.ts";
import type { CustomerId } from "./identifiers.ts";
import { type CaseIndex, tokensOfTexts } from "./index-tokens.ts";
import type { Finding } from "./personal-data.ts";
import type { Dossier, StoredReply } from "./recall-store.ts";
import { type Cleaned, cleanedTexts, textsIn } from "./recall-texts.ts";
import { type RecallWish, replacementsFor } from "./recall-wish.ts";
import { Refusal } from "./refusal.ts";
import { replacer } from "./replacement.ts";
import { supportViewer } from "./viewer.ts";

/** What a recall stores: the case and its parts as they are to be, and the certificate of it. */
export type Recall = {
  change: Change;
  /** The parts that differ from what is stored. */
  feed: readonly FeedEntry[];
  history: readonly HistoryEntry[];
  replies: readonly StoredReply[];
  index: CaseIndex;
  certificate: Certificate;
};

type Circumstances = {
  stamp: Stamp;
  /** What the detector found, for each of `textsIn` the dossier; empty where that was not asked for. */
  found: readonly (readonly Finding[])[];
};

/** Refuses everybody but support agents and administrators of the customer; for callers who see the case. */
export function requireMayRecall(
  { person }: Pick<Grounds, "person">,
  { agent }: Pick<Standing, "agent">,
  customer: CustomerId,
): void {
  const customers = person?.customers ?? {};
  if (agent) return;
  if (Object.hasOwn(customers, customer) && customers[customer] === "ADMINISTRATOR") return;
  throw new Refusal(
    "PRIVILEGE_MISSING",
    "Only support agents and administrators of the customer may recall personal data.",
    { remedy: "Ask an administrator of the customer, or support in a comment." },
  );
}

/**
 * Takes texts out of a case, wherever they stand in it. Earlier history is rewritten, here alone; the
 * entry that tells of it holds no text. One that finds nothing is certified too: whoever cannot read the
 * notes of support must not learn from the answer what stands in them.
 */
export function recall(
  dossier: Dossier,
  wish: RecallWish,
  { stamp, found }: Circumstances,
): Recall {
  const detected = textsIn(dossier).flatMap((text, at) => {
    const findings = (found[at] ?? []).filter(({ confidence }) => confidence === "HIGH");
    return findings.map(({ kind, start, end }) => ({ kind, value: text.slice(start, end) }));
  });
  const asked = replacementsFor(dossier, wish, { agent: stamp.agent, detected });
  const replace = replacer(asked.replacements);
  const reason = replace(wish.reason).text;
  const given = { ...dossier, feed: withoutFiles(dossier, asked.attachments, { stamp, reason }) };
  const cleaned = cleanedTexts(given, replace);
  const index = indexOf(cleaned);
  const result: Recall = {
    change: changeOf(dossier.case, cleaned.case.value, { stamp, reason }),
    feed: differing(cleaned.feed, dossier.feed),
    history: differing(cleaned.history, dossier.history),
    replies: differing(cleaned.replies, dossier.replies),
    index,
    certificate: {
      id: stamp.eventId,
      createdAt: stamp.at,
      actor: stamp.actor,
      reason,
      places: placesOf(cleaned, dossier, index),
      ...mailsOf(cleaned, dossier),
      files: asked.attachments.flatMap((entry) =>
        entry.kind === "attachment" ? [fileOf(entry)] : [],
      ),
    },
  };
  requireWritable(result);
  return result;
}

/**
 * What is written at once at most. A transaction takes 10 MiB, a request to the emulator 4; a document
 * takes somewhat more than its JSON.
 */
const recallBytesMax = 3.5 * 1024 * 1024;

function requireWritable(result: Recall): void {
  const bytes = new TextEncoder().encode(JSON.stringify(result)).length;
  if (bytes <= recallBytesMax) return;
  throw new Refusal("BODY_TOO_LARGE", "More of the case would change than can be stored at once.", {
    remedy: "Recall the comments concerned as whole fields (comments/{id}), some at a time.",
  });
}

function changeOf(
  current: Case,
  next: Case,
  { stamp, reason }: { stamp: Stamp; reason: string },
): Change {
  const fact = { type: "personalData.recalled", reason } as const;
  const change = changed(current, next, { stamp, fact });
  if (!change.entry) return change;
  // What differs would name the very texts.
  return { ...change, entry: { ...change.entry, changes: [], certificateId: stamp.eventId } };
}

function withoutFiles(
  { case: current, feed }: Dossier,
  attachments: readonly FeedEntry[],
  by: { stamp: Stamp; reason: string },
): FeedEntry[] {
  const named = new Set(attachments.map(({ id }) => id));
  return feed.map((entry) => {
    const goes = entry.kind === "attachment" && named.has(entry.id);
    return (goes && remove(current, entry, by).attachment) || entry;
  });
}

function differing<T>(cleaned: readonly { value: T }[], before: readonly T[]): T[] {
  return cleaned.map(({ value }) => value).filter((value, at) => !same(value, before[at]));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function indexOf({ case: { value: current }, feed }: Cleaned): CaseIndex {
  const comments = feed.flatMap(({ value }) => (value.kind === "comment" ? [value] : []));
  const bodies = (internal: boolean) =>
    comments.filter((each) => each.internal === internal).map(({ body }) => body);
  return tokensOfTexts(current.viewers, {
    open: [current.displayName, current.description, ...bodies(false)],
    internal: bodies(true),
  });
}

function placesOf(cleaned: Cleaned, dossier: Dossier, index: CaseIndex): RecalledPlace[] {
  const hidden = new Set(dossier.history.filter(({ internal }) => internal).map(({ id }) => id));
  const kept = new Set(index.tokens);
  const gone = dossier.tokens.filter((token) => !kept.has(token));
  const ofSupport = gone.filter((token) => token.startsWith(`${supportViewer} `));
  const all = [
    ...Object.entries(cleaned.case.counts).map(([place, count]) => open(place, count)),
    ...cleaned.feed.map(({ value, count }) => ({
      place: `${value.kind === "comment" ? "comments" : "attachments"}/${value.id}`,
      count,
      internal: value.internal,
    })),
    ...cleaned.history.map(({ value: { id, internal }, count }) => ({
      place: `history/${id}`,
      count,
      internal,
    })),
    ...[false, true].map((internal) => ({
      place: "receipts",
      count: sumOf(
        cleaned.replies.filter(({ value }) => hidden.has(value.entryId ?? "") === internal),
      ),
      internal,
    })),
    open("index", gone.length - ofSupport.length),
    { place: "index", count: ofSupport.length, internal: true },
  ];
  return all.filter(({ count }) => count > 0);
}

function open(place: string, count: number): RecalledPlace {
  return { place, count, internal: false };
}

function sumOf(all: readonly { count: number }[]): number {
  return all.reduce((sum, { count }) => sum + count, 0);
}

/** The mails that were sent, or may have been, of entries whose mail showed one of the texts. */
function mailsOf(
  cleaned: Cleaned,
  { deliveries }: Dossier,
): Pick<Certificate, "mails" | "moreMails"> {
  const comments = new Set(cleaned.feed.flatMap(({ value, count }) => (count > 0 ? value.id : [])));
  // Every mail has the title of its time in its subject; which that was, nobody has noted.
  const titled =
    cleaned.case.counts.displayName > 0 || cleaned.history.some(({ titles }) => titles > 0);
  const showing = cleaned.history.filter(
    ({ value: { type, commentId }, shown }) =>
      titled ||
      shown > 0 ||
      (type === "case.created" && cleaned.case.counts.description > 0) ||
      (commentId !== undefined && comments.has(commentId)),
  );
  const byEntry = Map.groupBy(deliveries, ({ eventId }) => eventId);
  const mails = showing.flatMap(({ value: { id, internal } }) =>
    (byEntry.get(id) ?? [])
      .filter(({ state }) => state === "accepted" || state === "claimed")
      .map(({ eventId, email, settledAt }) => ({
        eventId,
        email,
        ...(settledAt !== undefined && { sentAt: settledAt }),
        internal,
      })),
  );
  const more = Math.max(0, mails.length - certifiedMailsMax);
  return { mails: mails.slice(more), moreMails: more };
}
