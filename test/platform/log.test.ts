import { describe, expect, test } from "vitest";
import { traceOf } from "#platform/log.ts";

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
