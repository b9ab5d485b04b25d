import type { AuditEntry } from "./audit.ts";
import type { Custody, Relationship } from "./custody.ts";
import type { CustodyEvent } from "./event.ts";
import type { CustomerId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { invalid } from "./refusal.ts";

/** What becomes of a customer's custody, and the entry that tells of it; nothing where the request asks for what already is. */
export type CustodyDecision = {
  custody?: Custody;
  event?: CustodyEvent;
  entry?: AuditEntry;
  reply: unknown;
};

export type Consent = { access: Relationship["access"]; accessExpiresAt?: Instant | undefined };

/** The event that has the index of a customer's cases written anew. */
export function custodyEvent(
  customer: CustomerId,
  { id, receiptId, at }: { id: string; receiptId: string; at: Instant },
): CustodyEvent {
  return { id, receiptId, round: 0, type: "custody.changed", customer, at };
}

/** What a partner may see is granted or revoked, from the next request on. */
export function withConsent(
  current: Relationship,
  { access, accessExpiresAt }: Consent,
  at: Instant,
): Relationship {
  requireToCome(accessExpiresAt, at);
  if (current.access === access && current.accessExpiresAt === accessExpiresAt) return current;
  const { accessExpiresAt: _before, ...rest } = current;
  const until = accessExpiresAt === undefined ? {} : { accessExpiresAt };
  return { ...rest, access, ...until, revision: current.revision + 1 };
}

/** Refuses an end of access that has passed already. */
export function requireToCome(accessExpiresAt: Instant | undefined, at: Instant): void {
  if (accessExpiresAt === undefined || accessExpiresAt > at) return;
  throw invalid({ field: "accessExpireTime", description: "Give a time to come, or none." });
}
