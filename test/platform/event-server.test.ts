import { once } from "node:events";
import { request, type Server } from "node:http";
import { cloudEvent } from "@google-cloud/functions-framework";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { firstLine, linesDuring } from "../support/logged.ts";
import { secret } from "../support/observed.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });
const { eventServerOf } = await import("#platform/event-server.ts");
const { deliveryAttempt } = await import("#platform/push.ts");

const came: { id: string; attempt: number | undefined }[] = [];

let server: Server;
let url: string;

beforeAll(async () => {
  cloudEvent("behindTheServer", ({ id }: { id: string }) => {
    came.push({ id, attempt: deliveryAttempt() });
  });
  server = eventServerOf("behindTheServer").listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});

afterAll(() => server.close());

test("a page of health that cannot be sent ends its connection, and not the process", async () => {
  // As if it had been answered: the page's own head comes too late.
  server.prependOnceListener("request", (_request, response) => response.writeHead(200));
  let thrown: unknown;

  const lines = await linesDuring(() =>
    fetch(`${url}/health`).catch((error: unknown) => {
      thrown = error;
    }),
  );

  expect(thrown).toBeInstanceOf(TypeError);
  expect(lines).toMatchObject([
    { severity: "ERROR", message: "request failed", operation: "health" },
    { severity: "ERROR", message: "request", outcome: "INTERNAL", status: 500 },
  ]);
});

test.each([
  ["no JSON", "application/json", `{"message": ${secret}`],
  ["a text", "text/plain", secret],
  ["a text that is JSON", "application/json", JSON.stringify(secret)],
  ["a list", "application/json", JSON.stringify([secret])],
  ["something else", "application/json", JSON.stringify({ note: secret })],
  [
    "in a set of characters that nobody knows",
    `application/json; charset=${secret}`,
    `{${secret}}`,
  ],
  ["too large", "application/json", JSON.stringify({ message: {}, note: secret.repeat(500_000) })],
])(
  "what is no push is refused, and told in one line without what it holds: %s",
  async (...[, type, body]) => {
    let answer: { status: number; text: string; sniffed: string | null } | undefined;
    let printed: string[] = [];

    const lines = await linesDuring(async () => {
      printed = await printedDuring(async () => {
        const response = await fetch(url, {
          method: "POST",
          headers: { "Content-Type": type },
          body,
        });
        answer = {
          status: response.status,
          text: await response.text(),
          sniffed: response.headers.get("X-Content-Type-Options"),
        };
      });
    });

    expect(answer).toEqual({
      status: 400,
      text: expect.stringContaining("16 MiB at most"),
      sniffed: "nosniff",
    });
    expect(lines).toMatchObject([
      {
        message: "request",
        operation: "behindTheServer",
        outcome: "INVALID_ARGUMENT",
        status: 400,
      },
    ]);
    expect(JSON.stringify([answer, lines, printed])).not.toContain("hunter2");
    expect(printed).toEqual([]);
  },
);

test("a push that breaks off is told in one line, and handed on to nobody", async () => {
  const line = await firstLine(async () => {
    const asking = request(url, { method: "POST", headers: { "Content-Length": 100 } });
    asking.on("error", () => undefined);
    server.once("request", (asked) => asked.once("data", () => asking.destroy()));
    asking.write('{"message":');
  });

  expect(line).toMatchObject({
    message: "request",
    operation: "behindTheServer",
    outcome: "ABANDONED",
    status: 499,
  });
  expect(came).toEqual([]);
});

test("a message as large as Pub/Sub takes is handed on", async () => {
  const data = Buffer.alloc(10_000_000, "x").toString("base64");
  const message = { data, messageId: "large", publishTime: "2026-11-23T08:15:00Z" };

  const { status } = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message, subscription: "projects/demo-cases/subscriptions/cases" }),
  });

  expect(status).toBe(204);
  expect(came.splice(0)).toEqual([{ id: "large", attempt: undefined }]);
});

test("a push is handed on whole, and how often it came", async () => {
  const response = await fetch(`${url}/projects/demo-cases/topics/cases`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      message: { data: "e30=", messageId: "7", publishTime: "2026-11-23T08:15:00Z" },
      subscription: "projects/demo-cases/subscriptions/cases",
      deliveryAttempt: 3,
    }),
  });

  expect(response.status).toBe(204);
  expect(came).toMatchObject([{ id: "7", attempt: 3 }]);
});

/** What is written as the framework does, and not through our log. */
async function printedDuring(act: () => Promise<void>): Promise<string[]> {
  const printed: string[] = [];
  const spies = [
    ...(["error", "warn", "log"] as const).map((method) =>
      vi
        .spyOn(console, method)
        .mockImplementation((...words) => void printed.push(words.join(" "))),
    ),
    vi.spyOn(process.stderr, "write").mockImplementation((words) => {
      printed.push(String(words));
      return true;
    }),
  ];
  await act().finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return printed;
}
