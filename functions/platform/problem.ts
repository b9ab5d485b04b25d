import { Refusal, type RefusalCode, type RefusalDetails, type Violation } from "#domain/refusal.ts";
import { log, traceOf } from "./log.ts";

type Status = { http: number; status: string };

/** How work ended, for the log: `ABANDONED` by whoever sent the request, before it had come whole. */
export type Outcome = "OK" | RefusalCode | "ABANDONED" | "INTERNAL";

export type Problem = {
  http: number;
  outcome: Outcome;
  body: { error: Record<string, unknown> };
};

const errorDomain = "support-cases.example";

const statusOf: Record<RefusalCode, Status> = {
  INVALID_ARGUMENT: { http: 400, status: "INVALID_ARGUMENT" },
  UNAUTHENTICATED: { http: 401, status: "UNAUTHENTICATED" },
  NO_ROLE: { http: 403, status: "PERMISSION_DENIED" },
  PRIVILEGE_MISSING: { http: 403, status: "PERMISSION_DENIED" },
  NOT_VISIBLE: { http: 403, status: "PERMISSION_DENIED" },
  CONSENT_NOT_GRANTED: { http: 400, status: "FAILED_PRECONDITION" },
  CONSENT_EXPIRED: { http: 400, status: "FAILED_PRECONDITION" },
  ESCALATION_NOT_ENTITLED: { http: 400, status: "FAILED_PRECONDITION" },
  ALREADY_ESCALATED: { http: 400, status: "FAILED_PRECONDITION" },
  REOPEN_WINDOW_EXPIRED: { http: 400, status: "FAILED_PRECONDITION" },
  CASE_CLOSED: { http: 400, status: "FAILED_PRECONDITION" },
  LAST_ADMINISTRATOR: { http: 400, status: "FAILED_PRECONDITION" },
  PII_DETECTED: { http: 400, status: "FAILED_PRECONDITION" },
  ATTACHMENT_QUARANTINED: { http: 400, status: "FAILED_PRECONDITION" },
  UPLOAD_MISMATCH: { http: 400, status: "FAILED_PRECONDITION" },
  ATTACHMENT_LOST: { http: 404, status: "NOT_FOUND" },
  CHILD_NOT_FOUND: { http: 404, status: "NOT_FOUND" },
  ROUTE_NOT_FOUND: { http: 404, status: "NOT_FOUND" },
  IDEMPOTENCY_KEY_REUSED: { http: 409, status: "ALREADY_EXISTS" },
  ETAG_MISMATCH: { http: 409, status: "ABORTED" },
  RANGE_NOT_SATISFIABLE: { http: 416, status: "OUT_OF_RANGE" },
  BODY_TOO_LARGE: { http: 429, status: "RESOURCE_EXHAUSTED" },
  ATTACHMENT_QUOTA: { http: 429, status: "RESOURCE_EXHAUSTED" },
  NOT_IMPLEMENTED: { http: 501, status: "UNIMPLEMENTED" },
  ATTACHMENT_SCANNING: { http: 503, status: "UNAVAILABLE" },
  UNAVAILABLE: { http: 503, status: "UNAVAILABLE" },
};

/** Numbers of gRPC that say "try again": deadline, exhausted, aborted, unavailable. */
const transientCodes: ReadonlySet<unknown> = new Set([4, 8, 10, 14]);

/** The one place where an error becomes an answer. Whatever is not a refusal is logged, and told as no more than its code. */
export function problemOf(error: unknown): Problem {
  const refusal = refusalOf(error, "request failed");
  if (refusal) return told(refusal);
  const info = [errorInfo("INTERNAL", {})];
  const internal = { http: 500, status: "INTERNAL" };
  return {
    ...problem(internal, "Something went wrong on our side.", info),
    outcome: "INTERNAL",
  };
}

/** The refusal that an error amounts to; undefined for what nobody foresaw. What was not thrown on purpose is logged. */
export function refusalOf(error: unknown, message: string): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const transient = error instanceof Error && "code" in error && transientCodes.has(error.code);
  log(transient ? "WARNING" : "ERROR", message, traceOf(error));
  return transient ? new Refusal("UNAVAILABLE", "The service is busy: try again.") : undefined;
}

function told({ code, message, details }: Refusal): Problem {
  const infos = [
    errorInfo(code, details),
    ...badRequest(details),
    ...preconditionFailure(code, details),
  ];
  return { ...problem(statusOf[code], message, infos), outcome: code };
}

function problem(
  { http, status }: Status,
  message: string,
  details: unknown[],
): Omit<Problem, "outcome"> {
  return { http, body: { error: { code: http, message, status, details } } };
}

function errorInfo(
  reason: string,
  { subject, remedy, findings }: RefusalDetails,
): Record<string, unknown> {
  // Metadata holds texts alone, so the list of what was found is one, for programs to read.
  const metadata = {
    ...(subject && { subject }),
    ...(remedy && { remedy }),
    ...(findings && { findings: JSON.stringify(findings) }),
  };
  return {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason,
    domain: errorDomain,
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function badRequest({ violations, findings }: RefusalDetails): unknown[] {
  const faults = violations ?? findings?.map(faultOf);
  if (!faults) return [];
  return [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: faults }];
}

function faultOf({
  field,
  kind,
  start,
  end,
  excerpt,
}: NonNullable<RefusalDetails["findings"]>[number]): Violation {
  const what = kind.toLowerCase().replaceAll("_", " ");
  const shown = excerpt === "" ? "" : ` (${excerpt})`;
  return { field, description: `Characters ${start} to ${end} look like this: ${what}${shown}.` };
}

function preconditionFailure(code: RefusalCode, { subject, remedy }: RefusalDetails): unknown[] {
  if (statusOf[code].status !== "FAILED_PRECONDITION") return [];
  const violation = { type: code, subject, description: remedy };
  return [
    { "@type": "type.googleapis.com/google.rpc.PreconditionFailure", violations: [violation] },
  ];
}
