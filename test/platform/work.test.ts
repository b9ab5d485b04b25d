import { describe, expect, test } from "vitest";
import { aside, currentWork, inWork } from "#platform/work.ts";

const trace = { traceId: "1".repeat(32), spanId: "1".repeat(16), sampled: false };
const work = { operation: "getCase", trace, reads: 0, writes: 0 };

describe("inWork", () => {
  test("is known to all that it starts, and to nothing after it", async () => {
    const within = inWork(work, async () => {
      await Promise.resolve();
      return currentWork();
    });
    const after = currentWork();

    expect(await within).toBe(work);
    expect(after).toBeUndefined();
  });

  test("leaves out what runs aside, and goes on behind it", () => {
    const seen = inWork(work, () => [aside(currentWork), currentWork()]);

    expect(seen).toEqual([undefined, work]);
  });
});
