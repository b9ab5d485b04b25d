/** Every reason that the service gives, as its OpenAPI document has them; a test holds the two together. */
const given = [
  "INVALID_ARGUMENT",
  "UNAUTHENTICATED",
  "NO_ROLE",
  "PRIVILEGE_MISSING",
  "NOT_VISIBLE",
  "CONSENT_NOT_GRANTED",
  "CONSENT_EXPIRED",
  "ESCALATION_NOT_ENTITLED",
  "ALREADY_ESCALATED",
  "REOPEN_WINDOW_EXPIRED",
  "CASE_CLOSED",
  "LAST_ADMINISTRATOR",
  "PII_DETECTED",
  "ATTACHMENT_QUARANTINED",
  "ATTACHMENT_QUOTA",
  "ATTACHMENT_SCANNING",
  "ATTACHMENT_LOST",
  "UPLOAD_MISMATCH",
  "RANGE_NOT_SATISFIABLE",
  "CHILD_NOT_FOUND",
  "ROUTE_NOT_FOUND",
  "IDEMPOTENCY_KEY_REUSED",
  "ETAG_MISMATCH",
  "BODY_TOO_LARGE",
  "NOT_IMPLEMENTED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;

/**
 * Why a call failed: a reason of the service, `UNREACHABLE` where no answer came, and `UNKNOWN` for an answer
 * that is not the service's own or gives a reason that this version of the client does not know.
 */
export type Reason = (typeof given)[number] | "UNREACHABLE" | "UNKNOWN";

/** The reason of this name; `UNKNOWN` where there is none. */
export function reasonOf(name: string): Reason {
  return given.find((known) => known === name) ?? "UNKNOWN";
}
