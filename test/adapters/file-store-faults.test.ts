import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { withRetries } from "#adapters/storage/transient.ts";
import { Refusal } from "#domain/refusal.ts";
import { problemOf } from "#platform/problem.ts";
import "../support/server.ts";

const files = cloudStorageFiles();
const file = { object: "uploads/1", generation: "1" };
const mib = 1_048_576;

type Answer = (response: ServerResponse) => void;

let server: Server;
/** What the store answers, in turn; the last one for ever. */
let script: Answer[];
let requests: number;
/** Of the last request, with its body behind it. */
let asked: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    asked = `${request.url} `;
    request.on("data", (chunk: Buffer) => {
      asked += chunk.toString();
    });
    const answer = script.length > 1 ? script.shift() : script[0];
    answer?.(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.env["STORAGE_EMULATOR_HOST"] =
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
});

beforeEach(() => {
  requests = 0;
});

const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { code, message: "no", errors: [{ reason: "no" }] } }));
  };

const busy = status(503);
const hangUp: Answer = (response) => response.destroy();
const text: Answer = (response) => response.end("text");

/** The text, under the checksum that a store tells of what it keeps. */
const hashed =
  (hash: string): Answer =>
  (response) => {
    const headers = { "x-goog-hash": hash, "x-goog-stored-content-encoding": "identity" };
    response.writeHead(200, headers).end("text");
  };

const json =
  (body: object): Answer =>
  (response) =>
    response.end(JSON.stringify(body));

const stored = {
  name: "uploads/1",
  generation: "1",
  size: "4",
  crc32c: "L1MZ4Q==",
  timeCreated: "2026-03-10T12:00:00.000001Z",
};
const resource = json(stored);

async function textOf(bytes: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  return bytes && Buffer.concat(await Array.fromAsync(bytes)).toString();
}

describe("a store that is busy", () => {
  test.each([
    ["503", busy],
    ["500", status(500)],
    ["429", status(429)],
    ["nothing", hangUp],
  ])("and answers %s twice is asked again", async (_what, trouble) => {
    script = [trouble, trouble, text];

    expect(await textOf(await files.read(file))).toBe("text");
    expect(requests).toBe(3);
  });

  test("is asked again for what is safe to repeat", async () => {
    const put = () => files.put("uploads/1", Buffer.from("text"), "text/plain");
    const calls = [() => files.stat("uploads/1"), put, () => files.remove(file)];

    for (const call of calls) {
      script = [busy, busy, resource];
      await expect(call()).resolves.not.toThrow();
    }
    script = [busy, busy, json({})];
    expect(await Array.fromAsync(files.list("a", "b"))).toEqual([]);

    expect(requests).toBe(12);
  });

  test("that never answers is told as such to the caller", async () => {
    const timeout = Object.assign(new Error("network timeout"), { name: "FetchError" });

    const asking = withRetries(() => Promise.reject(timeout));

    await expect(asking).rejects.toMatchObject({ code: "UNAVAILABLE", cause: timeout });
  });

  test("answers as the first time when a put was stored and its answer lost", async () => {
    script = [hangUp, status(412), resource];

    const file = await files.put("uploads/1", Buffer.from("text"), "text/plain");

    expect(file).toMatchObject({ generation: "1", createdAt: "2026-03-10T12:00:00.000Z" });
  });

  test.each([
    ["another size", { size: "5" }],
    ["another checksum", { crc32c: "AAAAAA==" }],
  ])("does not take for stored what is there in %s", async (_what, other) => {
    script = [hangUp, status(412), json({ ...stored, ...other })];

    const putting = files.put("uploads/1", Buffer.from("text"), "text/plain");

    await expect(putting).rejects.toThrow("There are other bytes under uploads/1.");
  });

  test("for ever is told as such to the caller, and the process lives", async () => {
    script = [busy];

    const outcomes = await Promise.allSettled([
      files.read(file),
      files.read(file, { first: 0, last: 3 }),
      files.stat("uploads/1"),
      files.put("uploads/1", Buffer.from("text"), "text/plain"),
    ]);

    const reasons = outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason);
    expect(requests).toBe(16);
    expect(reasons.map((reason) => reason instanceof Refusal && reason.code)).toEqual([
      "UNAVAILABLE",
      "UNAVAILABLE",
      "UNAVAILABLE",
      "UNAVAILABLE",
    ]);
    expect(problemOf(reasons[0])).toMatchObject({ http: 503 });
    expect(reasons[0]).toMatchObject({ cause: { code: 503 } });
  });
});

