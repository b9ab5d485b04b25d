import { describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import { observeEvent } from "#platform/observe.ts";
import type { Work } from "#platform/work.ts";
import { type Line, linesDuring } from "../support/logged.ts";
import { busy, ofTrace, secret, spanId, traceId, traceparent } from "../support/observed.ts";

process.env["GOOGLE_CLOUD_PROJECT"] = "demo-observed";

describe("observeEvent", () => {
  test("writes one line that says what came, the how-manieth time, and what was done", async () => {
    const { lines } = await delivered(async (work) => {
      Object.assign(work, { eventId: "e1", reads: 9, writes: 2 });
      return { recipients: 1, accepted: 1 };
    });

    expect(lines).toEqual([
      {
        severity: "INFO",
        message: "event",
        ...ofTrace(true),
        operation: "mailFollowers",
        outcome: "OK",
        status: 204,
        durationMs: expect.any(Number),
        eventId: "e1",
        reads: 9,
        writes: 2,
        messageId: "17",
        deliveryAttempt: 3,
        tally: { recipients: 1, accepted: 1 },
      },
    ]);
  });

  test("reports what nobody foresaw, and has the message delivered again", async () => {
    const { lines, thrown } = await delivered(async () => {
      throw new TypeError(secret);
    });

    expect(lines).toMatchObject([
      {
        severity: "ERROR",
        message: "event failed",
        operation: "mailFollowers",
        stack_trace: expect.stringMatching(/^TypeError: unexpected\n {4}at /),
      },
      { severity: "ERROR", message: "event", outcome: "INTERNAL", status: 500, messageId: "17" },
    ]);
    expect(String(thrown)).toBe("Error: The event is to be delivered again: INTERNAL.");
  });

  test.each([
    ["a refusal", () => new Refusal("UNAVAILABLE", secret)],
    ["a database that is busy", busy],
  ])("has the message delivered again for %s, without an error", async (_what, error) => {
    const { lines, thrown } = await delivered(async () => {
      throw error();
    });

    expect(lines.at(-1)).toMatchObject({
      severity: "WARNING",
      outcome: "UNAVAILABLE",
      status: 500,
    });
    expect(JSON.stringify(lines)).not.toContain("ReportedErrorEvent");
    expect(thrown).toBeInstanceOf(Error);
  });

  test("lets the framework print nothing of what an error says, nor a stack over many lines", async () => {
    const { lines, thrown } = await delivered(async () => {
      throw new Error(secret);
    });

    expect(JSON.stringify(lines)).not.toContain("hunter2");
    expect(thrown).toMatchObject({ stack: "" });
    expect(String(thrown)).not.toContain("hunter2");
  });

  test("goes by the flag of the message, which we published, and not by that of the request", async () => {
    const [published] = (await delivered(async () => ({}), [traceparent])).lines;
    const [brought] = (await delivered(async () => ({}), [undefined, traceparent])).lines;

    expect(published).toMatchObject({ "logging.googleapis.com/trace_sampled": true });
    expect(brought).toMatchObject({ "logging.googleapis.com/trace_sampled": false });
  });

  test("belongs to the message's trace, else to that of the request that brought it", async () => {
    const other = `00-${"1".repeat(32)}-${spanId}-00`;

    const both = await delivered(async () => ({}), [traceparent, other]);
    const one = await delivered(async () => ({}), [undefined, other]);

    expect(JSON.stringify(both.lines)).toContain(traceId);
    expect(JSON.stringify(one.lines)).toContain("1".repeat(32));
  });
});

async function delivered(
  handling: (work: Work) => Promise<Record<string, number>>,
  traceparents: unknown[] = [traceparent],
): Promise<{ lines: Line[]; thrown: unknown }> {
  let thrown: unknown;
  const delivery = {
    operation: "mailFollowers",
    traceparents,
    messageId: "17",
    deliveryAttempt: 3,
  };
  const lines = await linesDuring(() =>
    observeEvent(delivery, handling).catch((error: unknown) => {
      thrown = error;
    }),
  );
  return { lines, thrown };
}
