import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firestore } from "#adapters/firestore/client.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { createSubscriptions } from "../../scripts/stack/pubsub-setup.ts";
import { startOwnInbox } from "../support/events.ts";
import type { Line } from "../support/logged.ts";
import { mailArrives } from "../support/mailbox.ts";
import { type ObservedProcess, startObserved } from "../support/observed-process.ts";
import { projectId, requireBucket, resetData, tokenFor } from "../support/server.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const anna = "anna@alfa-partner.example";
const baker = "baker@lindqvist.example";
const busy = "/v2/customers/1001/cases/310000001001";

/** In whatever is sent, and so in no log line. */
const marker = "zanzibar";
const newCase = {
  displayName: `Mail to ${marker} bounces`,
  description: `Nothing reaches ${marker} since this morning.`,
  classification: { id: "gws-gmail-delivery-bounce" },
  priority: "P2",
  subscriberEmailAddresses: [baker],
};

let inbox: Inbox;
let functions: ObservedProcess;

beforeAll(async () => {
  inbox = await startOwnInbox();
  functions = await startObserved();
  await resetData();
  await requireBucket();
  await createSubscriptions(projectId, functions.eventsUrl);
});

afterAll(() => Promise.all([functions?.stop(), inbox?.stop()]));

describe("the line of a request", () => {
  test("says which function did what for whom, and what it cost", async () => {
    await ask("GET", busy, { trace: "1".repeat(32) });

    expect(await lineOf("1".repeat(32))).toEqual({
      severity: "INFO",
      message: "request",
      "logging.googleapis.com/trace": `projects/${projectId}/traces/${"1".repeat(32)}`,
      "logging.googleapis.com/spanId": "b7ad6b7169203331",
      "logging.googleapis.com/trace_sampled": false,
      operation: "getCase",
      outcome: "OK",
      status: 200,
      durationMs: expect.any(Number),
      caller: "3f069f866ae78ec7",
      reads: 3,
      writes: 0,
      httpRequest: {
        requestMethod: "GET",
        status: 200,
        latency: expect.stringMatching(/^\d+\.\d{3}s$/),
      },
    });
  });

  test.each<[string, { trace: string; path: string; body?: string }, object]>([
    [
      "a case that the caller may not see",
      { trace: "2".repeat(32), path: "/v2/customers/1004/cases/310000004001" },
      { operation: "getCase", outcome: "NOT_VISIBLE", status: 403, severity: "INFO" },
    ],
    [
      "faults",
      { trace: "3".repeat(32), path: `/v2/customers/1001/cases?pageSize=${marker}` },
      { operation: "listCases", outcome: "INVALID_ARGUMENT", status: 400 },
    ],
    [
      "an address at which nothing is",
      { trace: "4".repeat(32), path: `/v2/${marker}` },
      { operation: "none", outcome: "ROUTE_NOT_FOUND", status: 404 },
    ],
    [
      "a body that the door does not let in",
      {
        trace: "5".repeat(32),
        path: "/v2/customers/1001/cases",
        body: marker.repeat(200_000),
      },
      { operation: "none", outcome: "BODY_TOO_LARGE", status: 429 },
    ],
  ])("tells %s by a code", async (_what, { path, ...asking }, told) => {
    await ask(asking.body === undefined ? "GET" : "POST", path, asking);

    expect(await lineOf(asking.trace)).toMatchObject(told);
  });

  test("names nobody where nobody proved who it is", async () => {
    const trace = "6".repeat(32);

    await ask("GET", busy, { trace, token: `${marker}.${marker}.` });

    const line = await lineOf(trace);
    expect(line).toMatchObject({ operation: "getCase", outcome: "UNAUTHENTICATED", status: 401 });
    expect(line).not.toHaveProperty("caller");
  });

  test("names one person alike whatever function is asked", async () => {
    await ask("GET", "/v2/customers", { trace: "7".repeat(32) });
    await ask("GET", "/v2/customers", { trace: "8".repeat(32), as: "lena@alfa-partner.example" });

    expect(await lineOf("7".repeat(32))).toMatchObject({ caller: "3f069f866ae78ec7" });
    expect(await lineOf("8".repeat(32))).not.toMatchObject({ caller: "3f069f866ae78ec7" });
  });
});