describe("a put", () => {
  test("states its checksum, so that the store keeps no other bytes", async () => {
    script = [resource];

    await files.put("uploads/1", Buffer.from("text"), "text/plain");

    expect(asked).toContain('"crc32c":"L1MZ4Q=="');
    expect(asked).toContain("ifGenerationMatch=0");
  });
});

describe("a list", () => {
  test("goes on over pages until the last", async () => {
    const second = { ...stored, name: "uploads/2" };
    script = [json({ items: [stored], nextPageToken: "page-2" }), json({ items: [second] })];

    const listed = await Array.fromAsync(files.list("uploads/", "uploads0"));

    expect(listed.map(({ object }) => object)).toEqual(["uploads/1", "uploads/2"]);
    expect(asked).toContain("pageToken=page-2");
    expect(asked).toContain("endOffset=uploads0");
  });
});

describe("a store that says no", () => {
  test("is not asked again", async () => {
    script = [status(403)];

    await expect(files.read(file)).rejects.toMatchObject({ code: 403 });
    await expect(files.stat("uploads/1")).rejects.toMatchObject({ code: 403 });

    expect(requests).toBe(2);
  });
});

describe("a transfer", () => {
  test("that breaks off rejects while it is read, and is not begun again", async () => {
    script = [
      (response) => {
        response.writeHead(200, { "content-length": 1_000 });
        response.write("half");
        setImmediate(() => response.destroy());
      },
    ];

    const reading = files.read(file).then(textOf);

    await expect(reading).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(requests).toBe(1);
  });

  test("whose bytes are not those of its checksum rejects at its end", async () => {
    script = [hashed("crc32c=AAAAAA==")];

    const reading = files.read(file).then(textOf);

    await expect(reading).rejects.toMatchObject({ code: "CONTENT_DOWNLOAD_MISMATCH" });
  });

  test("that nobody reads to its end is broken off, and was never all on its way", async () => {
    const { answer, sentMib, closed } = endless();
    script = [answer];

    for await (const chunk of (await files.read(file)) ?? []) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }

    await closed;
    expect(sentMib()).toBeLessThan(50);
  });

  test("of many bytes fills no log with warnings of the client's many listeners", async () => {
    const warnings: Error[] = [];
    const collect = (warning: Error) => void warnings.push(warning);
    process.on("warning", collect);
    script = [(response) => response.end(Buffer.alloc(mib))];

    const bytes = await files.read(file).then(textOf);

    process.off("warning", collect);
    expect(bytes).toHaveLength(mib);
    expect(warnings).toEqual([]);
  });

  test("is broken off too when its reader gives up before the first bytes", async () => {
    const { answer, closed } = endless();
    script = [answer];
    const bytes = await files.read(file);

    await bytes?.[Symbol.asyncIterator]().return?.();

    await expect(closed).resolves.toBeUndefined();
  });

  test("that fails before anybody reads ends no process, and rejects when it is read", async () => {
    script = [
      (response) => {
        response.writeHead(200, { "content-length": 1_000 });
        response.flushHeaders();
        setImmediate(() => response.destroy());
      },
    ];
    const bytes = await files.read(file);
    await expect.poll(() => connections()).toBe(0);

    await expect(textOf(bytes)).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

function connections(): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

/** An answer of 300 MiB, as fast as its reader takes it. */
function endless(): { answer: Answer; sentMib: () => number; closed: Promise<unknown> } {
  const chunk = Buffer.alloc(65_536);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  let sent = 0;
  const answer: Answer = (response) => {
    response.once("close", resolve);
    const more = () => {
      while (!response.destroyed && sent < 300 * mib) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  };
  return { answer, sentMib: () => sent / mib, closed: promise };
}
