import { tokensOfTexts } from "#domain/index-tokens.ts";
import { type Recall, recall } from "#domain/recall.ts";
import type { Dossier } from "#domain/recall-store.ts";
import type { RecallWish } from "#domain/recall-wish.ts";
import { anAttachment, aTombstone } from "./attachments.ts";
import { aCase, aComment, aCustomerStamp, anAgentStamp, anEntry } from "./builders.ts";

export const secret = "811228-9874";

/** A case in which nothing but its title and description stands, indexed as the product does it. */
export function aDossier(over: Partial<Dossier> = {}): Dossier {
  const dossier: Dossier = {
    case: aCase(),
    tokens: [],
    feed: [],
    history: [anEntry({ id: "e0", type: "case.created" })],
    replies: [],
    deliveries: [],
    ...over,
  };
  const bodies = (internal: boolean) =>
    dossier.feed.flatMap((each) =>
      each.kind === "comment" && each.internal === internal ? [each.body] : [],
    );
  const { viewers, displayName, description } = dossier.case;
  const texts = { open: [displayName, description, ...bodies(false)], internal: bodies(true) };
  return { ...dossier, tokens: tokensOfTexts(viewers, texts).tokens };
}

export const aWish = (over: Partial<RecallWish> = {}): RecallWish => ({
  texts: [],
  fields: [],
  attachments: [],
  reason: "It must not stand here.",
  ...over,
});

export const byAgent = anAgentStamp({ eventId: "e9" });
export const byOlle = aCustomerStamp({ eventId: "e9" });

export function recalled(dossier: Dossier, wish: Partial<RecallWish>, stamp = byAgent): Recall {
  return recall(dossier, aWish(wish), { stamp, found: [] });
}

/** The value in every place that can hold it. */
export function everywhere(text: string): Dossier {
  return aDossier({
    case: aCase({
      displayName: `Who is ${text}`,
      description: `It says ${text}.`,
      answers: [{ questionId: "who", answer: text }],
      escalation: { reason: "BUSINESS_IMPACT", justification: `${text} waits` },
    }),
    feed: [
      aComment({ id: "c1", body: `Hello ${text}` }),
      aComment({ id: "n1", body: `Note ${text}`, internal: true }),
      anAttachment({ id: "a1", filename: `${text}.pdf` }),
      aTombstone({ id: "a2", filename: `${text}.txt`, reason: `Held ${text}` }),
    ],
    history: [
      anEntry({
        id: "e0",
        type: "case.created",
        changes: [{ field: "displayName", after: `Who is ${text}` }],
      }),
      anEntry({
        id: "e1",
        type: "case.changed",
        changes: [
          { field: "displayName", before: `Who is ${text}`, after: `Is it ${text}` },
          { field: "subscriberEmailAddresses", before: [`x${text}@a.example`], after: [] },
        ],
        reason: `Because ${text}`,
      }),
      anEntry({ id: "e2", commentId: "c1" }),
      anEntry({ id: "e3", type: "note.created", commentId: "n1", internal: true }),
    ],
    replies: [
      {
        receiptId: "k1",
        entryId: "e0",
        reply: {
          name: "customers/1001/cases/1",
          displayName: text,
          caseAnswers: [{ answer: text }],
        },
      },
      { receiptId: "e3", entryId: "e3", reply: { body: `Note ${text}`, plainTextBody: text } },
    ],
  });
}
