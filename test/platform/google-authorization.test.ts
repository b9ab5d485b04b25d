import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

const asked: unknown[] = [];
let granted: { status: number; body: string };

const metadata = createServer((request, response) => {
  asked.push([request.headers["metadata-flavor"], request.url]);
  response.writeHead(granted.status).end(granted.body);
});

beforeAll(async () => {
  metadata.listen(0, "127.0.0.1");
  await once(metadata, "listening");
  const address = metadata.address();
  const port = typeof address === "object" && address ? address.port : 0;
  process.env["GCE_METADATA_HOST"] = `127.0.0.1:${port}`;
});

beforeEach(() => {
  granted = {
    status: 200,
    body: JSON.stringify({ access_token: "a-token", expires_in: 3_599, token_type: "Bearer" }),
  };
  asked.length = 0;
  process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://telemetry.googleapis.com";
  vi.resetModules();
});

afterAll(() => {
  metadata.closeAllConnections();
  metadata.close();
  delete process.env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  delete process.env["GCE_METADATA_HOST"];
});

describe("googleAuthorization", () => {
  test("sends Google's collector the token of the service, fetched once while it lasts", async () => {
    const headers = await fresh();

    expect(await headers()).toEqual({ Authorization: "Bearer a-token" });
    expect(await headers()).toEqual({ Authorization: "Bearer a-token" });
    expect(asked).toEqual([
      ["Google", "/computeMetadata/v1/instance/service-accounts/default/token"],
    ]);
  });

  test("fetches another for one that ends within the minute", async () => {
    granted.body = JSON.stringify({ access_token: "a-token", expires_in: 60 });
    const headers = await fresh();

    await headers();
    await headers();

    expect(asked).toHaveLength(2);
  });

  test.each([
    "http://127.0.0.1:4318",
    "https://telemetry.googleapis.com.evil.example",
    "http://telemetry.googleapis.com",
    "https://evil.example/telemetry.googleapis.com",
  ])("gives the token to nobody else: %s", async (endpoint) => {
    process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
    const headers = await fresh();

    expect(await headers()).toEqual({});
    expect(asked).toEqual([]);
  });

  test("goes by the address of traces alone, where there is one", async () => {
    process.env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "http://127.0.0.1:4318/v1/traces";
    const headers = await fresh();

    expect(await headers()).toEqual({});
    delete process.env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
  });

  test.each([
    ["refuses", 403, "{}"],
    ["answers no token", 200, "<html>"],
  ])("never rejects where the metadata server %s", async (_how, status, body) => {
    granted = { status, body };
    const headers = await fresh();

    expect(await headers()).toEqual({});
  });
});

/** As a process just started has it. */
async function fresh(): Promise<() => Promise<Record<string, string>>> {
  const { googleAuthorization } = await import("#platform/google-authorization.ts");
  return googleAuthorization;
}
