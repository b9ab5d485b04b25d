import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ObservedProcess, startObserved } from "../support/observed-process.ts";
import { resetData } from "../support/server.ts";

let functions: ObservedProcess;

beforeAll(async () => {
  functions = await startObserved();
  await resetData();
});

afterAll(() => functions?.stop());

describe.each([
  ["the front door", () => functions.url],
  ["an event function", () => `${functions.eventsUrl}/mailFollowers`],
])("%s", (_what, url) => {
  test.each(["/health", "/healthz"])("says at %s that the process runs", async (path) => {
    expect(await read(url() + path)).toEqual([200, '{"status":"ok"}']);
  });

  test.each(["/ready", "/readyz"])("says at %s that it can serve", async (path) => {
    expect(await read(url() + path)).toEqual([200, '{"status":"ready"}']);
  });

  test("writes the line of a request for it", async () => {
    await read(`${url()}/health`);

    const line = await functions.lineWhere(({ operation }) => operation === "health");

    expect(line).toMatchObject({ message: "request", outcome: "OK", reads: 0 });
  });
});

describe("a process without its database", () => {
  let cut: ObservedProcess;

  beforeAll(async () => {
    cut = await startObserved({ FIRESTORE_EMULATOR_HOST: "127.0.0.1:1" });
  });

  afterAll(() => cut?.stop());

  test("runs, cannot serve, and says what it wants", async () => {
    expect(await read(`${cut.url}/health`)).toEqual([200, '{"status":"ok"}']);
    expect(await read(`${cut.url}/ready`)).toEqual([
      503,
      '{"status":"unavailable","unavailable":["firestore"]}',
    ]);
  });
});

async function read(url: string): Promise<[number, string]> {
  const response = await fetch(url);
  return [response.status, await response.text()];
}
