import { FieldPath, FieldValue, type Transaction } from "@google-cloud/firestore";
import { type AuditParty, viewerOfParty } from "#domain/audit.ts";
import { Custody } from "#domain/custody.ts";
import { domainOf, type EmailAddress } from "#domain/identifiers.ts";
import { partiesOf } from "#domain/membership.ts";
import type {
  FoundToChange,
  PeopleStore,
  PersonAsk,
  PersonDecision,
} from "#domain/people-store.ts";
import { Person } from "#domain/person.ts";
import { config } from "#platform/config.ts";
import { forgetAgentNames } from "./agents.ts";
import { writeAudit } from "./audit.ts";
import { firestore, toDocument } from "./client.ts";
import { agentsDoc, custodyDoc, personDoc, read, receiptDoc } from "./documents.ts";
import { asLostTransaction } from "./lost-transaction.ts";
import { readReceipt, writeReceipt } from "./receipts.ts";

/** People in Firestore: one record an address, found by the parties that they belong to or administer. */
export function firestorePeople(): PeopleStore {
  return {
    async find({ principal, customer, user }) {
      const refs = {
        person: personDoc(principal.email),
        ...(customer !== undefined && { custody: custodyDoc(customer) }),
        ...(user !== undefined && { user: personDoc(user) }),
      };
      const snapshots = await firestore().getAll(...Object.values(refs));
      const of = (name: string) => snapshots[Object.keys(refs).indexOf(name)];
      const [person, custody] = [read(Person, of("person")), read(Custody, of("custody"))];
      return { principal, person, custody, user: read(Person, of("user")) };
    },
    async page(party, after, limit) {
      const members = peopleWith("memberOf", party).orderBy(FieldPath.documentId()).limit(limit);
      const { docs } = await (after === undefined ? members : members.startAfter(after)).get();
      return docs.map((doc) => read(Person, doc)).filter((person) => person !== undefined);
    },
    async change(ask, decide) {
      const decision = await firestore().runTransaction(async (transaction) => {
        const found = await findToChange(transaction, ask);
        const decision = decide(found);
        writeDecision(transaction, { found, ask, decision });
        return decision;
      });
      if (decision.person && ask.party.kind === "support") forgetAgentNames();
      return decision;
    },
  };
}

/** Writes people's records, and enters agents in the directory, all or nothing. */
export async function putPeople(people: readonly Person[]): Promise<void> {
  const batch = firestore().batch();
  for (const person of people) {
    batch.set(personDoc(person.email), personDocument(person));
    const entered = directoryEntry(undefined, person);
    if (entered) batch.set(agentsDoc(), entered, { merge: true });
  }
  await batch.commit();
  forgetAgentNames();
}

async function findToChange(transaction: Transaction, ask: PersonAsk): Promise<FoundToChange> {
  const { principal, party, user, receiptId } = ask;
  const [person, target, receipt, custody] = await transaction.getAll(
    personDoc(principal.email),
    personDoc(user),
    receiptDoc(receiptId),
    ...(party.kind === "customer" ? [custodyDoc(party.customer)] : []),
  );
  const { docs } = await transaction
    .get(peopleWith("administers", party).limit(2))
    .catch(asLostTransaction);
  return {
    principal,
    person: read(Person, person),
    user: read(Person, target),
    custody: read(Custody, custody),
    receipt: readReceipt(receipt),
    administrators: docs.map(({ id }) => id),
  };
}

function writeDecision(
  transaction: Transaction,
  { found, ask, decision }: { found: FoundToChange; ask: PersonAsk; decision: PersonDecision },
): void {
  const { person, entry, reply } = decision;
  if (person && entry) {
    transaction.set(personDoc(person.email), personDocument(person));
    const entered = directoryEntry(found.user, person);
    if (entered) transaction.set(agentsDoc(), entered, { merge: true });
    writeAudit(transaction, entry, [ask.party]);
  }
  if (ask.keyed && !ask.validateOnly && (person || !found.receipt)) {
    writeReceipt(transaction, ask.receiptId, { digest: ask.digest, at: ask.at, reply });
  }
}

function peopleWith(field: "memberOf" | "administers", party: AuditParty) {
  return firestore().collection("people").where(field, "array-contains", viewerOfParty(party));
}

function personDocument(given: Person): Record<string, unknown> {
  const person = Person.parse(given);
  return toDocument({ ...person, ...partiesOf(person, isOfSupport(person.email)) });
}

/** What the directory must learn of an agent's record: a name, or that only the name is left. */
function directoryEntry(before: Person | undefined, after: Person): object | undefined {
  const { email, displayName, agentId } = after;
  if (agentId !== undefined) return { [agentId]: { email, displayName } };
  return before?.agentId === undefined
    ? undefined
    : { [before.agentId]: { email: FieldValue.delete() } };
}

function isOfSupport(email: EmailAddress): boolean {
  return domainOf(email) === config().SUPPORT_DOMAIN;
}
