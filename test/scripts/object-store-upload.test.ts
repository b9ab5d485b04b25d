import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bucket, Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFiles } from "../../scripts/stack/object-store/files.ts";
import { readMultipart } from "../../scripts/stack/object-store/multipart.ts";
import { filesBelow, startTestStore, type TestStore } from "../support/object-store.ts";

let store: TestStore;
let bucket: Bucket;

beforeAll(async () => {
  store = await startTestStore();
  const storage = new Storage({ projectId: "demo-cases", retryOptions: { autoRetry: false } });
  [bucket] = await storage.createBucket("demo-files");
});

afterAll(() => store.stop());

const kib256 = 262_144;

/** Bytes in which every position can be told from its neighbours. */
function aFile(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7 + (index >> 8)) % 256));
}

async function bytesOf(name: string): Promise<Buffer> {
  const [bytes] = await bucket.file(name).download();
  return bytes;
}

async function putChunk(session: string, range: string, body: Buffer): Promise<string> {
  const headers = { "content-range": range };
  const response = await fetch(session, { method: "PUT", headers, body: new Uint8Array(body) });
  return `${response.status} ${response.headers.get("range")}`;
}

describe("a resumable upload by Google's client", () => {
  test.each([
    ["in one request", {}],
    ["in chunks", { chunkSize: kib256 }],
    ["in chunks of a known length", { chunkSize: kib256, metadata: { contentLength: 700_000 } }],
  ])("%s is whole", async (_how, options) => {
    const file = aFile(700_000);

    await bucket.file("whole").save(file, { resumable: true, ...options });

    expect((await bytesOf("whole")).equals(file)).toBe(true);
  });

  test("of nothing is empty", async () => {
    await bucket.file("nothing").save("", { resumable: true });

    expect(await bytesOf("nothing")).toHaveLength(0);
  });

  test("keeps its precondition until the end", async () => {
    const options = { resumable: true, preconditionOpts: { ifGenerationMatch: 0 } };
    await bucket.file("once").save("first", options);

    const second = bucket.file("once").save("second", options);

    await expect(second).rejects.toMatchObject({ code: 412 });
    expect((await bytesOf("once")).toString()).toBe("first");
  });
});

describe("a resumable upload", () => {
  test("goes on where it broke off, and is invisible until it is whole", async () => {
    const file = aFile(kib256 + 10);
    const [session] = await bucket.file("resumed").createResumableUpload();

    expect(await putChunk(session, "bytes */*", Buffer.alloc(0))).toBe("308 null");
    const first = `bytes 0-${kib256 - 1}/*`;
    expect(await putChunk(session, first, file.subarray(0, kib256))).toBe("308 bytes=0-262143");
    expect(await bucket.file("resumed").exists()).toEqual([false]);
    expect(await putChunk(session, "bytes */262154", Buffer.alloc(0))).toBe("308 bytes=0-262143");
    const rest = file.subarray(kib256);
    expect(await putChunk(session, "bytes 262144-262153/262154", rest)).toBe("200 null");

    expect((await bytesOf("resumed")).equals(file)).toBe(true);
    expect(await putChunk(session, "bytes */262154", Buffer.alloc(0))).toBe("200 null");
  });

  test("counts no byte twice that is sent again, and lets none be left out", async () => {
    const file = aFile(kib256 + 10);
    const [session] = await bucket.file("overlap").createResumableUpload();
    await putChunk(session, `bytes 0-${kib256 - 1}/*`, file.subarray(0, kib256));

    const rest = file.subarray(100);
    expect(await putChunk(session, "bytes 100-262153/262154", rest)).toBe("200 null");

    expect((await bytesOf("overlap")).equals(file)).toBe(true);
    const [other] = await bucket.file("gap").createResumableUpload();
    expect(await putChunk(other, "bytes 5-9/10", aFile(5))).toBe("400 null");
  });

  test("keeps of a chunk that is not the last whole steps of 256 KiB alone", async () => {
    const [session] = await bucket.file("steps").createResumableUpload();

    const answer = await putChunk(session, "bytes 0-299999/*", aFile(300_000));

    expect(answer).toBe("308 bytes=0-262143");
  });

  test("whose checksum differs is over, and nothing of it is kept", async () => {
    const before = await filesBelow(`${store.folder}/incoming`);
    const [session] = await bucket.file("bad").createResumableUpload();
    const headers = { "x-goog-hash": "crc32c=AAAAAA==" };

    const response = await fetch(session, { method: "PUT", headers, body: "text" });

    expect(response.status).toBe(400);
    expect(await putChunk(session, "bytes */*", Buffer.alloc(0))).toBe("404 null");
    expect(await bucket.file("bad").exists()).toEqual([false]);
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual(before);
  });

  test("is over when cancelled", async () => {
    const before = await filesBelow(`${store.folder}/incoming`);
    const [session] = await bucket.file("cancelled").createResumableUpload();
    await putChunk(session, `bytes 0-${kib256 - 1}/*`, aFile(kib256));

    expect((await fetch(session, { method: "DELETE" })).status).toBe(499);

    expect(await putChunk(session, "bytes */*", Buffer.alloc(0))).toBe("404 null");
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual(before);
  });
});

describe("objects of one moment", () => {
  test("have generations of their own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "object-files-"));
    const files = openFiles(folder, () => undefined);
    const drafts = await Promise.all(Array.from({ length: 50 }, () => files.draft()));
    const finished = await Promise.all(drafts.map((draft) => draft.finish({})));
    const wish = { bucket: "demo-files", name: "a", facts: {}, preconditions: {} };

    const generations = finished.map((each) => files.keep(wish, each).generation);

    expect(new Set(generations).size).toBe(50);
    expect(generations).toEqual(generations.toSorted());
    await rm(folder, { recursive: true });
  });
});

describe("a multipart upload", () => {
  const text = [
    "--bound",
    "Content-Type: application/json",
    "",
    '{"name":"å"}',
    "--bound",
    "Content-Type: text/plain",
    "",
    "file --bound\n--bound\r\n--boun\r\n",
    "--bound--",
  ].join("\r\n");

  test.each(["multipart/related; boundary=bound", 'multipart/related; boundary="bound"'])(
    "is taken apart wherever the network cuts it: %s",
    async (contentType) => {
      for (let size = 1; size <= text.length; size += 1) {
        const parts = await readMultipart(contentType, cut(Buffer.from(text), size));
        const chunks = await Array.fromAsync(parts.bytes);

        expect(parts.metadata).toEqual({ name: "å" });
        expect(parts.contentType).toBe("text/plain");
        expect(Buffer.concat(chunks).toString()).toBe("file --bound\n--bound\r\n--boun\r\n");
      }
    },
  );

  test.each([
    ["without a boundary", "multipart/related", text],
    ["with another boundary", "multipart/related; boundary=other", text],
    ["that breaks off", "multipart/related; boundary=bound", text.slice(0, -2)],
    ["whose first part is not JSON", "multipart/related; boundary=bound", text.replace("{", "")],
  ])("%s is refused, and leaves nothing", async (_how, contentType, body) => {
    const address = `${store.url}/upload/storage/v1/b/demo-files/o?uploadType=multipart&name=bad`;

    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": contentType },
      body,
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 400, errors: [{ reason: "invalid" }] },
    });
    expect(await bucket.file("bad").exists()).toEqual([false]);
  });
});

async function* cut(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
