import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { createSubscriptions } from "../../scripts/stack/pubsub-setup.ts";
import { newCase } from "../support/client.ts";
import { startOwnInbox } from "../support/events.ts";
import { mailArrives } from "../support/mailbox.ts";
import { type ObservedProcess, startObserved } from "../support/observed-process.ts";
import { projectId, resetData, tokenFor } from "../support/server.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";
const unasked = "1".repeat(32);
const baker = "baker@lindqvist.example";

const Attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  attributes: z.array(Attribute),
  status: z.object({ code: z.int().default(0), message: z.string().optional() }),
});
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});
type Span = z.output<typeof Span>;

/** The kinds of OTLP's `SpanKind`. */
const [server, client, producer, consumer] = [2, 3, 4, 5];

const exported: z.output<typeof Export>[] = [];
const texts: string[] = [];

/** As a collector takes them: OTLP over HTTP, in JSON. */
const collector = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", () => {
    if (request.url === "/v1/traces") {
      texts.push(text);
      exported.push(Export.parse(JSON.parse(text)));
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
});

let inbox: Inbox;
let functions: ObservedProcess;

beforeAll(async () => {
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  inbox = await startOwnInbox();
  functions = await startObserved(exporting());
  await resetData();
  await createSubscriptions(projectId, functions.eventsUrl);
  await openCase({ traceparent: `00-${traceId}-${spanId}-01` });
  await mailArrives(baker);
  await functions.lineWhere(({ operation }) => operation === "mailFollowers");
  await openCase({ traceparent: `00-${unasked}-${spanId}-00` });
  // What has not been sent yet is sent before the process ends.
  await functions.stop();
});

afterAll(async () => {
  collector.closeAllConnections();
  collector.close();
  await inbox?.stop();
});

describe("with an exporter", () => {
  test("a request, what it publishes, whoever handles that and the mail are one trace", () => {
    const request = spanNamed("createCase");
    const publish = spanNamed("publish case-events");
    const event = spanNamed("mailFollowers");
    const mail = spanNamed("send mail");
    expect([request.kind, publish.kind, event.kind, mail.kind]).toEqual([
      server,
      producer,
      consumer,
      client,
    ]);
    expect([request, publish, event, mail].map((span) => span.parentSpanId)).toEqual([
      spanId,
      request.spanId,
      publish.spanId,
      event.spanId,
    ]);
  });

  test("what Firestore is asked has spans of its own, below whoever asks", () => {
    const asked = spansOf(traceId).filter(({ name }) => name.startsWith("firestore "));
    const parents = new Set(asked.map(({ parentSpanId }) => parentSpanId));

    expect(asked.map(({ name }) => name)).toContain("firestore batchGetDocuments");
    expect(asked.map(({ name }) => name)).toContain("firestore commit");
    expect(parents).toContain(spanNamed("createCase").spanId);
    expect(parents).toContain(spanNamed("mailFollowers").spanId);
  });

  test("a span tells codes and counts", () => {
    const { attributes, status } = spanNamed("createCase");

    expect(Object.fromEntries(attributes.map(({ key, value }) => [key, value]))).toEqual({
      outcome: { stringValue: "OK" },
      status: { intValue: 200 },
      "http.request.method": { stringValue: "POST" },
      reads: { intValue: 3 },
      writes: { intValue: 4 },
    });
    expect(status).toEqual({ code: 0 });
  });

  test("nothing personal and no text leaves", () => {
    const { displayName, description } = newCase;

    expect(texts.join()).toContain("createCase");
    for (const secret of ["@", ".example", displayName, description, "customers/1001"]) {
      expect(texts.join()).not.toContain(secret);
    }
  });

  test("a request is recorded by our share, here all, though it asks not to be", () => {
    expect(spansOf(unasked).map(({ name }) => name)).toContain("createCase");
  });

  test("log lines name the span in which they were written", () => {
    const request = spanNamed("createCase");

    expect(functions.lines()).toContainEqual(
      expect.objectContaining({
        operation: "createCase",
        "logging.googleapis.com/spanId": request.spanId,
        "logging.googleapis.com/trace_sampled": true,
      }),
    );
  });

  test("spans name the service", () => {
    const { attributes = [] } = exported[0]?.resourceSpans[0]?.resource ?? {};

    expect(attributes).toContainEqual({
      key: "service.name",
      value: { stringValue: "cases-under-test" },
    });
  });

  test("the library that sends them is loaded", () => {
    expect(functions.loaded()).toContain("@opentelemetry/sdk-trace");
  });
});

describe("with an exporter and a share of none", () => {
  test("a request that asks to be recorded is not, and has its log lines", async () => {
    const other = "3".repeat(32);
    const none = await startObserved({ ...exporting(), OTEL_TRACES_SAMPLER_ARG: "0" });

    await openCase({ traceparent: `00-${other}-${spanId}-01` }, none.url);
    const line = await none.lineWhere(({ operation }) => operation === "createCase");
    await none.stop();

    expect(line).toMatchObject({
      "logging.googleapis.com/trace": `projects/${projectId}/traces/${other}`,
      "logging.googleapis.com/trace_sampled": false,
    });
    expect(spansOf(other)).toEqual([]);
  });
});

describe("without an exporter", () => {
  test("nothing of the library is loaded, and one trace still joins the lines of all hops", async () => {
    const plain = await startObserved({ OTEL_TRACES_EXPORTER: "none" });
    const other = "2".repeat(32);

    const status = await openCase({ traceparent: `00-${other}-${spanId}-01` }, plain.url);
    const line = await plain.lineWhere(({ operation }) => operation === "createCase");
    await plain.stop();

    expect(status).toBe(200);
    expect(line["logging.googleapis.com/trace"]).toBe(`projects/${projectId}/traces/${other}`);
    expect(line["logging.googleapis.com/spanId"]).toBe(spanId);
    expect(plain.loaded()).toEqual([]);
    expect(spansOf(other)).toEqual([]);
  });
});

function exporting(): Record<string, string> {
  const address = collector.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_SERVICE_NAME: "cases-under-test",
  };
}

async function openCase(headers: Record<string, string>, url = functions.url): Promise<number> {
  const response = await fetch(`${url}/v2/customers/1001/cases`, {
    method: "POST",
    headers: {
      ...headers,
      authorization: `Bearer ${tokenFor("anna@alfa-partner.example")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ ...newCase, subscriberEmailAddresses: [baker] }),
  });
  await response.text();
  return response.status;
}

function spansOf(trace: string): Span[] {
  const spans = exported.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
  return spans.filter((span) => span.traceId === trace);
}

function spanNamed(name: string): Span {
  const spans = spansOf(traceId);
  const span = spans.find((each) => each.name === name);
  if (!span) throw new Error(`None of ${spans.length} spans is called ${name}.`);
  return span;
}
