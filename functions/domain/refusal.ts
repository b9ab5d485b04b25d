/** Every way in which the product says no. `platform/problem.ts` alone knows what each means in HTTP. */
export type RefusalCode =
  | "INVALID_ARGUMENT"
  | "UNAUTHENTICATED"
  | "NO_ROLE"
  | "PRIVILEGE_MISSING"
  | "NOT_VISIBLE"
  | "CONSENT_NOT_GRANTED"
  | "CONSENT_EXPIRED"
  | "ESCALATION_NOT_ENTITLED"
  | "ALREADY_ESCALATED"
  | "REOPEN_WINDOW_EXPIRED"
  | "CASE_CLOSED"
  | "LAST_ADMINISTRATOR"
  | "PII_DETECTED"
  | "ATTACHMENT_QUARANTINED"
  | "ATTACHMENT_QUOTA"
  | "ATTACHMENT_SCANNING"
  | "ATTACHMENT_LOST"
  | "UPLOAD_MISMATCH"
  | "RANGE_NOT_SATISFIABLE"
  | "CHILD_NOT_FOUND"
  | "ROUTE_NOT_FOUND"
  | "IDEMPOTENCY_KEY_REUSED"
  | "ETAG_MISMATCH"
  | "BODY_TOO_LARGE"
  | "NOT_IMPLEMENTED"
  | "UNAVAILABLE";

/** One fault of a request: the field as the caller wrote it, and what to do about it. */
export type Violation = { field: string; description: string };

type Found = { field: string; kind: string; start: number; end: number; excerpt: string };

/** What a refusal may add: every fault of the request, or the thing whose state stands in the way. */
export type RefusalDetails = {
  violations?: readonly Violation[];
  /** The name of what stands in the way, such as `customers/1002`. */
  subject?: string;
  /** What the caller can do about it. */
  remedy?: string;
  /** The personal data that stands in the way: its place, never its value. */
  findings?: readonly Found[];
  /** How large the file is of which a part was asked for that it does not have. */
  sizeBytes?: number;
};

/** The only error that the product throws on purpose; its message reaches the caller word for word. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}

/** Refuses a request for its faults, all of them in one answer. */
export function invalid(...violations: Violation[]): Refusal {
  const more = violations.length - violationsMax;
  const told = violations.slice(0, violationsMax);
  const fields = [
    ...told.slice(0, 10).map(({ field }) => field),
    ...(told.length > 10 ? ["…"] : []),
  ];
  const rest = { field: "…", description: `There are ${more} more faults like these.` };
  return new Refusal("INVALID_ARGUMENT", `The request has faults in: ${fields.join(", ")}.`, {
    violations: more > 0 ? [...told, rest] : told,
  });
}

/** More would be an answer larger than the request that asked for it. */
const violationsMax = 50;

/** One sentence for "missing" and for "not yours to see", so that no answer reveals which it was. */
export function notVisible(): Refusal {
  return new Refusal(
    "NOT_VISIBLE",
    "There is no such customer or case, or it is not one that you may see.",
    {
      remedy:
        "GET the name of the customer or case with :explainAccess behind it: it says which rule does not hold for you, and what to do. " +
        "A customer's users, its records of audit and access, and what its partners may see are for its own administrators alone.",
    },
  );
}
