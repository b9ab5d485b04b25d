import type { Query, QueryDocumentSnapshot, Transaction } from "@google-cloud/firestore";
import { z } from "zod";
import type { Case } from "#domain/case.ts";
import { FeedEntry } from "#domain/feed.ts";
import { HistoryEntry } from "#domain/history.ts";
import { ChildId, EmailAddress } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import type { Delivery, Dossier, StoredReply } from "#domain/recall-store.ts";
import { firestore } from "./client.ts";
import { caseDoc, feedOf, historyOf, read } from "./documents.ts";
import { asLostTransaction } from "./lost-transaction.ts";

/** As many values as a query may name. */
const atOnce = 30;

/** Reads everything of a case that may hold its texts, and what became of its mails. */
export async function readDossier(transaction: Transaction, current: Case): Promise<Dossier> {
  const of = { customer: current.customer, caseId: current.id };
  const allIn = async (query: Query) =>
    (await transaction.get(query).catch(asLostTransaction)).docs;
  const [[indexed], feed, told, receipts] = await Promise.all([
    transaction.getAll(caseDoc(current.id), { fieldMask: ["tokens"] }),
    allIn(feedOf(of)),
    allIn(historyOf(of)),
    allIn(firestore().collection("receipts").where("caseId", "==", current.id)),
  ]);
  const history = valuesIn(HistoryEntry, told).toSorted((one, other) =>
    one.createdAt < other.createdAt ? -1 : 1,
  );
  const ids = history.map(({ id }) => id);
  const deliveries = await Promise.all(
    Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, page) =>
      allIn(
        firestore()
          .collection("deliveries")
          .where("eventId", "in", ids.slice(page * atOnce, (page + 1) * atOnce)),
      ),
    ),
  );
  return {
    case: current,
    tokens: z.array(z.string()).parse(indexed?.get("tokens")),
    feed: valuesIn(FeedEntry, feed),
    history,
    replies: receipts.map(storedReply),
    deliveries: valuesIn(StoredDelivery, deliveries.flat()),
  };
}

function valuesIn<S extends z.ZodType>(
  schema: S,
  docs: readonly QueryDocumentSnapshot[],
): z.output<S>[] {
  return docs.map((doc) => read(schema, doc)).filter((value) => value !== undefined);
}

function storedReply(doc: QueryDocumentSnapshot): StoredReply {
  const { reply, event } = ReplyDocument.parse(doc.data());
  return { receiptId: doc.id, reply: JSON.parse(reply), entryId: event?.id };
}

const ReplyDocument = z.object({
  reply: z.string(),
  event: z.object({ id: ChildId }).optional(),
});

const StoredDelivery: z.ZodType<Delivery> = z.object({
  eventId: ChildId,
  email: EmailAddress,
  state: z.enum(["claimed", "accepted", "refused", "withdrawn"]),
  settledAt: Instant.optional(),
});
