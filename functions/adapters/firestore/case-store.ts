import type { DocumentReference, DocumentSnapshot, Transaction } from "@google-cloud/firestore";
import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import type { Case } from "#domain/case.ts";
import type { CaseStore, Wanted } from "#domain/case-store.ts";
import type { Change } from "#domain/change.ts";
import { Custody } from "#domain/custody.ts";
import { type Ask, type Decision, eventOf, type Found } from "#domain/decision.ts";
import type { CaseEvent } from "#domain/event.ts";
import { FeedEntry } from "#domain/feed.ts";
import { type CaseKey, type ChildId, CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import { Person, type Principal, partnerDomain } from "#domain/person.ts";
import { agentNames } from "./agents.ts";
import { dueCases, pageOfCases } from "./case-pages.ts";
import { writeChange } from "./case-writes.ts";
import {
  attachmentOf,
  pageOfAttachments,
  pageOfComments,
  pageOfFeed,
  pageOfHistory,
} from "./children.ts";
import { firestore } from "./client.ts";
import {
  caseDoc,
  caseFields,
  custodyDoc,
  feedDoc,
  personDoc,
  read,
  readCase,
  receiptDoc,
  withdrawalsDoc,
} from "./documents.ts";
import { ReceiptDocument, readReceipt, writeReceipt } from "./receipts.ts";
import { reindexWords } from "./reindex-words.ts";

/** Cases in Firestore: every decision rests on one batch get, every change is one transaction. */
export function firestoreCases(): CaseStore {
  return {
    find: (wanted) => findWith((refs) => firestore().getAll(...refs, { fieldMask }), wanted),
    findScope,
    change: (ask, decide) =>
      firestore().runTransaction(async (transaction) => {
        const found = await findInTransaction(transaction, ask);
        const decision = decide(found);
        await writeDecision(transaction, { found, decision, ask });
        return decision;
      }),
    changeAsSystem,
    page: pageOfCases,
    due: dueCases,
    reindexWords,
    comments: pageOfComments,
    attachments: pageOfAttachments,
    attachmentOf,
    feed: pageOfFeed,
    history: pageOfHistory,
  };
}

type ReadAll = (refs: DocumentReference[]) => Promise<DocumentSnapshot[]>;

async function findWith(readAll: ReadAll, wanted: Wanted): Promise<Found> {
  const { customer, caseId, childId, receiptId } = wanted;
  const refs = {
    person: personDoc(wanted.principal.email),
    custody: custodyDoc(customer),
    ...(caseId !== undefined && { case: caseDoc(caseId) }),
    ...(caseId !== undefined &&
      childId !== undefined && { child: feedDoc({ customer, caseId }, childId) }),
    ...(receiptId !== undefined && { receipt: receiptDoc(receiptId) }),
  };
  const [snapshots, agents] = await Promise.all([
    readAll(Object.values(refs)),
    namesFor(wanted.principal),
  ]);
  const of = (name: string) => snapshots[Object.keys(refs).indexOf(name)];
  return {
    principal: wanted.principal,
    person: read(Person, of("person")),
    custody: read(Custody, of("custody")),
    ...(caseId !== undefined && { case: readCase(of("case")) }),
    ...(childId !== undefined && { child: read(FeedEntry, of("child")) }),
    ...(receiptId !== undefined && { receipt: readReceipt(of("receipt")) }),
    agents,
  };
}

/** What a decision about a case rests on, read in the transaction that is going to write it. */
export function findInTransaction(transaction: Transaction, ask: Ask & Wanted): Promise<Found> {
  return findWith((refs) => transaction.getAll(...refs, { fieldMask }), ask);
}

async function findScope(principal: Principal) {
  const refs = [personDoc(principal.email), withdrawalsDoc(partnerDomain(principal))];
  const [[person, partner], agents] = await Promise.all([
    firestore().getAll(...refs),
    namesFor(principal),
  ]);
  const withdrawals = read(WithdrawalsDocument, partner)?.customers ?? {};
  return { principal, person: read(Person, person), agents, withdrawals };
}

async function writeDecision(
  transaction: Transaction,
  { found, decision, ask }: { found: Found; decision: Decision; ask: Ask },
): Promise<void> {
  const { change, event, reply } = decision;
  // An unchanged outcome is worth a write only where the caller may ask for it again by its key.
  if (change === undefined || (event === undefined && !ask.keyed)) return;
  writeChange(transaction, { before: found.case, change, custody: found.custody });
  const { digest, at, receiptId } = ask;
  writeReceipt(transaction, receiptId, { digest, at, reply, event, caseId: change.case.id });
}

/** Jobs answer nobody: their receipt holds the event alone. */
function changeAsSystem(
  of: CaseKey & { childId?: ChildId },
  decide: (current: Case, child: FeedEntry | undefined) => Change,
): Promise<CaseEvent | undefined> {
  return firestore().runTransaction(async (transaction) => {
    const refs = [
      caseDoc(of.caseId),
      ...(of.childId === undefined ? [] : [feedDoc(of, of.childId)]),
    ];
    const [found, child] = await transaction.getAll(...refs, { fieldMask });
    const current = readCase(found);
    if (!current || current.customer !== of.customer) return undefined;
    const change = decide(current, read(FeedEntry, child));
    if (change.case === current && !change.entry && !change.attachment) return undefined;
    writeChange(transaction, { before: current, change });
    const event = change.entry && eventOf(change, change.entry.id);
    if (event) {
      const { receiptId, at, caseId } = event;
      writeReceipt(transaction, receiptId, { digest: "", at, reply: {}, event, caseId });
    }
    return event;
  });
}

/** All fields of everything that a decision reads, but the index of the case. */
const fieldMask = [
  ...caseFields,
  ...[Person, Custody, ReceiptDocument, ...FeedEntry.options].flatMap((schema) =>
    Object.keys(schema.shape),
  ),
];

const WithdrawalsDocument = z.object({
  customers: z
    .record(CustomerId, z.object({ hidden: z.boolean().optional(), endsAt: Instant.optional() }))
    .default({}),
});

function namesFor(principal: Principal): Promise<AgentDirectory | undefined> {
  return principal.ofSupport ? agentNames() : Promise.resolve(undefined);
}
