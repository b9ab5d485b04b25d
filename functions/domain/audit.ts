import { z } from "zod";
import { Actor } from "./actor.ts";
import { FieldChange } from "./history.ts";
import { ChildId, CustomerId, type DomainName } from "./identifiers.ts";
import { Instant } from "./instant.ts";
import { customerViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

/** Acts of administration: who may see and do what was given, taken or ran out. */
export const AuditAction = z.enum([
  "access.granted",
  "access.revoked",
  "access.expired",
  "relationship.started",
  "relationship.ended",
  "partnerUser.changed",
  "customerUser.changed",
  "agent.changed",
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** One act: appended in the transaction of what it tells of, and never rewritten. */
export const AuditEntry = z.strictObject({
  id: ChildId,
  action: AuditAction,
  createdAt: Instant,
  actor: Actor,
  /** Whom or what it is about: an address, a partner domain. */
  subject: z.string(),
  /** The customer, where it is about a partner of one: the partner's trail tells of many. */
  customer: CustomerId.optional(),
  changes: z.array(FieldChange),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A party that an act concerns, and that can therefore read of it. */
export type AuditParty =
  | { kind: "customer"; customer: CustomerId }
  | { kind: "partner"; domain: DomainName }
  | { kind: "support" };

/** The party by the name under which people and cases are indexed for it. */
export function viewerOfParty(party: AuditParty): Viewer {
  switch (party.kind) {
    case "customer":
      return customerViewer(party.customer);
    case "partner":
      return partnerViewer(party.domain);
    case "support":
      return supportViewer;
  }
}

/** Where a page of the trail begins: after this entry. */
export const AuditCursor = z.strictObject({ at: Instant, id: ChildId });
export type AuditCursor = z.infer<typeof AuditCursor>;

export interface AuditTrail {
  /** What concerns a party, the newest first, after the cursor. */
  page(party: AuditParty, after: AuditCursor | undefined, limit: number): Promise<AuditEntry[]>;
}
