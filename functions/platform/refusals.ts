import type { RefusalCode } from "#domain/refusal.ts";
import type { Contract } from "./contract.ts";

/** What any call may meet, whatever the function. */
export const commonRefusals = [
  "INVALID_ARGUMENT",
  "UNAUTHENTICATED",
  "NO_ROLE",
  "ROUTE_NOT_FOUND",
  "BODY_TOO_LARGE",
  "NOT_IMPLEMENTED",
  "UNAVAILABLE",
] as const satisfies readonly RefusalCode[];

/** What any write may meet besides: a key that was used for something else, a stale etag. */
export const writeRefusals = [
  "IDEMPOTENCY_KEY_REUSED",
  "ETAG_MISMATCH",
] as const satisfies readonly RefusalCode[];

/** How callers are refused who may not work with a customer's cases, or not with this one. */
export const caseRefusals = [
  "NOT_VISIBLE",
  "PRIVILEGE_MISSING",
  "CONSENT_NOT_GRANTED",
  "CONSENT_EXPIRED",
] as const satisfies readonly RefusalCode[];

/** How callers are refused who may not see, or not administer, a customer or a partner domain. */
export const partyRefusals = [
  "NOT_VISIBLE",
  "PRIVILEGE_MISSING",
] as const satisfies readonly RefusalCode[];

/** Every way in which a function says no: those of its contract, and those that it shares. */
export function refusalsOf({
  body,
  refusals,
}: Pick<Contract, "body" | "refusals">): ReadonlySet<RefusalCode> {
  return new Set([...commonRefusals, ...(body ? writeRefusals : []), ...refusals]);
}
