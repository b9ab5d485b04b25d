import { setTimeout as pause } from "node:timers/promises";
import type { Topic } from "@google-cloud/pubsub";
import type { AccessBatch, AccessEntry, AccessLog } from "#domain/access-record.ts";
import { endMs } from "#platform/before-end.ts";
import { config } from "#platform/config.ts";
import { log, traceOf } from "#platform/log.ts";
import { aside } from "#platform/work.ts";
import { withDeadline } from "./deadline.ts";

const topicName = "access-records";

/** How many entries go out in one message: far below its ten megabytes. */
const batchMax = 50;
const gatherMs = 100;
const retryMaxMs = 60_000;
const publishTimeoutMs = 3_000;
type Publish = (batch: AccessBatch) => Promise<void>;

type Queue = {
  readonly publish: Publish;
  readonly tell: typeof log;
  readonly waiting: AccessEntry[];
  failures: number;
  timer?: NodeJS.Timeout | undefined;
  draining?: Promise<boolean> | undefined;
};

type Settings = { capacity?: number; publish?: Publish; tell?: typeof log; flushMs?: number };

/** Publishes access entries some at a time, behind the answers' backs; what fails waits in memory. */
export function pubsubAccessLog({
  capacity = 10_000,
  publish = publisher(),
  tell = log,
  flushMs = endMs.work,
}: Settings = {}): AccessLog {
  const queue: Queue = { publish, tell, waiting: [], failures: 0 };
  let lost = 0;
  return {
    record(entry) {
      if (queue.waiting.length < capacity) {
        queue.waiting.push(entry);
        schedule(queue);
        return;
      }
      lost += 1;
      const { customer, function: operation } = entry;
      tell("ERROR", "access entry lost", { customer, operation, lost });
    },
    async flush() {
      const endsAt = performance.now() + flushMs;
      const leftMs = () => Math.max(0, endsAt - performance.now());
      // Not by the clock between two tries alone: one try may take seconds.
      while (!(await Promise.race([drain(queue), pause(leftMs(), false, { ref: false })]))) {
        if (leftMs() === 0) {
          tell("ERROR", "access entries lost", { lost: queue.waiting.length });
          return;
        }
        await pause(gatherMs);
      }
    },
  };
}

function schedule(queue: Queue): void {
  const { failures } = queue;
  const delayMs = failures === 0 ? gatherMs : Math.min(1_000 * 2 ** failures, retryMaxMs);
  // Nothing waits for the timer: what is left when the process has no more to do is flushed then.
  queue.timer ??= aside(() =>
    setTimeout(() => {
      queue.timer = undefined;
      void drain(queue);
    }, delayMs).unref(),
  );
}

/** Resolves to whether nothing is left. */
function drain(queue: Queue): Promise<boolean> {
  queue.draining ??= sendAll(queue).finally(() => {
    queue.draining = undefined;
  });
  return queue.draining;
}

async function sendAll(queue: Queue): Promise<boolean> {
  const { publish, tell, waiting } = queue;
  while (waiting.length > 0) {
    // They leave the queue when they have been taken over, so that they count until then.
    const entries = waiting.slice(0, batchMax);
    try {
      await publish({ entries });
    } catch (error) {
      queue.failures += 1;
      tell("WARNING", "access entries wait", { waiting: waiting.length, ...traceOf(error) });
      schedule(queue);
      return false;
    }
    queue.failures = 0;
    waiting.splice(0, entries.length);
  }
  return true;
}

/** Loads the client with the first batch, so that no cold start waits for it. */
function publisher(): Publish {
  let topic: Promise<Topic> | undefined;
  return async (batch) => {
    topic ??= accessTopic();
    await withDeadline((await topic).publishMessage({ json: batch }), publishTimeoutMs);
  };
}

async function accessTopic(): Promise<Topic> {
  const { PubSub } = await import("@google-cloud/pubsub");
  return new PubSub({ projectId: config().GOOGLE_CLOUD_PROJECT }).topic(topicName, {
    batching: { maxMessages: 1 },
    gaxOpts: { timeout: publishTimeoutMs, retryRequestOptions: { retries: 0 } },
  });
}
