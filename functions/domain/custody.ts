import { z } from "zod";
import { CustomerId, DomainName } from "./identifiers.ts";
import { Instant } from "./instant.ts";
import { customerViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

export const SupportTier = z.enum(["STANDARD", "ENHANCED", "PREMIUM"]);
export const RelationshipKind = z.enum(["RESELLER", "SUPPORT_PARTNER"]);

/** Half open: a case created at `endAt` lies outside. No `endAt`: still running. */
export const Period = z.strictObject({ startAt: Instant, endAt: Instant.optional() });
export type Period = z.infer<typeof Period>;

export const Relationship = z.strictObject({
  kind: RelationshipKind,
  periods: z.array(Period).max(100),
  access: z.enum(["GRANTED", "REVOKED"]),
  accessExpiresAt: Instant.optional(),
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
});
export type Custody = z.infer<typeof Custody>;

export type Access = "GRANTED" | "REVOKED" | "EXPIRED";

export function inPeriod(relationship: Relationship, at: Instant): boolean {
  return relationship.periods.some(
    ({ startAt, endAt }) => startAt <= at && (endAt === undefined || at < endAt),
  );
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
  const open = relationship.periods.filter(
    ({ startAt, endAt }) => startAt <= now && (endAt === undefined || now < endAt),
  );
  if (open.length === 0) return now;
  const ends = open.map(({ endAt }) => endAt).filter((endAt) => endAt !== undefined);
  const periodEnd = ends.length < open.length ? undefined : ends.toSorted().at(-1);
  const known = [periodEnd, relationship.accessExpiresAt].filter((end) => end !== undefined);
  return known.toSorted()[0];
}
