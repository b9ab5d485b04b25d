import { FieldPath, FieldValue, type Transaction } from "@google-cloud/firestore";
import { z } from "zod";
import { Custody, sightEndsAt, viewersOf } from "#domain/custody.ts";
import type { Progress } from "#domain/customer.ts";
import type { CaseId, CustomerId } from "#domain/identifiers.ts";
import { tokensForViewers } from "#domain/index-tokens.ts";
import { Instant } from "#domain/instant.ts";
import { customerViewer, supportViewer, Viewer } from "#domain/viewer.ts";
import { firestore, fromDocument, toDocument } from "./client.ts";
import { caseDoc, custodyDoc, read, withdrawalsDoc } from "./documents.ts";

const batchSize = 50;

const Indexed = z.object({
  createdAt: Instant,
  viewers: z.array(Viewer),
  tokens: z.array(z.string()),
});

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
  const [holder, ...cases] = await transaction.getAll(custodyDoc(customer), ...ids.map(caseDoc));
  const custody = read(Custody, holder);
  if (!custody) return 0;
  for (const doc of cases) {
    const data = doc.data();
    if (data === undefined) continue;
    const { createdAt, viewers: before, tokens } = Indexed.parse(fromDocument(data));
    const viewers = viewersOf(custody, createdAt, at);
    if (JSON.stringify(viewers) === JSON.stringify(before)) continue;
    const roles = { model: customerViewer(customer), keep: supportViewer, viewers };
    transaction.update(doc.ref, { viewers, tokens: tokensForViewers(tokens, roles) });
  }
  return custody.revision;
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
    const coming = endsAt !== undefined && endsAt > at ? toDocument({ endsAt }) : undefined;
    transaction.update(
      withdrawalsDoc(domain),
      new FieldPath("customers", customer),
      coming ?? FieldValue.delete(),
    );
  }
}
