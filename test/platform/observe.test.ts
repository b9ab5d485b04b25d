import { describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import type { Answer } from "#platform/exchange.ts";
import { problemAnswer } from "#platform/exchange.ts";
import { log } from "#platform/log.ts";
import { observeRequest } from "#platform/observe.ts";
import { currentWork, type Work } from "#platform/work.ts";
import { type Line, linesDuring } from "../support/logged.ts";
import { busy, ofTrace, secret, traceparent } from "../support/observed.ts";

process.env["GOOGLE_CLOUD_PROJECT"] = "demo-observed";

describe("observeRequest", () => {
  test("writes one line that says who did what, how it ended and what it cost", async () => {
    const lines = await requested((work) => {
      Object.assign(work, { operation: "getCase", caller: "4f1c", reads: 3, writes: 1 });
      return { status: 200, json: { secret } };
    });

    expect(lines).toEqual([
      {
        severity: "INFO",
        message: "request",
        ...ofTrace(false),
        operation: "getCase",
        outcome: "OK",
        status: 200,
        durationMs: expect.any(Number),
        caller: "4f1c",
        reads: 3,
        writes: 1,
        httpRequest: {
          requestMethod: "GET",
          status: 200,
          latency: expect.stringMatching(/^\d+\.\d{3}s$/),
        },
      },
    ]);
  });

  test("tells a refusal by its code, and reports no error", async () => {
    const lines = await requested((work) => {
      work.operation = "getCase";
      return problemAnswer(new Refusal("NOT_VISIBLE", secret, { subject: secret }));
    });

    expect(lines).toMatchObject([
      { severity: "INFO", message: "request", outcome: "NOT_VISIBLE", status: 403 },
    ]);
  });

  test("reports what nobody foresaw in Error Reporting's form, without what it says", async () => {
    const lines = await requested((work) => {
      work.operation = "getCase";
      return problemAnswer(Object.assign(new RangeError(secret), { code: "ERR_OUT_OF_RANGE" }));
    });

    expect(lines).toEqual([
      {
        severity: "ERROR",
        message: "request failed",
        ...ofTrace(false),
        operation: "getCase",
        "@type":
          "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent",
        serviceContext: { service: "local" },
        stack_trace: expect.stringMatching(
          /^RangeError: ERR_OUT_OF_RANGE\n {4}at .*observe\.test\.ts:\d+:\d+\)?\n {4}at /,
        ),
        context: { reportLocation: { functionName: "getCase" } },
      },
      expect.objectContaining({
        severity: "ERROR",
        message: "request",
        outcome: "INTERNAL",
        status: 500,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain("hunter2");
  });

  test("warns of a database that is busy, which is no error of ours", async () => {
    const lines = await requested(() => problemAnswer(busy()));

    expect(lines).toMatchObject([
      { severity: "WARNING", message: "request failed", code: 14 },
      { severity: "WARNING", message: "request", outcome: "UNAVAILABLE", status: 503 },
    ]);
    expect(JSON.stringify(lines)).not.toContain("ReportedErrorEvent");
  });

  test("tells who asks for what is not spoken here, and warns of nothing", async () => {
    const lines = await requested(() => problemAnswer(new Refusal("NOT_IMPLEMENTED", "No.")));

    expect(lines).toMatchObject([{ severity: "INFO", outcome: "NOT_IMPLEMENTED", status: 501 }]);
  });

  test("tells of a request that was not answered, and hands on nothing of what the error says", async () => {
    let thrown: unknown;

    const lines = await linesDuring(() =>
      observeRequest({ method: "GET", headers: {} }, async (work) => {
        work.operation = "getCase";
        throw new RangeError(secret);
      }).catch((error: unknown) => {
        thrown = error;
      }),
    );

    expect(lines).toMatchObject([
      {
        severity: "ERROR",
        message: "request failed",
        operation: "getCase",
        stack_trace: expect.stringMatching(/^RangeError: unexpected\n {4}at /),
      },
      {
        severity: "ERROR",
        message: "request",
        operation: "getCase",
        outcome: "INTERNAL",
        status: 500,
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain("hunter2");
    expect(String(thrown)).toBe("Error: The request was not answered: INTERNAL.");
    expect(thrown).toMatchObject({ stack: "" });
  });

  test("has every other line of the request tell its trace and operation", async () => {
    const [line] = await requested((work) => {
      work.operation = "closeCase";
      log("WARNING", "event not published, left to the tick", { eventId: "e1" });
      return { status: 200, json: {} };
    });

    expect(line).toEqual({
      severity: "WARNING",
      message: "event not published, left to the tick",
      ...ofTrace(false),
      operation: "closeCase",
      eventId: "e1",
    });
  });

  test("begins a trace where none came, another for each request", async () => {
    const traces: unknown[] = [];
    const note = (work: Work) => {
      traces.push(work.trace.traceId);
      return { status: 200, json: {} };
    };

    await requested(note, {});
    await requested(note, { traceparent: "none" });

    expect(traces).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    expect(traces[0]).not.toBe(traces[1]);
  });

  test("tells no longer a time than it took", async () => {
    const startedAt = performance.now();

    const [line] = await requested(() => ({ status: 200, json: {} }));

    expect(line?.["durationMs"]).toBeLessThanOrEqual(Math.ceil(performance.now() - startedAt));
  });

  test("keeps requests apart that run at the same time", async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];

    const lines = await linesDuring(async () => {
      await Promise.all([
        observeRequest({ method: "GET", headers: {} }, async (work) => {
          work.operation = "one";
          await first.promise;
          Object.assign(currentWork() ?? {}, { reads: 1 });
          second.resolve();
          return { status: 200, json: {} };
        }),
        observeRequest({ method: "GET", headers: {} }, async (work) => {
          work.operation = "other";
          first.resolve();
          await second.promise;
          Object.assign(currentWork() ?? {}, { reads: 2 });
          return { status: 200, json: {} };
        }),
      ]);
    });

    expect(lines).toMatchObject([
      { operation: "one", reads: 1 },
      { operation: "other", reads: 2 },
    ]);
  });
});

function requested(
  answering: (work: Work) => Answer,
  headers: Record<string, string> = { traceparent },
): Promise<Line[]> {
  return linesDuring(() =>
    observeRequest({ method: "GET", headers }, async (work) => answering(work)),
  );
}
