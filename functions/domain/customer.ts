import { z } from "zod";
import { requireCustomerSight, requirePerson, requireViewCustomers } from "./access.ts";
import type { CustodyDecision } from "./consent.ts";
import {
  accessAt,
  type Custody,
  inPeriod,
  type Relationship,
  RelationshipKind,
  SupportTier,
} from "./custody.ts";
import type { Ask, Found } from "./decision.ts";
import type { CustodyEvent } from "./event.ts";
import type { CaseId, CustomerId, DomainName } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { isAgent, maySeeCustomers, type Principal, partnerDomain } from "./person.ts";
import type { Grammar } from "./query/grammar.ts";
import type { Subject } from "./query/node.ts";
import { notVisible } from "./refusal.ts";
import { domainOfViewer } from "./viewer.ts";
import { words } from "./words.ts";

/** A customer as one caller sees it: with the caller's own relationship, never another's. */
export type Customer = Pick<Custody, "customer" | "displayName" | "domain" | "supportTier"> & {
  relationship?: Relationship | undefined;
};

export type CustomerTerm = "displayName" | "domain" | "supportTier" | "access" | "kind";

/** The `filter` of My customers; bare text is sought in the names. */
export const customerFilter: Grammar<CustomerTerm> = {
  fields: [
    { name: "display_name", type: "text", key: "displayName", lowerCase: false },
    { name: "domain", type: "text", key: "domain", lowerCase: true },
    { name: "support_tier", type: "enum", key: "supportTier", values: SupportTier.options },
    { name: "access", type: "enum", key: "access", values: ["GRANTED", "REVOKED", "EXPIRED"] },
    { name: "kind", type: "enum", key: "kind", values: RelationshipKind.options },
  ],
  freeText: true,
};

export const CustomerCursor = z.strictObject({ displayName: z.string(), customer: z.string() });
export type CustomerCursor = z.infer<typeof CustomerCursor>;

/** Which customers a list is over: those of a partner domain and those one belongs to, or all of them. */
export type CustomerScope =
  | { kind: "own"; domain: DomainName | undefined; customers: readonly CustomerId[] }
  | { kind: "all" };

/** One customer, for a caller who may see that it exists; a partner's view holds its own relationship. */
export function requireCustomer(found: Found, customer: CustomerId, now: Instant): Customer {
  const { viewer } = requireCustomerSight(found, customer, now);
  if (!found.custody) throw notVisible();
  const { partners, displayName, domain, supportTier } = found.custody;
  const own = domainOfViewer(viewer);
  const relationship =
    own !== undefined && Object.hasOwn(partners, own) ? partners[own] : undefined;
  return { customer, displayName, domain, supportTier, relationship };
}

/** Which customers are this caller's, and whether each is at this instant. */
export function scopeOfCustomers(
  found: Found,
  now: Instant,
): { scope: CustomerScope; shows: (each: Customer) => boolean } {
  const person = requirePerson(found);
  if (isAgent(found.principal, person)) return { scope: { kind: "all" }, shows: () => true };
  const customers = Object.keys(person.customers);
  const asPartner = person.partner && maySeeCustomers(person);
  if (!asPartner && customers.length === 0) requireViewCustomers(person);
  const domain = asPartner ? partnerDomain(found.principal) : undefined;
  return {
    scope: { kind: "own", customers, domain },
    shows: ({ customer, relationship }) =>
      Object.hasOwn(person.customers, customer) ||
      (relationship !== undefined && inPeriod(relationship, now)),
  };
}

/** What the filter language asks of a customer; words are sought in its name. */
export function subjectOfCustomer(each: Customer, now: Instant): Subject<CustomerTerm> {
  const { displayName, domain, supportTier, relationship } = each;
  const named = new Set(words(displayName));
  return {
    displayName,
    domain,
    supportTier,
    access: relationship ? accessAt(relationship, now) : "",
    kind: relationship?.kind ?? "",
    has: (word) => named.has(word),
  };
}

export interface CustodyStore {
  /** The caller's record and the customer's custody, in one round trip. */
  find(principal: Principal, customer?: CustomerId): Promise<Found>;
  /** Customers by display name, then id, after the cursor; a partner's only while a period runs. */
  page(scope: CustomerScope, after: CustomerCursor | undefined, limit: number): Promise<Customer[]>;
  /**
   * Changes who looks after a customer, and notes for every partner when its sight ends, in one
   * transaction: decisions and lists heed it from the next read on. The event, stored with it, has
   * the index written anew.
   */
  change(ask: Ask, decide: (found: Found) => CustodyDecision): Promise<CustodyDecision>;
  /** The same on nobody's behalf, for what another system says. `decide` gets undefined where there is no such customer. */
  put(
    customer: CustomerId,
    stamp: { at: Instant; eventId: string },
    decide: (current: Custody | undefined) => Custody,
  ): Promise<CustodyEvent>;
  /**
   * Writes the viewers of a bounded batch of a customer's cases anew from its custody and tells how
   * to go on; undefined at the end. What was noted as withdrawn and has ended is forgotten there,
   * unless custody changed meanwhile. Can be run again at any point.
   */
  reindex(customer: CustomerId, at: Instant, progress?: Progress): Promise<Progress | undefined>;
}

/** Where a run over a customer's cases stands, and the custody that it began with. */
export type Progress = { after: CaseId; revision: number };
