import type { DocumentReference, DocumentSnapshot, Transaction } from "@google-cloud/firestore";
import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import type { Case } from "#domain/case.ts";
import type { CaseStore, Wanted } from "#domain/case-store.ts";
import type { Change } from "#domain/change.ts";
import { Comment } from "#domain/comment.ts";
import { Custody } from "#domain/custody.ts";
import { type Ask, type Decision, eventOf, type Found } from "#domain/decision.ts";
import type { CaseEvent } from "#domain/event.ts";
import { type CaseKey, CustomerId } from "#domain/identifiers.ts";
import { Instant } from "#domain/instant.ts";
import { Person, type Principal, partnerDomain } from "#domain/person.ts";
import { agentNames } from "./agents.ts";
import { dueCases, pageOfCases } from "./case-pages.ts";
import { writeChange } from "./case-writes.ts";
import { pageOfComments, pageOfHistory } from "./children.ts";
import { firestore } from "./client.ts";
import {
  caseDoc,
  caseFields,
  commentDoc,
  custodyDoc,
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
    findComment: async (wanted, id) => {
      const extra = commentDoc(wanted, id);
      let comment: Comment | undefined;
      const found = await findWith(async (refs) => {
        const snapshots = await firestore().getAll(...refs, extra, { fieldMask });
        comment = read(Comment, snapshots.at(-1));
        return snapshots;
      }, wanted);
      return comment ? { ...found, comment } : found;
    },
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
    history: pageOfHistory,
  };
}

type ReadAll = (refs: DocumentReference[]) => Promise<DocumentSnapshot[]>;

async function findWith(readAll: ReadAll, wanted: Wanted, receiptId?: string): Promise<Found> {
  const refs = {
    person: personDoc(wanted.principal.email),
    custody: custodyDoc(wanted.customer),
    ...(wanted.caseId !== undefined && { case: caseDoc(wanted.caseId) }),
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
    ...(wanted.caseId !== undefined && { case: readCase(of("case")) }),
    ...(receiptId !== undefined && { receipt: readReceipt(of("receipt")) }),
    agents,
  };
}

function findInTransaction(transaction: Transaction, ask: Ask & Wanted): Promise<Found> {
  return findWith((refs) => transaction.getAll(...refs, { fieldMask }), ask, ask.receiptId);
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
  writeReceipt(transaction, ask.receiptId, { digest: ask.digest, at: ask.at, reply, event });
}

/** Jobs answer nobody: their receipt holds the event alone. */
function changeAsSystem(
  { customer, caseId }: CaseKey,
  decide: (current: Case) => Change,
): Promise<CaseEvent | undefined> {
  return firestore().runTransaction(async (transaction) => {
    const current = readCase(await transaction.get(caseDoc(caseId)));
    if (!current || current.customer !== customer) return undefined;
    const change = decide(current);
    if (change.case === current && !change.entry) return undefined;
    writeChange(transaction, { before: current, change });
    const event = change.entry && eventOf(change, change.entry.id);
    if (event)
      writeReceipt(transaction, event.receiptId, { digest: "", at: event.at, reply: {}, event });
    return event;
  });
}

/** All fields of everything that a decision reads, but the index of the case. */
const fieldMask = [
  ...caseFields,
  ...[Person, Custody, ReceiptDocument, Comment].flatMap((schema) => Object.keys(schema.shape)),
];

const WithdrawalsDocument = z.object({
  customers: z
    .record(CustomerId, z.object({ hidden: z.boolean().optional(), endsAt: Instant.optional() }))
    .default({}),
});

function namesFor(principal: Principal): Promise<AgentDirectory | undefined> {
  return principal.ofSupport ? agentNames() : Promise.resolve(undefined);
}