describe("the line of an event", () => {
  test("has the trace of the request that it tells of, though nothing is exported", async () => {
    await ask("POST", "/v2/customers/1001/cases", { body: newCase, trace: traceId });
    await mailArrives(baker);

    const request = await lineOf(traceId);
    const event = await functions.lineWhere(
      (line) => line["operation"] === "mailFollowers" && isOf(line, traceId),
    );
    expect(event).toEqual({
      severity: "INFO",
      message: "event",
      "logging.googleapis.com/trace": `projects/${projectId}/traces/${traceId}`,
      "logging.googleapis.com/spanId": "b7ad6b7169203331",
      "logging.googleapis.com/trace_sampled": false,
      operation: "mailFollowers",
      outcome: "OK",
      status: 204,
      durationMs: expect.any(Number),
      eventId: request["eventId"],
      reads: expect.any(Number),
      writes: 2,
      messageId: expect.stringMatching(/^\d+$/),
      tally: { recipients: 1, accepted: 1, refused: 0, withdrawn: 0 },
    });
    expect(request["eventId"]).toMatch(/^e[0-9a-f]{32}$/);
  });

  test("tells the how-manieth delivery it is, where Pub/Sub does", async () => {
    const status = await push("confirmEvent", { deliveryAttempt: 3, data: "{}" });

    expect(status).toBe(500);
    expect(
      await functions.lineWhere(
        ({ message, deliveryAttempt }) => message === "event" && deliveryAttempt === 3,
      ),
    ).toMatchObject({
      severity: "ERROR",
      operation: "confirmEvent",
      outcome: "INTERNAL",
      status: 500,
      messageId: "19",
    });
  });

  test("shares no trace with the request whose access it records, among others'", async () => {
    const line = await functions.lineWhere(({ operation }) => operation === "recordAccess");

    expect(line["logging.googleapis.com/trace"]).toMatch(/\/traces\/[0-9a-f]{32}$/);
    expect(isOf(line, "1".repeat(32))).toBe(false);
  });
});

describe("over a busy run with every kind of trouble", () => {
  beforeAll(async () => {
    const { text } = await ask("POST", "/v2/customers/1001/cases", { body: newCase });
    const { name }: { name: string } = JSON.parse(text);
    await ask("POST", `/v2/${name}/comments`, { body: { body: `See ${marker}.` } });
    await ask("POST", `/v2/${name}:share`, { body: { emailAddresses: [`${marker}@x.example`] } });
    const file = `/upload/v2/${name}/attachments?attachment.filename=${marker}.txt`;
    await ask("POST", file, { body: marker });
    await ask("GET", `/v2/cases:search?query=${marker}`);
    await ask("POST", `/v2/${name}/comments`, { body: { [marker]: marker } });
    inbox.fail("refuse");
    const failing = { body: { body: `Later: ${marker}.` }, trace: "9".repeat(32) };
    await ask("POST", `/v2/${name}/comments`, failing);
    await functions.lineWhere(
      (line) => line["operation"] === "mailFollowers" && isOf(line, "9".repeat(32)),
    );
    await firestore()
      .doc(name.replace(/.*\/cases/, "cases"))
      .update({ displayName: { [marker]: 1 } });
    await ask("GET", `/v2/${name}`, { trace: "a".repeat(32) });
    await push("mailFollowers", { data: `{"${marker}": "${anna}"}` });
    await push("mailFollowers", { data: `no JSON: ${marker}` });
  });

  test("nothing personal, no text and no path is in anything that was written", () => {
    expect(functions.lines().length).toBeGreaterThan(30);
    for (const secret of [marker, "@alfa", "@lindqvist", "@x.", "310000001001", "customers/1001"]) {
      expect(functions.written()).not.toContain(secret);
    }
  });

  test("a mail that fails is told with the trace of its cause, and is no error of ours", () => {
    const lines = functions.lines().filter((line) => isOf(line, "9".repeat(32)));

    expect(lines).toContainEqual(
      expect.objectContaining({
        severity: "WARNING",
        message: "mail not sent",
        operation: "mailFollowers",
      }),
    );
    expect(lines.filter(({ severity }) => severity === "ERROR")).toEqual([]);
  });

  test("a document that cannot be read is reported once, beside its request's line", () => {
    const lines = functions.lines().filter((line) => isOf(line, "a".repeat(32)));

    expect(lines).toMatchObject([
      {
        severity: "ERROR",
        "@type": expect.stringContaining("ReportedErrorEvent"),
        operation: "getCase",
        stack_trace: expect.stringMatching(/^ZodError: unexpected\n {4}at /),
      },
      { severity: "ERROR", message: "request", outcome: "INTERNAL", status: 500 },
    ]);
  });
});

type Asking = { body?: unknown; trace?: string; as?: string; token?: string };

async function ask(
  method: string,
  path: string,
  { body, trace, as = anna, token = tokenFor(as) }: Asking = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(functions.url + path, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(trace !== undefined && { traceparent: `00-${trace}-b7ad6b7169203331-00` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Pushes a message as Pub/Sub does. */
async function push(
  name: string,
  { deliveryAttempt, data }: { deliveryAttempt?: number; data: string },
): Promise<number> {
  const message = { data: Buffer.from(data).toString("base64"), attributes: {}, messageId: "19" };
  const response = await fetch(`${functions.eventsUrl}/${name}/projects/p/topics/t`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message, subscription: "s", deliveryAttempt }),
  });
  await response.text();
  return response.status;
}

/** The line of the request in a trace. */
function lineOf(trace: string): Promise<Line> {
  return functions.lineWhere((line) => line["message"] === "request" && isOf(line, trace));
}

function isOf(line: Line, trace: string): boolean {
  return line["logging.googleapis.com/trace"] === `projects/${projectId}/traces/${trace}`;
}
