import {
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { beforeEnd } from "./before-end.ts";
import { config } from "./config.ts";
import { googleAuthorization } from "./google-authorization.ts";
import { log } from "./log.ts";
import type { StartSpan } from "./spans.ts";
import type { Parent } from "./trace.ts";
import { aside } from "./work.ts";

/** Within `endMs.work`, beside what else is to be done before the end. */
const flushMs = 2_000;

/**
 * Spans that go to the collector at OTEL_EXPORTER_OTLP_ENDPOINT, in batches and behind the answers'
 * backs. Not registered with OpenTelemetry's API: Google's clients would add spans of their own, with
 * the paths of documents in them.
 */
export function otlpSpans(): StartSpan {
  const provider = aside(madeProvider);
  beforeEnd(() => provider.forceFlush({ timeoutMillis: flushMs }).catch(() => undefined));
  const tracer = provider.getTracer("support-cases");
  return ({ name, kind, parent, attributes = {} }) => {
    const options = { kind: SpanKind[kind], attributes, root: parent === undefined };
    const span = tracer.startSpan(name, options, parent ? below(parent) : ROOT_CONTEXT);
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      trace: { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
      end({ name: renamed, attributes: added = {}, failed = false } = {}) {
        if (renamed !== undefined) span.updateName(renamed);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttributes(added).end();
      },
    };
  };
}

function madeProvider(): TracerProvider {
  const { GOOGLE_CLOUD_PROJECT: project, OTEL_TRACES_SAMPLER_ARG: ratio = 1 } = config();
  const byChance = chanceOf(ratio);
  const { OTEL_SERVICE_NAME, K_SERVICE, K_REVISION } = process.env;
  diag.setLogger(
    { error: notExported, warn: nothing, info: nothing, debug: nothing, verbose: nothing },
    DiagLogLevel.ERROR,
  );
  return new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": OTEL_SERVICE_NAME ?? K_SERVICE ?? "support-cases",
      "service.version": K_REVISION,
      "gcp.project_id": project,
    }),
    sampler: new ParentBasedSampler({
      root: byChance,
      remoteParentSampled: byChance,
      remoteParentNotSampled: byChance,
    }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ headers: googleAuthorization }) }),
    ],
  });
}

/** Not by the trace's id, as is usual: that is the caller's to choose. */
function chanceOf(ratio: number): Sampler {
  const { RECORD_AND_SAMPLED, NOT_RECORD } = SamplingDecision;
  return {
    shouldSample: () => ({ decision: Math.random() < ratio ? RECORD_AND_SAMPLED : NOT_RECORD }),
    toString: () => `by chance: ${ratio}`,
  };
}

/** Told here alone. What the library says holds the collector's address and answer, so it is left out. */
function notExported(): void {
  log("WARNING", "traces are not exported");
}

function nothing(): void {}

function below({ traceId, spanId, sampled }: Parent) {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  // Of a remote parent the sampler draws, whatever the flag.
  const isRemote = sampled === undefined;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote });
}
