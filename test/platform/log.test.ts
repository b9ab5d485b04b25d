import { describe, expect, test } from "vitest";
import { log, traceOf } from "#platform/log.ts";
import { inWork } from "#platform/work.ts";
import { linesDuring } from "../support/logged.ts";

const secret = "moa@lindqvist.example wrote hunter2";

describe("traceOf", () => {
  test("tells kind, code and place of an error", () => {
    const trace = traceOf(Object.assign(new RangeError(secret), { code: 14 }));

    expect(trace).toMatchObject({ kind: "RangeError", code: 14 });
    expect(String(trace["frames"])).toContain("log.test.ts");
  });

  test.each([
    ["its message", new Error(secret)],
    ["a message of several lines", new Error(`first\n  ${secret}\nlast`)],
    ["a message with a line that reads like a frame", new Error(`x\n    at ${secret}`)],
    ["its cause", new Error("x", { cause: new Error(secret) })],
    ["its details", Object.assign(new Error("x"), { details: secret, metadata: { secret } })],
    ["errors that it holds", new AggregateError([new Error(secret)], secret)],
    ["a text that was thrown", secret],
    ["an object that was thrown", { message: secret }],
  ])("holds nothing of %s", (_what, error) => {
    expect(JSON.stringify(traceOf(error))).not.toContain("hunter2");
  });

  test("holds a bounded number of frames", () => {
    const deep = (depth: number): Error => (depth === 0 ? new Error("x") : deep(depth - 1));
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 50;

    const { frames } = traceOf(deep(40));

    Error.stackTraceLimit = limit;
    expect(frames).toHaveLength(12);
  });

  test.each([undefined, null, 7, "text"])("takes %j for an error, too", (thrown) => {
    expect(traceOf(thrown)).toEqual({ kind: typeof thrown });
  });
});

describe("a line at ERROR", () => {
  const reported =
    "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

  test("reports an error: which version of which service failed, and where", async () => {
    Object.assign(process.env, { K_SERVICE: "mail-followers", K_REVISION: "mail-followers-7" });

    const lines = await linesDuring(async () =>
      log("ERROR", "case left to the next run", { caseId: "7", ...traceOf(new Error(secret)) }),
    );

    for (const name of ["K_SERVICE", "K_REVISION"]) delete process.env[name];
    expect(lines).toEqual([
      {
        severity: "ERROR",
        message: "case left to the next run",
        "@type": reported,
        serviceContext: { service: "mail-followers", version: "mail-followers-7" },
        stack_trace: expect.stringMatching(/^Error: unexpected\n {4}at .*log\.test\.ts:/),
        context: { reportLocation: { functionName: "none" } },
        caseId: "7",
      },
    ]);
  });

  test("reports what was thrown without a stack by the function that was at work", async () => {
    const trace = { traceId: "1".repeat(32), spanId: "1".repeat(16), sampled: false };
    const work = { operation: "getCase", trace, reads: 0, writes: 0 };

    const [line] = await linesDuring(async () =>
      inWork(work, () => log("ERROR", "request failed", traceOf(secret))),
    );

    expect(line).toMatchObject({
      "@type": reported,
      context: { reportLocation: { functionName: "getCase" } },
    });
    expect(line).not.toHaveProperty("stack_trace");
  });

  test("is no report where it tells of no error that was thrown", async () => {
    const lines = await linesDuring(async () => log("ERROR", "access entries lost", { lost: 3 }));

    expect(lines).toEqual([{ severity: "ERROR", message: "access entries lost", lost: 3 }]);
  });

  test("is the only one that is a report: a warning keeps its frames to itself", async () => {
    const [line] = await linesDuring(async () =>
      log("WARNING", "mail not sent", traceOf(new Error(secret))),
    );

    expect(line).toMatchObject({ kind: "Error", frames: expect.any(Array) });
    expect(line).not.toHaveProperty("@type");
    expect(line).not.toHaveProperty("stack_trace");
  });
});
