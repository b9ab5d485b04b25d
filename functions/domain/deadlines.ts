import { system } from "./actor.ts";
import type { AuditEntry } from "./audit.ts";
import { type Custody, inPeriod, type Relationship } from "./custody.ts";
import type { ConsentEvent, OutgoingEvent } from "./event.ts";
import type { ChildId, CustomerId, DomainName } from "./identifiers.ts";
import { dayMs, type Instant, plus } from "./instant.ts";

/** How many days before its end a consent is spoken of, the most urgent last; 0 is the end itself. */
const noticeDays = [30, 7, 1, 0] as const;

/** A consent's end that has come near, or has come. */
export type Notice = {
  domain: DomainName;
  /** How many days are left at the most; none when it has come. */
  days: number;
  endsAt: Instant;
};

/** What a custody's clock has brought about since it was last settled. */
export type Due = {
  notices: Notice[];
  /** True where somebody sees more or less than before: a period began or ended, a consent ran out. */
  moved: boolean;
};

/**
 * What has fallen due up to this instant. Of several notices of one consent only the most urgent
 * counts: nobody is told that thirty days are left on the day before.
 */
export function dueOf(custody: Custody, at: Instant): Due {
  const { settledAt = at } = custody;
  const passed = (instant: Instant) => settledAt < instant && instant <= at;
  const relationships = Object.entries(custody.partners);
  const notices = relationships.flatMap(([domain, { access, accessExpiresAt: endsAt }]) => {
    if (access === "REVOKED" || endsAt === undefined) return [];
    const days = noticeDays.findLast((each) => passed(plus(endsAt, -each * dayMs)));
    return days === undefined ? [] : [{ domain, days, endsAt }];
  });
  const moved = relationships.some(([, relationship]) => turnsOf(relationship).some(passed));
  return { notices, moved };
}

/** The custody as settled at an instant, and when it is to be looked at again. */
export function settled(custody: Custody, at: Instant): Custody {
  const { dueAt: _due, settledAt: _before, ...rest } = custody;
  const settledAt = instantOf(custody, at);
  const dueAt = Object.values(custody.partners)
    .flatMap((relationship) => [...turnsOf(relationship), ...noticesOf(relationship)])
    .filter((instant) => instant > settledAt)
    .toSorted()[0];
  return { ...rest, settledAt, ...(dueAt !== undefined && { dueAt }) };
}

/**
 * The instant of a change of custody: never before another that it rests on, though clocks of two
 * processes differ. Else one of two who ask at once would find that what the other began lies ahead.
 */
export function instantOf(custody: Custody | undefined, at: Instant): Instant {
  const settledAt = custody?.settledAt ?? at;
  return settledAt > at ? settledAt : at;
}

/** Whether a notice still holds: the same consent stands, and the partner looks after the customer. */
export function stillHolds(
  { domain, days, endsAt }: Notice,
  { partners }: Custody,
  at: Instant,
): boolean {
  const relationship = Object.hasOwn(partners, domain) ? partners[domain] : undefined;
  return (
    relationship !== undefined &&
    relationship.access === "GRANTED" &&
    relationship.accessExpiresAt === endsAt &&
    inPeriod(relationship, at) &&
    (days === 0 || at < endsAt)
  );
}

/** The event that has both sides mailed. */
export function noticeEvent(
  customer: CustomerId,
  { domain, days, endsAt }: Notice,
  { id, at }: { id: ChildId; at: Instant },
): ConsentEvent {
  const type = days === 0 ? "consent.ended" : "consent.ending";
  return { id, receiptId: id, round: 0, type, customer, partner: domain, days, endsAt, at };
}

/** What the parties read of a consent that ran out, at the instant at which it did. */
export function expiryEntry(
  customer: CustomerId,
  { domain, endsAt }: Notice,
  id: ChildId,
): AuditEntry {
  return {
    id,
    action: "access.expired",
    createdAt: endsAt,
    actor: system,
    subject: domain,
    customer,
    changes: [{ field: "access", before: "GRANTED", after: "EXPIRED" }],
  };
}

/** When a partner's sight of the customer turns by the clock. */
function turnsOf({ periods, access, accessExpiresAt }: Relationship): Instant[] {
  const bounds = periods.flatMap(({ startAt, endAt }) => [startAt, endAt]);
  const known = access === "GRANTED" ? [...bounds, accessExpiresAt] : bounds;
  return known.filter((instant) => instant !== undefined);
}

function noticesOf({ access, accessExpiresAt }: Relationship): Instant[] {
  if (access === "REVOKED" || accessExpiresAt === undefined) return [];
  return noticeDays.map((days) => plus(accessExpiresAt, -days * dayMs));
}

/** Customers whose clock has struck. */
export interface DeadlineStore {
  /** Customers for whom something is due, the longest overdue first, after the one named. */
  due(at: Instant, after: Overdue | undefined, limit: number): Promise<Overdue[]>;
  /**
   * Deals with all that is due for a customer, in one transaction: entries of audit, the events
   * that are to be published, and the instant of the next. Run again, or where something else has
   * changed custody since, which deals with what is due as well, it does nothing.
   */
  settle(customer: CustomerId, at: Instant): Promise<OutgoingEvent[]>;
}

export type Overdue = { customer: CustomerId; dueAt: Instant };
