import { firestoreAnswers } from "#adapters/firestore/client.ts";
import { config } from "./config.ts";
import type { Answer } from "./exchange.ts";
import { log, traceOf } from "./log.ts";
import { partsOutOfReach } from "./reach.ts";

/** A page that needs nothing of the request. */
export type HealthPage = { name: string; path: RegExp; answer(): Promise<Answer> };

/** How long a check that holds stands for those that ask after it, so that asking does not make us read. */
const standsMs = 5_000;
/** How long a check may take. */
const waitsMs = 2_000;

/**
 * What says whether this process runs, and whether it can serve. Both have a second address, because
 * Cloud Run keeps those that end in z to itself: from outside, only its own probes reach them
 * (https://cloud.google.com/run/docs/known-issues).
 */
export const healthPages: readonly HealthPage[] = [
  { name: "health", path: /^\/healthz?$/, answer: async () => ({ status: 200, json: running() }) },
  {
    name: "ready",
    path: /^\/readyz?$/,
    answer: readiness({
      checks: { configuration: async () => void config(), firestore: firestoreAnswers },
      waitsMs,
      standsMs,
      now: () => performance.now(),
    }),
  },
];

type Readiness = {
  /** Each rejects where its part keeps this process from serving anything. */
  checks: Record<string, () => Promise<void>>;
  waitsMs: number;
  standsMs: number;
  now: () => number;
};

/**
 * Answers whether all checks hold: 503 names those that do not, or not in time. Checks run once at a
 * time, however many ask; one that ends well too late is heard of by whoever asks next. Parts whose
 * failing the product gets over are told as degraded.
 */
export function readiness({ checks, waitsMs, standsMs, now }: Readiness): () => Promise<Answer> {
  const holdsUntil = new Map<string, number>();
  const running = new Map<string, Promise<string | undefined>>();
  const run = async (name: string, check: () => Promise<void>): Promise<string | undefined> => {
    const failing = await failed(name, check);
    if (failing === undefined) holdsUntil.set(name, now() + standsMs);
    running.delete(name);
    return failing;
  };
  const failing = async (name: string, check: () => Promise<void>): Promise<string | undefined> => {
    if (now() < (holdsUntil.get(name) ?? 0)) return undefined;
    // What did not end in time is not begun a second time beside itself.
    const begun = running.get(name) ?? run(name, check);
    running.set(name, begun);
    return Promise.race([begun, late(name, waitsMs)]);
  };
  return async () => {
    const asked = Object.entries(checks).map(([name, check]) => failing(name, check));
    const names = await Promise.all(asked);
    return answerOf(names.filter((name) => name !== undefined));
  };
}

/** The name of a check that does not hold. */
async function failed(name: string, check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    log("WARNING", "not ready", { part: name, ...traceOf(error) });
    return name;
  }
}

function late(name: string, ms: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  setTimeout(() => resolve(name), ms).unref();
  return promise;
}

function answerOf(unavailable: readonly string[]): Answer {
  if (unavailable.length > 0) {
    return { status: 503, outcome: "UNAVAILABLE", json: { status: "unavailable", unavailable } };
  }
  const degraded = partsOutOfReach();
  if (degraded.length === 0) return { status: 200, json: { ...running(), status: "ready" } };
  return { status: 200, json: { ...running(), status: "degraded", degraded } };
}

/** Which version this is: service and revision as Cloud Run names them, the release as the deploy does. */
function running(): Record<string, unknown> {
  const { K_SERVICE: service, K_REVISION: revision, RELEASE: release } = process.env;
  return { status: "ok", service, revision, release };
}
