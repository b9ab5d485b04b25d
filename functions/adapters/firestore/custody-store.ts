import { FieldValue, Timestamp, type Transaction } from "@google-cloud/firestore";
import { custodyEvent } from "#domain/consent.ts";
import { Custody, inPeriod, losesSight, type Relationship, sightEndsAt } from "#domain/custody.ts";
import type { CustodyStore, Customer } from "#domain/customer.ts";
import { instantOf, settled } from "#domain/deadlines.ts";
import type { OutgoingEvent } from "#domain/event.ts";
import type { CustomerId, DomainName } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import { Person } from "#domain/person.ts";
import { relationshipParties } from "#domain/relationship.ts";
import { newChildId } from "#platform/ids.ts";
import { writeAudit } from "./audit.ts";
import { firestore, toDocument } from "./client.ts";
import { pageOfCustomers } from "./customer-pages.ts";
import {
  custodyDoc,
  customerDoc,
  customerPartnerDoc,
  personDoc,
  read,
  receiptDoc,
  withdrawalsDoc,
} from "./documents.ts";
import { writeDue } from "./due.ts";
import { readReceipt, writeReceipt } from "./receipts.ts";
import { reindexCases } from "./reindex.ts";

/** Custody in Firestore: the truth in one document a customer, and what lists and clients read beside it. */
export function firestoreCustody(): CustodyStore {
  return {
    async find(principal, customer) {
      const refs = [
        personDoc(principal.email),
        ...(customer === undefined ? [] : [custodyDoc(customer)]),
      ];
      const [person, custody] = await firestore().getAll(...refs);
      return { principal, person: read(Person, person), custody: read(Custody, custody) };
    },
    page: pageOfCustomers,
    change: (ask, decide) =>
      firestore().runTransaction(async (transaction) => {
        const { principal, customer, at, receiptId, digest } = ask;
        const [person, custody, receipt] = await transaction.getAll(
          personDoc(principal.email),
          custodyDoc(customer),
          receiptDoc(receiptId),
        );
        const before = read(Custody, custody);
        const grounds = { principal, person: read(Person, person), custody: before };
        const decision = decide({ ...grounds, receipt: readReceipt(receipt) });
        const { custody: next, event, entry, reply } = decision;
        if (next) writeCustody(transaction, next, { before, at });
        if (entry) writeAudit(transaction, entry, relationshipParties(customer, entry.subject));
        if (next || (ask.keyed && !receipt?.exists && !ask.validateOnly)) {
          writeReceipt(transaction, receiptId, { digest, at, reply, event });
        }
        return decision;
      }),
    put: putCustody,
    reindex: reindexCases,
  };
}

const putCustody: CustodyStore["put"] = (customer, { at, eventId }, decide) =>
  firestore().runTransaction(async (transaction) => {
    const before = read(Custody, await transaction.get(custodyDoc(customer)));
    writeCustody(transaction, decide(before), { before, at });
    const event = custodyEvent(customer, { id: eventId, receiptId: eventId, at });
    writeReceipt(transaction, eventId, { digest: "", at, reply: {}, event });
    return event;
  });

/** Writes a custody and all that is kept beside it, and deals with what has fallen due for it: see `writeDue`. */
export function writeCustody(
  transaction: Transaction,
  decided: Custody,
  { before, at: asked }: { before: Custody | undefined; at: Instant },
): OutgoingEvent[] {
  const at = instantOf(before, asked);
  const rekeyedPartners = rekeyed(decided.partners, { before, at });
  const revision = (before?.revision ?? 0) + 1;
  const next = Custody.parse(settled({ ...decided, partners: rekeyedPartners, revision }, at));
  const { customer, displayName, domain: ownDomain, supportTier, partners } = next;
  // Without what moves with every partner's relationship: it would tell one of another's.
  const profile = { customer, displayName, domain: ownDomain, supportTier };
  transaction.set(custodyDoc(customer), toDocument(next));
  transaction.set(customerDoc(customer), toDocument(profile));
  for (const domain of new Set([
    ...Object.keys(before?.partners ?? {}),
    ...Object.keys(partners),
  ])) {
    const relationship = partners[domain];
    const view = customerPartnerDoc(customer, domain);
    if (relationship)
      transaction.set(view, toDocument(partnerView(next, domain, { relationship, at })));
    else transaction.delete(view);
    writeWithdrawal(transaction, { customer, domain, at }, [
      before?.partners[domain],
      relationship,
    ]);
  }
  return before ? writeDue(transaction, { before, next, at }) : [];
}

/**
 * Gives another word to each partner that loses sight of anything: cases still marked with the old one
 * are on no list that its clients can ask for, until the index has been written anew.
 */
function rekeyed(
  partners: Custody["partners"],
  { before, at }: { before: Custody | undefined; at: Instant },
): Custody["partners"] {
  return Object.fromEntries(
    Object.entries(partners).map(([domain, relationship]) => {
      const loses = losesSight(before?.partners[domain], relationship, at);
      return [domain, loses ? { ...relationship, viewKey: newChildId() } : relationship];
    }),
  );
}

/** What a partner may know of a customer and of its own relationship with it, and nothing of other partners. */
function partnerView(
  { customer, displayName, domain: customerDomain, supportTier }: Custody,
  domain: DomainName,
  { relationship, at }: { relationship: Relationship; at: Instant },
): Customer & Record<string, unknown> {
  const current =
    inPeriod(relationship, at) || relationship.periods.some(({ startAt }) => startAt > at);
  return {
    domain: customerDomain,
    partner: domain,
    customer,
    displayName,
    supportTier,
    current,
    relationship,
  };
}

/**
 * Notes what lists must leave out. A change may add the mark `hidden` and never lifts it: only the
 * run that has written the index anew knows that it is safe to.
 */
function writeWithdrawal(
  transaction: Transaction,
  { customer, domain, at }: { customer: CustomerId; domain: DomainName; at: Instant },
  [before, after]: [Relationship | undefined, Relationship | undefined],
): void {
  const hidden = losesSight(before, after, at);
  const [old, next] = [before, after].map((each) => each && comingEnd(each, at));
  if (!hidden && old === next) return;
  const endsAt = next === undefined ? FieldValue.delete() : Timestamp.fromDate(new Date(next));
  const entry = { ...(hidden && { hidden }), endsAt };
  transaction.set(withdrawalsDoc(domain), { customers: { [customer]: entry } }, { merge: true });
}

function comingEnd(relationship: Relationship, now: Instant): Instant | undefined {
  const endsAt = sightEndsAt(relationship, now);
  return endsAt !== undefined && endsAt > now ? endsAt : undefined;
}
