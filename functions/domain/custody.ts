import { z } from "zod";
import { ChildId, CustomerId, DomainName } from "./identifiers.ts";
import { Instant } from "./instant.ts";
import { customerViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

export const SupportTier = z.enum(["STANDARD", "ENHANCED", "PREMIUM"]);
export const RelationshipKind = z.enum(["RESELLER", "SUPPORT_PARTNER"]);

/** Half open: a case created at `endAt` lies outside. No `endAt`: still running. */
export const Period = z.strictObject({ startAt: Instant, endAt: Instant.optional() });
export type Period = z.infer<typeof Period>;

export const Relationship = z.strictObject({
  kind: RelationshipKind,
  /** At most ten, because security rules, which have no loops, must look at each. */
  periods: z.array(Period).max(10),
  access: z.enum(["GRANTED", "REVOKED"]),
  accessExpiresAt: Instant.optional(),
  /**
   * An opaque word, drawn by chance, under which the partner finds the customer's cases that it sees
   * where it reads the database directly: there, domains would tell partners of each other.
   */
  viewKey: ChildId,
  revision: z.int(),
});
export type Relationship = z.infer<typeof Relationship>;

/**
 * Who may look after a customer: one document, so that every decision about the customer's cases
 * rests on one read and every change of it is one write that decisions cannot miss.
 */
export const Custody = z.strictObject({
  customer: CustomerId,
  displayName: z.string(),
  domain: DomainName,
  supportTier: SupportTier,
  partners: z.record(DomainName, Relationship),
  /** Counts the changes, so that work over many cases can tell whether the ground has moved. */
  revision: z.int(),
  /** Up to when all that the clock brings about has been dealt with, and when more falls due: set by the store. */
  settledAt: Instant.optional(),
  dueAt: Instant.optional(),
});
export type Custody = z.infer<typeof Custody>;

export type Access = "GRANTED" | "REVOKED" | "EXPIRED";

export function inPeriod(relationship: Relationship, at: Instant): boolean {
  return relationship.periods.some((period) => holds(period, at));
}

/** The customer's consent at an instant. Expiry counts by the clock, whether or not a job has run. */
export function accessAt(relationship: Relationship, at: Instant): Access {
  if (relationship.access === "REVOKED") return "REVOKED";
  const { accessExpiresAt } = relationship;
  return accessExpiresAt !== undefined && accessExpiresAt <= at ? "EXPIRED" : "GRANTED";
}

/** Rules 3 to 5 of design section 2 for a whole partner domain: open period, consent, created inside a period. */
export function partnerSees(
  relationship: Relationship | undefined,
  createdAt: Instant,
  now: Instant,
): boolean {
  return (
    relationship !== undefined &&
    inPeriod(relationship, now) &&
    accessAt(relationship, now) === "GRANTED" &&
    inPeriod(relationship, createdAt)
  );
}

/** Everybody who can see a case of this customer that was created then, as of now. */
export function viewersOf(custody: Custody, createdAt: Instant, now: Instant): Viewer[] {
  const partners = Object.entries(custody.partners)
    .filter(([, relationship]) => partnerSees(relationship, createdAt, now))
    .map(([domain]) => partnerViewer(domain));
  return [supportViewer, customerViewer(custody.customer), ...partners.toSorted()];
}

/**
 * The instant at which this partner's sight of the customer ends: `now` where it has none,
 * undefined where no end is known.
 */
export function sightEndsAt(
  relationship: Relationship | undefined,
  now: Instant,
): Instant | undefined {
  if (!relationship || accessAt(relationship, now) !== "GRANTED") return now;
  const known = [periodEndsAt(relationship, now), relationship.accessExpiresAt];
  return known.filter((end) => end !== undefined).toSorted()[0];
}

/**
 * Whether a partner loses sight of anything by a change of custody. Lists leave the customer out from
 * then until its index has been written anew, for the index still holds what was seen before.
 */
export function losesSight(
  before: Relationship | undefined,
  after: Relationship | undefined,
  now: Instant,
): boolean {
  const endsAt = sightEndsAt(after, now);
  const covered = (before?.periods ?? []).every(
    (old) => old.startAt >= now || after?.periods.some((kept) => contains(kept, old, now)),
  );
  return before !== undefined && (!covered || (endsAt !== undefined && endsAt <= now));
}

/** When the periods that run now, those that join them included, come to an end. */
function periodEndsAt(relationship: Relationship, now: Instant): Instant | undefined {
  if (!inPeriod(relationship, now)) return now;
  const running = relationship.periods.filter((period) => holds(period, now));
  if (running.some(({ endAt }) => endAt === undefined)) return undefined;
  const last =
    running
      .map(({ endAt }) => endAt ?? now)
      .toSorted()
      .at(-1) ?? now;
  return inPeriod(relationship, last) ? periodEndsAt(relationship, last) : last;
}

function holds({ startAt, endAt }: Period, at: Instant): boolean {
  return startAt <= at && (endAt === undefined || at < endAt);
}

/** Whether a period keeps all that another covered up to now. */
function contains(kept: Period, old: Period, now: Instant): boolean {
  const oldEnd = old.endAt === undefined || old.endAt > now ? now : old.endAt;
  return kept.startAt <= old.startAt && (kept.endAt === undefined || kept.endAt >= oldEnd);
}
