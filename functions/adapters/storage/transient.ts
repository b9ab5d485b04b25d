import { setTimeout } from "node:timers/promises";
import { Refusal } from "#domain/refusal.ts";
import { log, traceOf } from "#platform/log.ts";

/** The longest that each further attempt waits; the waits are drawn by chance, so that callers spread. */
const waitsMsMax = [100, 400, 1_600];

const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

const networkCodes: ReadonlySet<unknown> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ETIMEDOUT",
]);

/**
 * Makes up to four attempts, within about two seconds besides their own time, where the store is
 * busy or out of reach; `attempt` must be safe to repeat. Refuses with UNAVAILABLE when none succeeds,
 * and throws any other error at once.
 */
export async function withRetries<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (const waitMsMax of waitsMsMax) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await setTimeout(Math.random() * waitMsMax);
    }
  }
  try {
    return await attempt();
  } catch (error) {
    throw isTransient(error) ? unavailable(error) : error;
  }
}

/** The status that Cloud Storage answered; undefined for an error that is none of its answers. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "number" ? error.code : undefined;
}

/**
 * Whether the store says that it has no such file. Of a bucket that is missing it says 404 too: a wrong
 * setting must not make every file look lost.
 */
export function isMissingFile(error: unknown): boolean {
  return statusOf(error) === 404 && !/bucket does not exist/i.test(String(error));
}

function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return transientStatuses.has(status);
  if (!(error instanceof Error)) return false;
  return error.name === "FetchError" || ("code" in error && networkCodes.has(error.code));
}

function unavailable(cause: unknown): Refusal {
  log("WARNING", "the file store is out of reach", traceOf(cause));
  const refusal = new Refusal("UNAVAILABLE", "The file store is busy: try again.");
  refusal.cause = cause;
  return refusal;
}
