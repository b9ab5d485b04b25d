import { z } from "zod";
import { Actor } from "./actor.ts";
import { FieldChange } from "./history.ts";
import { ChildId, type CustomerId, type DomainName } from "./identifiers.ts";
import { Instant } from "./instant.ts";

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
  changes: z.array(FieldChange),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A party that an act concerns, and that can therefore read of it. */
export type AuditParty =
  | { kind: "customer"; customer: CustomerId }
  | { kind: "partner"; domain: DomainName }
  | { kind: "support" };
