import { CallFailed } from "./call-failed.ts";

/** How often a call is made at the most, and how long it waits between two of these attempts. */
const attemptsMax = 4;
const waitMs = 300;
const retryAfterSecondsMax = 10;

/**
 * Makes a call that may be made twice, and makes it again where the failure is likely to pass: no answer, 502,
 * 503, 504, and whatever bears `Retry-After`. Waits as long as the service asks, else longer each time; whoever is
 * asked to wait more than ten seconds is told at once. Rejects with the last failure, or the signal's reason.
 */
export async function withAttempts<Answer>(
  attempt: () => Promise<Answer>,
  signal: AbortSignal | null | undefined,
): Promise<Answer> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = signal?.aborted || made === attemptsMax ? undefined : waitOf(error, made);
      if (wait !== undefined) await pause(wait, signal);
      // React Native's signals have no reason.
      if (signal?.aborted) throw signal.reason ?? error;
      if (wait === undefined) throw error;
    }
  }
}

/** How many milliseconds to wait before another attempt; undefined where none is likely to help. */
function waitOf(error: unknown, made: number): number | undefined {
  if (!(error instanceof CallFailed)) return undefined;
  const { status, retryAfterSeconds } = error;
  if (retryAfterSeconds !== undefined) {
    return retryAfterSeconds <= retryAfterSecondsMax ? retryAfterSeconds * 1_000 : undefined;
  }
  if (![0, 502, 503, 504].includes(status)) return undefined;
  // Not all callers of a service that comes back at the same moment.
  return waitMs * 2 ** (made - 1) * (0.5 + Math.random());
}

/** Waits, but no longer than the signal lets it. */
function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
