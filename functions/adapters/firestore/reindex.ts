import {
  type DocumentSnapshot,
  FieldPath,
  FieldValue,
  type Transaction,
} from "@google-cloud/firestore";
import { z } from "zod";
import { viewKeysOf } from "#domain/case-view.ts";
import { Custody, sightEndsAt, viewersOf } from "#domain/custody.ts";
import type { Progress } from "#domain/customer.ts";
import { type CaseId, ChildId, type CustomerId } from "#domain/identifiers.ts";
import { tokensForViewers } from "#domain/index-tokens.ts";
import { Instant } from "#domain/instant.ts";
import { customerViewer, Viewer } from "#domain/viewer.ts";
import { firestore, fromDocument, toDocument } from "./client.ts";
import { caseDoc, caseViewDoc, custodyDoc, read, withdrawalsDoc } from "./documents.ts";

/** Few, because each may weigh half a megabyte and a commit takes ten. */
const batchSize = 10;

const Indexed = z.object({
  createdAt: Instant,
  viewers: z.array(Viewer),
  tokens: z.array(z.string()),
});

const Keyed = z.object({ viewKeys: z.array(ChildId) });

/** One bounded batch of writing anew who sees a customer's cases; see `CustodyStore.reindex`. */
export async function reindexCases(
  customer: CustomerId,
  at: Instant,
  progress?: Progress,
): Promise<Progress | undefined> {
  const ordered = firestore()
    .collection("cases")
    .where("customer", "==", customer)
    .orderBy(FieldPath.documentId())
    .limit(batchSize)
    .select("createdAt");
  const { docs } = await (progress ? ordered.startAfter(progress.after) : ordered).get();
  const seen = await firestore().runTransaction((transaction) =>
    reindexBatch(transaction, { customer, at, ids: docs.map(({ id }) => id) }),
  );
  const revision = progress?.revision ?? seen;
  const last = docs.at(-1)?.id;
  if (docs.length === batchSize && last !== undefined) return { after: last, revision };
  await firestore().runTransaction((transaction) =>
    forgetEnded(transaction, { customer, at, revision }),
  );
  return undefined;
}

/** Custody is read in the same transaction, so that two runs at once cannot leave an older truth behind. */
async function reindexBatch(
  transaction: Transaction,
  { customer, at, ids }: { customer: CustomerId; at: Instant; ids: CaseId[] },
): Promise<number> {
  const views = ids.map((caseId) => caseViewDoc({ customer, caseId }));
  const docs = await transaction.getAll(custodyDoc(customer), ...ids.map(caseDoc), ...views);
  const custody = read(Custody, docs[0]);
  if (!custody) return 0;
  for (const [place, doc] of docs.slice(1, ids.length + 1).entries()) {
    const data = doc.data();
    if (data === undefined) continue;
    const { createdAt, viewers: before, tokens } = Indexed.parse(fromDocument(data));
    const viewers = viewersOf(custody, createdAt, at);
    rekey(transaction, docs[ids.length + 1 + place], viewKeysOf(viewers, custody));
    if (JSON.stringify(viewers) === JSON.stringify(before)) continue;
    const model = customerViewer(customer);
    transaction.update(doc.ref, { viewers, ...tokensForViewers(tokens, { model, viewers }) });
  }
  return custody.revision;
}

/** Marks what clients see of a case with the words of the partners that see it now. */
function rekey(
  transaction: Transaction,
  view: DocumentSnapshot | undefined,
  viewKeys: ChildId[],
): void {
  const before = read(Keyed, view)?.viewKeys;
  if (!view || !before || JSON.stringify(before) === JSON.stringify(viewKeys)) return;
  transaction.update(view.ref, { viewKeys });
}

/** What has been taken out of the index need not be kept out of lists any longer. */
async function forgetEnded(
  transaction: Transaction,
  { customer, at, revision }: { customer: CustomerId; at: Instant; revision: number },
): Promise<void> {
  const custody = read(Custody, await transaction.get(custodyDoc(customer)));
  // Custody moved while the run was under way: some batches saw the old one, and another run is due.
  if (custody?.revision !== revision) return;
  for (const [domain, relationship] of Object.entries(custody.partners)) {
    const endsAt = sightEndsAt(relationship, at);
    const coming = endsAt !== undefined && endsAt > at;
    const left = coming
      ? { ...toDocument({ endsAt }), hidden: FieldValue.delete() }
      : FieldValue.delete();
    transaction.set(withdrawalsDoc(domain), { customers: { [customer]: left } }, { merge: true });
  }
}
