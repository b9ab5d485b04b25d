import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { objectFor } from "#domain/attachment.ts";
import type { FileRecords } from "#domain/file-records.ts";
import type { StoredFile } from "#domain/file-store.ts";
import { hourMs, type Instant, minuteMs, plus } from "#domain/instant.ts";
import { sweepFiles } from "#platform/sweep-files.ts";

const epoch = "2026-03-10T00:00:00.000Z";

type Given = { startedAt: Instant; createdAt: Instant };

/** Objects as they lie in a store: named by one clock, dated by another when they were complete. */
const objects = fc.array(
  fc
    .record({
      startedMs: fc.integer({ min: 0, max: 60 * hourMs }),
      takesMs: fc.integer({ min: -50 * minuteMs, max: 23 * hourMs }),
    })
    .map(
      ({ startedMs, takesMs }): Given => ({
        startedAt: plus(epoch, startedMs),
        createdAt: plus(epoch, startedMs + takesMs),
      }),
    ),
  { maxLength: 12 },
);

const runs = fc
  .array(fc.integer({ min: 0, max: 90 * hourMs }), { maxLength: 12 })
  .map((startsMs) => startsMs.toSorted((a, b) => a - b).map((ms) => plus(epoch, ms)));

/** Long after the last object came. */
const lastRun = plus(epoch, 200 * hourMs);

describe("sweepFiles", () => {
  test("skips no stray and removes none before its day, whenever it runs and whichever run dies", async () => {
    const property = fc.asyncProperty(objects, runs, fc.nat(3), async (given, before, deadRun) => {
      const store = aMemoryStore(given);
      for (const [run, at] of before.entries()) {
        const swept = sweepFiles(at, store.at(at, { dies: run === deadRun }));
        await swept.catch(() => undefined);
      }
      await sweepFiles(lastRun, store.at(lastRun));

      expect({ removedEarly: store.removedEarly(), left: store.left() }).toEqual({
        removedEarly: [],
        left: [],
      });
    });

    await fc.assert(property, { numRuns: 500 });
  });

  test("removes a stray that is a day old, and not one that lacks a millisecond of it", async () => {
    const store = aMemoryStore([{ startedAt: epoch, createdAt: plus(epoch, hourMs) }]);

    const tooSoon = await sweepFiles("2026-03-11T01:00:00.000Z", store.at(lastRun));
    const inTime = await sweepFiles("2026-03-11T01:00:00.001Z", store.at(lastRun));

    expect([tooSoon, inTime]).toEqual([
      { removed: 0, lost: 0 },
      { removed: 1, lost: 0 },
    ]);
  });
});

/** Just so much of a store as a sweep asks for, with nothing on record. */
function aMemoryStore(given: readonly Given[]) {
  const stored = new Map<string, StoredFile>();
  for (const [index, { startedAt, createdAt }] of given.entries()) {
    const object = objectFor({ customer: "1001", caseId: "7" }, `a${index}`, startedAt);
    const file = { object, generation: "1", sizeBytes: 1, contentType: "text/plain", createdAt };
    stored.set(object, { ...file, crc32c: "", md5: undefined, servedOtherwise: false });
  }
  const removedEarly: string[] = [];
  let swept: Instant | undefined;

  const filesAt = (now: Instant) => ({
    stat: async (object: string) => stored.get(object),
    remove: async ({ object }: { object: string }) => {
      const createdAt = stored.get(object)?.createdAt ?? lastRun;
      if (createdAt > plus(now, -24 * hourMs)) removedEarly.push(object);
      stored.delete(object);
    },
    async *list(from: string, to: string) {
      for (const name of [...stored.keys()].toSorted()) {
        const file = stored.get(name);
        if (file && name >= from && name < to && file.createdAt <= now) yield file;
      }
    },
  });
  const records = (dies: boolean): FileRecords => ({
    held: async () => new Set(),
    attachedBetween: async () => [],
    sweptUntil: async () => swept,
    noteSweptUntil: async (at) => {
      if (dies) throw new Error("Killed.");
      swept = at;
    },
  });
  return {
    /** What a sweep is given that runs then. */
    at: (now: Instant, { dies = false } = {}) => ({
      files: filesAt(now),
      records: records(dies),
      cases: { changeAsSystem: () => Promise.reject(new Error("Nothing is on record.")) },
    }),
    removedEarly: () => removedEarly,
    left: () => [...stored.keys()],
  };
}
