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
/** Of the half that is recorded, and of the other. */
const [low, high] = ["0".repeat(31).concat("1"), "f".repeat(8).concat("0".repeat(24))];

beforeAll(spansReady);

describe("whether a trace is recorded", () => {
  test.each([
    { whose: "whose caller is not believed goes by its id", traceId: low, recorded: true },
    { whose: "whose caller is not believed goes by its id", traceId: high, recorded: false },
    { whose: "that we record goes on so", traceId: high, sampled: true, recorded: true },
    { whose: "that we do not record goes on so", traceId: low, sampled: false, recorded: false },
  ])("one $whose: $recorded", ({ traceId, sampled, recorded }) => {
    const parent = { traceId, spanId, sampled };

    const { trace } = startSpan({ name: "request", kind: "SERVER", parent });

    expect(trace).toMatchObject({ traceId, sampled: recorded });
  });
});

describe("a step whose span fails", () => {
  const library = ["onStart", "onEnd"].map((name): [string, unknown] => [
    name,
    Reflect.get(BatchSpanProcessor.prototype, name),
  ]);
  const work = {
    operation: "mailFollowers",
    trace: { traceId: low, spanId, sampled: true },
    reads: 0,
    writes: 0,
  };

  afterEach(() => {
    Object.assign(BatchSpanProcessor.prototype, Object.fromEntries(library));
  });

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

function step<T>(act: () => Promise<T>): Promise<T> {
  return inSpan({ name: "send mail", kind: "CLIENT" }, act);
}

function failing(): never {
  throw new Error("moa@lindqvist.example");
}
