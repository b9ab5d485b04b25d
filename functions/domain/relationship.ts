import { requireCustomerSight, requirePerson, requireViewCustomers } from "./access.ts";
import { type Administration, requireAdministration } from "./administration.ts";
import type { AuditAction, AuditParty } from "./audit.ts";
import { type CustodyDecision, custodyEvent } from "./consent.ts";
import { type Custody, inPeriod, type Relationship } from "./custody.ts";
import { instantOf } from "./deadlines.ts";
import { type Ask, decideOnce, type Found } from "./decision.ts";
import type { FieldChange } from "./history.ts";
import type { CustomerId, DomainName } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { partnerDomain } from "./person.ts";
import { notVisible, Refusal } from "./refusal.ts";
import { domainOfViewer } from "./viewer.ts";

/** A partner of a customer, by its domain. */
export type Partner = { domain: DomainName; relationship: Relationship };

type Work = {
  domain: DomainName;
  action: AuditAction;
  /** Who may do it; the customer's administrators alone unless told. */
  side?: "customer" | "either";
  rule: (current: Relationship | undefined, at: Instant) => Relationship;
  render: (partner: Partner, held: readonly string[]) => unknown;
};

/** Lets those who may change what a partner is to a customer. Both parties can read of it. */
export function decideOnRelationship(found: Found, ask: Ask, work: Work): CustodyDecision {
  const { domain, action, side = "customer", rule, render } = work;
  const { actor, held } = admit(found, ask, { domain, side });
  const { custody } = found;
  if (!custody) throw notVisible();
  return decideOnce(found, ask, () => {
    const { customer, eventId: id, receiptId } = ask;
    const at = instantOf(custody, ask.at);
    const current = relationshipWith(custody, domain);
    requireRelationshipEtag(current, ask.etag);
    const next = rule(current, at);
    const reply = render({ domain, relationship: next }, held);
    if (next === current) return { reply };
    const partners = { ...custody.partners, [domain]: next };
    const entry = { id, action, createdAt: at, actor, subject: domain, customer };
    return {
      custody: { ...custody, partners },
      event: custodyEvent(customer, { id, receiptId, at }),
      entry: { ...entry, changes: relationshipChanges(current, next) },
      reply,
    };
  });
}

/** The partners that this caller may know of, by domain: a partner knows of itself alone. */
export function partnersSeen(found: Found, customer: CustomerId, now: Instant): Partner[] {
  const own = domainOfViewer(requireCustomerSight(found, customer, now).viewer);
  if (!found.custody) throw notVisible();
  return Object.entries(found.custody.partners)
    .filter(([domain]) => own === undefined || domain === own)
    .map(([domain, relationship]) => ({ domain, relationship }))
    .toSorted((one, other) => (one.domain < other.domain ? -1 : 1));
}

/** The relationship, where there is one to be changed. */
export function requireRelationship(current: Relationship | undefined): Relationship {
  if (!current) throw notVisible();
  return current;
}

/** Who reads of what becomes of a partner of a customer. */
export function relationshipParties(customer: CustomerId, domain: DomainName): AuditParty[] {
  return [
    { kind: "customer", customer },
    { kind: "partner", domain },
  ];
}

function admit(
  found: Found,
  ask: Ask,
  { domain, side }: { domain: DomainName; side: "customer" | "either" },
): Administration {
  const { customer } = ask;
  const person = requirePerson(found);
  const ofCustomer = Object.hasOwn(person.customers, customer) && person.customers[customer];
  const ofPartner = person.partner !== undefined && partnerDomain(found.principal) === domain;
  if (side === "customer" || ofCustomer === "ADMINISTRATOR" || !ofPartner) {
    return requireAdministration(found, { kind: "customer", customer });
  }
  requireViewCustomers(person);
  const relationship = found.custody && relationshipWith(found.custody, domain);
  // Who asks again for what was done is answered again, though the customer is out of sight by it.
  const asked = found.receipt?.digest === ask.digest;
  if (!relationship || !(asked || inPeriod(relationship, ask.at))) throw notVisible();
  return requireAdministration(found, { kind: "partner", domain });
}

function relationshipWith({ partners }: Custody, domain: DomainName): Relationship | undefined {
  return Object.hasOwn(partners, domain) ? partners[domain] : undefined;
}

function requireRelationshipEtag(
  current: Relationship | undefined,
  etag: string | undefined,
): void {
  if (etag === undefined || etag === "*" || etag === `"${current?.revision ?? 0}"`) return;
  throw new Refusal("ETAG_MISMATCH", "The relationship has changed since you read it.", {
    remedy: "Read it again and repeat the change on what you find.",
  });
}

function relationshipChanges(before: Relationship | undefined, after: Relationship): FieldChange[] {
  const [old, now] = [told(before), told(after)];
  return Object.keys(now).flatMap((field) => {
    const [was, is] = [old[field], now[field]];
    if (was === is) return [];
    return [
      { field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    ];
  });
}

/** A relationship by its wire names, of its periods the latest. */
function told(of: Relationship | undefined): Record<string, string | undefined> {
  const latest = of?.periods.at(-1);
  return {
    kind: of?.kind,
    access: of?.access,
    accessExpireTime: of?.accessExpiresAt,
    startTime: latest?.startAt,
    endTime: latest?.endAt,
  };
}
