import { once } from "node:events";
import type { Server } from "node:http";
import { cloudEvent } from "@google-cloud/functions-framework";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoEnvironment } from "../../scripts/stack/environment.ts";
import { linesDuring } from "../support/logged.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });
const { eventServerOf } = await import("#platform/event-server.ts");

let server: Server;
let url: string;

beforeAll(async () => {
  cloudEvent("behindTheServer", () => undefined);
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
