import { type Reason, reasonOf } from "./reasons.ts";
import type { components } from "./schema.d.ts";

type Problem = components["schemas"]["Error"];

/** One fault of a request: the field as it was sent, and what would be right. */
export type Violation = components["schemas"]["BadRequest"]["fieldViolations"][number];

/**
 * What every call rejects with where the service refuses, fails or cannot be reached. An error of its own kind,
 * so that `instanceof` tells it from the faults of the calling code, and error reporters show its stack.
 * A call that its own `signal` ends rejects with the signal's reason instead.
 */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** What happened, for programs: closed, so that a `switch` over it can be complete. */
  readonly reason: Reason;
  /** What the person can do about it, in words to show; undefined where nothing is known to help. */
  readonly remedy: string | undefined;
  /** Every fault of the request at once, each with its field as it was sent; empty for other failures. */
  readonly fieldViolations: readonly Violation[];
  /** After how many seconds the service asks to be called again; undefined where it does not. */
  readonly retryAfterSeconds: number | undefined;
  /** The answer's details as they came, such as the `findings` of personal data; empty where none came. */
  readonly details: Problem["error"]["details"];

  constructor(message: string, told: Told, options?: ErrorOptions) {
    super(message, options);
    this.status = told.status;
    this.reason = told.reason;
    this.remedy = told.remedy;
    this.fieldViolations = told.fieldViolations ?? [];
    this.retryAfterSeconds = told.retryAfterSeconds;
    this.details = told.details ?? [];
  }
}

type Told = {
  status: number;
  reason: Reason;
  remedy?: string | undefined;
  fieldViolations?: readonly Violation[] | undefined;
  retryAfterSeconds?: number | undefined;
  details?: Problem["error"]["details"];
};

/** What an answer that is no success says, in whatever form it came. */
export function failureIn(response: Response, body: unknown): CallFailed {
  const { status } = response;
  const retryAfterSeconds = secondsIn(response.headers.get("Retry-After"));
  if (!isProblem(body)) {
    const message = `The service answered ${status}, and not in its own words.`;
    return new CallFailed(message, { status, reason: "UNKNOWN", retryAfterSeconds });
  }
  const { message, details } = body.error;
  let told: Told = { status, reason: "UNKNOWN", retryAfterSeconds, details };
  for (const detail of details) {
    if ("reason" in detail) {
      told = { ...told, reason: reasonOf(detail.reason), remedy: detail.metadata?.remedy };
    }
    if ("fieldViolations" in detail) told = { ...told, fieldViolations: detail.fieldViolations };
  }
  return new CallFailed(message, told);
}

/** No answer came, or it broke off: whether the service did what was asked is not known. */
export function unreachable(cause: unknown): CallFailed {
  return new CallFailed(
    "The service did not answer.",
    {
      status: 0,
      reason: "UNREACHABLE",
      remedy: "Check the connection and the address of the service, and try again.",
    },
    { cause },
  );
}

/** A success that is not the service's own, such as the start page of whatever listens at the address. */
export function misread(cause: unknown): CallFailed {
  return new CallFailed(
    "What answered is not the service.",
    { status: 200, reason: "UNKNOWN", remedy: "Check the address of the service." },
    { cause },
  );
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return (
    typeof error === "object" &&
    error !== null &&
    "message" in error &&
    "details" in error &&
    Array.isArray(error.details)
  );
}

/** The service gives seconds; what stands in front of it may give a date, which is not waited for. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}
