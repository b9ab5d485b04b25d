import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { scannerAt } from "#adapters/clamd/scanner.ts";
import { type Clamd, clamdProgram, startClamd } from "../../scripts/stack/clamd.ts";
import { freePort } from "../../scripts/stack/ports.ts";

/** In two halves, so that no scanner finds it in this file. */
const eicar = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);
const megabyte = 1_024 * 1_024;
const found = (await clamdProgram()) !== undefined;

describe.skipIf(!found)("clamd", () => {
  const megabytesMax = 48;
  let folder: string;
  let clamd: Clamd;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clamd-test-"));
    clamd = await startClamd({ port: await freePort(), folder, megabytesMax });
  });

  afterAll(async () => {
    await clamd.stop();
    await rm(folder, { recursive: true });
  });

  test.each([
    ["a text", () => [Buffer.from("550 5.7.26 since this morning")], "clean"],
    ["no bytes at all", () => [], "clean"],
    ["one empty piece", () => [Buffer.alloc(0)], "clean"],
    ["40 MiB in one piece", () => [Buffer.alloc(40 * megabyte, "log line\n")], "clean"],
    ["exactly what clamd takes", () => Array(48).fill(Buffer.alloc(megabyte)), "clean"],
    ["the EICAR test file", () => [eicar], "infected"],
    ["EICAR a byte a piece", () => [...eicar].map((byte) => Buffer.of(byte)), "infected"],
    ["EICAR behind an empty piece", () => [Buffer.alloc(0), eicar], "infected"],
    ["EICAR in an archive", () => [zipSync({ "a.txt": eicar })], "infected"],
    ["EICAR in an archive in an archive", () => [zipSync({ "a.zip": zipOf(eicar) })], "infected"],
    [
      "EICAR at the end of 40 MiB in an archive",
      () => [zipOf(Buffer.alloc(40 * megabyte), eicar)],
      "infected",
    ],
    ["an archive that inflates past the limit", () => [bomb()], "unscannable"],
    ["archives in archives, deeper than clamd goes", () => [nested(15)], "unscannable"],
    ["more files in an archive than clamd opens", () => [zipOf(...numbers(2_500))], "unscannable"],
  ])("gives its verdict of %s", async (_what, pieces, verdict) => {
    expect(await scannerAt(clamd.address).scan(piecesOf(pieces()))).toBe(verdict);
  });

  test("a stream over its limit is unscannable", async () => {
    const scanned = scannerAt(clamd.address).scan(endless(megabytesMax + 1));

    expect(await scanned).toBe("unscannable");
  });

  test("what is still written when clamd hangs up is never called clean", async () => {
    const scans = Array.from({ length: 4 }, () =>
      scannerAt(clamd.address)
        .scan(piecesOf(Array(megabytesMax + 16).fill(Buffer.alloc(megabyte))))
        .catch(() => "rejected"),
    );

    const outcomes = new Set(await Promise.all(scans));

    expect(outcomes).not.toContain("clean");
    expect(outcomes).toContain("unscannable");
  });

  test("many files at once each get their own verdict", async () => {
    const files = Array.from({ length: 40 }, (_, place) =>
      place % 4 === 0 ? eicar : zipOf(Buffer.of(place)),
    );

    const verdicts = await Promise.all(
      files.map((file) => scannerAt(clamd.address).scan(piecesOf([file]))),
    );

    expect(verdicts.filter((verdict) => verdict === "infected")).toHaveLength(10);
    expect(verdicts.filter((verdict) => verdict === "clean")).toHaveLength(30);
  });

  test("a source that fails is rejected with its fault, and clamd serves on", async () => {
    const scanner = scannerAt(clamd.address);

    await expect(scanner.scan(failing("the store broke off"))).rejects.toThrow(
      "the store broke off",
    );
    expect(await scanner.scan(piecesOf([eicar]))).toBe("infected");
  });
});

describe.skipIf(!found)("clamd that ends in the middle", () => {
  test("rejects", async () => {
    const folder = await mkdtemp(join(tmpdir(), "clamd-test-"));
    const clamd = await startClamd({ port: await freePort(), folder });

    const scanned = scannerAt(clamd.address).scan(
      (async function* () {
        yield Buffer.alloc(megabyte);
        process.kill(clamd.pid, "SIGKILL");
        await clamd.ended;
        yield* Array<Uint8Array>(20).fill(Buffer.alloc(megabyte));
      })(),
    );

    await expect(scanned).rejects.toThrow("The malware scanner is out of reach, or broke off.");
    await rm(folder, { recursive: true });
  });
});

