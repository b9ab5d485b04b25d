import { describe, expect, test } from "vitest";
import { pubsubAccessLog } from "#adapters/pubsub/access-log.ts";
import { AccessBatch, type AccessEntry } from "#domain/access-record.ts";
import { currentWork, inWork, type Work } from "#platform/work.ts";
import { anna, now } from "../support/builders.ts";
import { subscribeTo } from "../support/events.ts";

/** A log that remembers what it is told. */
function listener() {
  const said: [severity: string, message: string, lost: unknown][] = [];
  const tell = (severity: string, message: string, { lost }: Record<string, unknown> = {}) => {
    said.push([severity, message, lost]);
  };
  return { said, tell };
}

function entries(count: number, from = 0): AccessEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `e${from + index}`,
    customer: "1001",
    createdAt: now,
    function: "getCase",
    actor: anna,
    cases: ["100000000001"],
    list: false,
  }));
}

/** A Pub/Sub that refuses so many batches before it takes any. */
function pubsubThatFails(times: number) {
  let left = times;
  const taken: AccessEntry[][] = [];
  const publish = async (batch: AccessBatch) => {
    if (left > 0) {
      left -= 1;
      throw new Error("Pub/Sub is down");
    }
    taken.push(batch.entries);
  };
  return { publish, taken };
}

function neverAnswers(): Promise<void> {
  return new Promise(() => undefined);
}

const ids = (batches: readonly (readonly AccessEntry[])[]) => batches.flat().map(({ id }) => id);

describe("the access log", () => {
  test("publishes what was recorded on the topic access-records, together", async () => {
    const take = await subscribeTo("access-records");
    const log = pubsubAccessLog();

    for (const entry of entries(3)) log.record(entry);
    await log.flush();

    const messages = (await take()).map((message) => AccessBatch.parse(message).entries);
    expect(messages).toEqual([entries(3)]);
  });

  test("gathers fifty entries into a message, in their order", async () => {
    const { publish, taken } = pubsubThatFails(0);
    const log = pubsubAccessLog({ publish });

    for (const entry of entries(120)) log.record(entry);
    await log.flush();

    expect(taken.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(ids(taken)).toEqual(entries(120).map(({ id }) => id));
  });

  test("sends what many requests left on behalf of none of them", async () => {
    const sentFor = Promise.withResolvers<Work | undefined>();
    const log = pubsubAccessLog({ publish: async () => sentFor.resolve(currentWork()) });
    const trace = { traceId: "1".repeat(32), spanId: "1".repeat(16), sampled: false };

    inWork({ operation: "getCase", trace, reads: 0, writes: 0 }, () => {
      for (const entry of entries(1)) log.record(entry);
    });

    expect(await sentFor.promise).toBeUndefined();
  });

  test("keeps what Pub/Sub does not take, and tries it again", async () => {
    const { publish, taken } = pubsubThatFails(2);
    const { said, tell } = listener();
    const log = pubsubAccessLog({ publish, tell });

    for (const entry of entries(60)) log.record(entry);
    await log.flush();

    expect(ids(taken)).toEqual(entries(60).map(({ id }) => id));
    const waits = ["WARNING", "access entries wait", undefined];
    expect(said).toEqual([waits, waits]);
  });

  test("takes what is recorded while it publishes", async () => {
    const { publish, taken } = pubsubThatFails(0);
    const log = pubsubAccessLog({
      publish: async (batch) => {
        if (taken.length === 0) for (const entry of entries(1, 50)) log.record(entry);
        await publish(batch);
      },
    });

    for (const entry of entries(50)) log.record(entry);
    await log.flush();

    expect(ids(taken)).toEqual(entries(51).map(({ id }) => id));
  });

  test("keeps no more than its bound, and says loudly what it loses", async () => {
    const { publish, taken } = pubsubThatFails(1);
    const { said, tell } = listener();
    const log = pubsubAccessLog({ publish, tell, capacity: 2 });

    for (const entry of entries(4)) log.record(entry);
    await log.flush();

    expect(ids(taken)).toEqual(["e0", "e1"]);
    expect(said.filter(([severity]) => severity === "ERROR")).toEqual([
      ["ERROR", "access entry lost", 1],
      ["ERROR", "access entry lost", 2],
    ]);
  });

  test("waits at the end no longer than it may for a Pub/Sub that never answers, and says what is lost", async () => {
    const { said, tell } = listener();
    const log = pubsubAccessLog({ publish: neverAnswers, tell, flushMs: 20 });

    for (const entry of entries(3)) log.record(entry);
    await log.flush();

    expect(said).toEqual([["ERROR", "access entries lost", 3]]);
  });

  test("has room again when Pub/Sub has taken what waited", async () => {
    const { publish, taken } = pubsubThatFails(0);
    const { said, tell } = listener();
    const log = pubsubAccessLog({ publish, tell, capacity: 1 });

    for (const entry of entries(2)) {
      log.record(entry);
      await log.flush();
    }

    expect(ids(taken)).toEqual(["e0", "e1"]);
    expect(said).toEqual([]);
  });

  test("has nothing to flush at first", async () => {
    const { publish, taken } = pubsubThatFails(0);

    await pubsubAccessLog({ publish }).flush();

    expect(taken).toEqual([]);
  });
});
