import { SpanStatusCode } from "@opentelemetry/api";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { linesDuring } from "../support/logged.ts";

Object.assign(process.env, demoEnvironment, {
  SMTP_URL: "smtp://127.0.0.1:1",
  OTEL_TRACES_EXPORTER: "otlp",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
  OTEL_TRACES_SAMPLER_ARG: "0.5",
});
const { inSpan, spansReady, startSpan } = await import("#platform/spans.ts");
const { inWork } = await import("#platform/work.ts");

const spanId = "b7ad6b7169203331";
/** A sampler that goes by the id would record the one, and not the other. */
const [low, high] = ["0".repeat(31).concat("1"), "f".repeat(8).concat("0".repeat(24))];

beforeAll(spansReady);

const library = ["onStart", "onEnd"].map((name): [string, unknown] => [
  name,
  Reflect.get(BatchSpanProcessor.prototype, name),
]);

afterEach(() => {
  Object.assign(BatchSpanProcessor.prototype, Object.fromEntries(library));
});

describe("whether a trace is recorded", () => {
  test.each([
    { whose: "that we record goes on so", traceId: high, sampled: true, recorded: true },
    { whose: "that we do not record goes on so", traceId: low, sampled: false, recorded: false },
  ])("one $whose: $recorded", ({ traceId, sampled, recorded }) => {
    const parent = { traceId, spanId, sampled };

    const { trace } = startSpan({ name: "request", kind: "SERVER", parent });

    expect(trace).toMatchObject({ traceId, sampled: recorded });
  });

  test.each([
    ["that a caller has named with a low id", { traceId: low, spanId, sampled: undefined }],
    ["that a caller has named with a high id", { traceId: high, spanId, sampled: undefined }],
    ["that begins here", undefined],
  ])("one %s goes by chance", (_which, parent) => {
    const recorded = Array.from({ length: 1_000 }).filter(
      () => startSpan({ name: "request", kind: "SERVER", parent }).trace.sampled,
    );

    // Of a fair coin, beyond that once in 10^36 times.
    expect(recorded.length).toBeGreaterThan(300);
    expect(recorded.length).toBeLessThan(700);
  });
});

const work = {
  operation: "mailFollowers",
  trace: { traceId: low, spanId, sampled: true },
  reads: 0,
  writes: 0,
};

describe("a step whose span fails", () => {
  test.each([["onStart"], ["onEnd"]])(
    "has the outcome that it has without one: %s",
    async (moment) => {
      Object.assign(BatchSpanProcessor.prototype, { [moment]: failing });
      const outcomes: unknown[] = [];

      const lines = await linesDuring(() =>
        inWork(work, async () => {
          outcomes.push(await step(async () => "accepted"));
          outcomes.push(await step(() => Promise.reject("refused")).catch((error) => error));
        }),
      );

      expect(outcomes).toEqual(["accepted", "refused"]);
      expect(lines).toMatchObject([
        { severity: "WARNING", message: "span lost", operation: "mailFollowers" },
        { severity: "WARNING", message: "span lost", operation: "mailFollowers" },
      ]);
      expect(JSON.stringify(lines)).not.toContain("moa@");
    },
  );
});

describe("a step's span", () => {
  const ended: number[] = [];

  test("says whether the step failed", async () => {
    BatchSpanProcessor.prototype.onEnd = ({ status }) => void ended.push(status.code);

    await inWork(work, async () => {
      await step(async () => "accepted");
      await step(() => Promise.reject("refused")).catch(() => undefined);
    });

    expect(ended).toEqual([SpanStatusCode.UNSET, SpanStatusCode.ERROR]);
  });
});

function step<T>(act: () => Promise<T>): Promise<T> {
  return inSpan({ name: "send mail", kind: "CLIENT" }, act);
}

function failing(): never {
  throw new Error("moa@lindqvist.example");
}