describe("a scanner that does not answer as clamd does", () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  test("nobody who listens is a rejection", async () => {
    const scanned = scannerAt(`127.0.0.1:${await freePort()}`).scan(piecesOf([eicar]));

    await expect(scanned).rejects.toThrow("The malware scanner is out of reach, or broke off.");
  });

  test.each([
    ["nonsense", "HTTP/1.1 400 Bad Request\0", "answered: HTTP/1.1 400"],
    ["an error of its own", "Can't allocate memory ERROR\0", "answered: Can't allocate memory"],
    ["OK with more to it", "stream: OKAY\0", "answered: stream: OKAY"],
    ["nothing of substance", "\0", "answered: "],
    ["another stream's verdict", "1: stream: OK\0", "answered: 1: stream: OK"],
  ])("%s is a rejection", async (_what, answer, message) => {
    const address = await serving((socket) => onEnd(socket, () => socket.end(answer)));

    await expect(scannerAt(address).scan(piecesOf([eicar]))).rejects.toThrow(message);
  });

  test("an OK that is not ended is a rejection, for it may have had more to say", async () => {
    const address = await serving((socket) => onEnd(socket, () => socket.end("stream: OK")));

    await expect(scannerAt(address).scan(piecesOf([eicar]))).rejects.toThrow("broke off");
  });

  test("an OK before the last byte is a rejection, for it cannot have seen the file", async () => {
    const address = await serving((socket) => socket.write("stream: OK\0"));

    await expect(scannerAt(address).scan(endless(1))).rejects.toThrow("before it had the file");
  });

  test("an answer without end is a rejection", async () => {
    const address = await serving((socket) => socket.write("x".repeat(1_000_000)));

    await expect(scannerAt(address).scan(endless(1))).rejects.toThrow("broke off");
  });

  test("a connection that is closed at once is a rejection", async () => {
    const address = await serving((socket) => socket.destroy());

    await expect(scannerAt(address).scan(endless(1))).rejects.toThrow("broke off");
  });

  test("a connection closed behind the last byte is a rejection", async () => {
    const address = await serving((socket) => onEnd(socket, () => socket.destroy()));

    await expect(scannerAt(address).scan(piecesOf([eicar]))).rejects.toThrow("broke off");
  });

  test.each([
    { what: "takes no bytes", patience: { transferMs: 100, verdictMs: 60_000 }, megabytes: 200 },
    { what: "gives no verdict", patience: { transferMs: 60_000, verdictMs: 100 }, megabytes: 1 },
  ])("a scanner that $what is a rejection when patience ends", async ({ patience, megabytes }) => {
    const address = await serving((socket) => (megabytes === 1 ? socket.resume() : socket.pause()));
    const pieces = Array<Uint8Array>(megabytes).fill(Buffer.alloc(megabyte));

    const scanned = scannerAt(address, patience).scan(piecesOf(pieces));

    await expect(scanned).rejects.toThrow("broke off");
  });

  test("a source is read no faster than the scanner takes its bytes", async () => {
    let read = 0;
    const address = await serving((socket) => socket.pause());
    const source = (async function* () {
      for (; read < 200; read += 1) yield Buffer.alloc(megabyte);
    })();

    const scanned = scannerAt(address, { transferMs: 300, verdictMs: 300 }).scan(source);

    await expect(scanned).rejects.toThrow("broke off");
    expect(read).toBeLessThan(50);
  });

  async function serving(serve: (socket: Socket) => unknown): Promise<string> {
    const server = createServer((socket) => {
      // Who hangs up on a scan that goes on gets complaints that are of no interest here.
      socket.on("error", () => undefined);
      serve(socket);
    });
    servers.push(server);
    const port = await freePort();
    await new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
    return `127.0.0.1:${port}`;
  }
});

/** Calls back when the length of zero has come that ends a stream. */
function onEnd(socket: Socket, then: () => void): void {
  let last = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    last = Buffer.concat([last, Buffer.from(bytes)]).subarray(-4);
    if (last.length === 4 && last.readUInt32BE() === 0) then();
  });
}

async function* piecesOf(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** So many megabytes, and then nothing more for a long while. */
async function* endless(megabytes: number): AsyncGenerator<Uint8Array> {
  yield* Array<Uint8Array>(megabytes).fill(Buffer.alloc(megabyte));
  await pause(60_000, undefined, { ref: false });
}

async function* failing(message: string): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(megabyte);
  throw new Error(message);
}

function zipOf(...files: Uint8Array[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map((bytes, place) => [`${place}.bin`, bytes])), {
    level: 1,
  });
}

function numbers(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, place) => Buffer.from(String(place)));
}

/** A hundred megabytes in archives in an archive, each different, for clamd looks at the same bytes once. */
function bomb(): Uint8Array {
  const inner = (tens: number) =>
    zipOf(...Array.from({ length: 10 }, (_, ones) => Buffer.alloc(megabyte, 10 * tens + ones)));
  return zipOf(...Array.from({ length: 10 }, (_, tens) => inner(tens)));
}

function nested(levels: number): Uint8Array {
  return levels === 0 ? Buffer.from("deep") : zipOf(nested(levels - 1));
}
