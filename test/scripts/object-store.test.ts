import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { type Bucket, Storage } from "@google-cloud/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesBelow, startTestStore, type TestStore } from "../support/object-store.ts";

let store: TestStore;
let bucket: Bucket;

beforeEach(async () => {
  store = await startTestStore();
  const storage = new Storage({ projectId: "demo-cases", retryOptions: { autoRetry: false } });
  [bucket] = await storage.createBucket("demo-files");
});

afterEach(() => store.stop());

const simple = { resumable: false };

async function save(name: string, text: string): Promise<string> {
  const file = bucket.file(name);
  await file.save(text, simple);
  return String(file.metadata.generation);
}

async function textOf(name: string): Promise<string> {
  const [bytes] = await bucket.file(name).download();
  return bytes.toString();
}

describe("buckets", () => {
  test("are there once they were made, and are made once", async () => {
    expect(await bucket.exists()).toEqual([true]);
    expect(await bucket.storage.bucket("none-such").exists()).toEqual([false]);
    await expect(bucket.storage.createBucket("demo-files")).rejects.toMatchObject({ code: 409 });
    expect((await bucket.storage.getBuckets())[0].map(({ name }) => name)).toEqual(["demo-files"]);
  });

  test("are gone when they were emptied and deleted, not before", async () => {
    await save("a", "text");

    await expect(bucket.delete()).rejects.toMatchObject({ code: 409 });
    await bucket.file("a").delete();
    await bucket.delete();

    expect(await bucket.exists()).toEqual([false]);
    await expect(save("a", "text")).rejects.toMatchObject({ code: 404 });
  });
});

describe("an object", () => {
  test("is described as the cloud describes it", async () => {
    const file = bucket.file("check.txt");
    await file.save("123456789", {
      ...simple,
      metadata: { contentType: "text/plain", cacheControl: "no-store", metadata: { by: "anna" } },
    });

    const [metadata] = await file.getMetadata();

    expect(metadata).toMatchObject({
      kind: "storage#object",
      name: "check.txt",
      bucket: "demo-files",
      size: "9",
      contentType: "text/plain",
      cacheControl: "no-store",
      metadata: { by: "anna" },
      crc32c: "4waSgw==",
      md5Hash: "JfnnlDI7RTiF9RgfG2JNCw==",
      metageneration: "1",
      generation: expect.stringMatching(/^\d{16}$/),
      timeCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  test.each(["a/b/../../../../etc/passwd", "ärende (1)'s 100%+#?.txt", "./x", "x".repeat(1_024)])(
    "may have any name, which becomes no path: %s",
    async (name) => {
      await save(name, "text");

      expect(await textOf(name)).toBe("text");
      expect(await filesBelow(`${store.folder}/objects`)).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}\.(json|\d+)$/),
        expect.stringMatching(/^[0-9a-f]{64}\.(json|\d+)$/),
      ]);
    },
  );

  test("has no name that stands for a folder, is empty or too long", async () => {
    for (const name of [".", "..", "x".repeat(1_025)]) {
      await expect(save(name, "text")).rejects.toMatchObject({ code: 400 });
    }
  });

  test("may be empty, and hold every byte there is", async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await bucket.file("bytes").save(bytes, simple);
    await save("empty", "");

    expect((await bucket.file("bytes").download())[0]).toEqual(bytes);
    expect(await textOf("empty")).toBe("");
  });

  test("is read in part", async () => {
    await save("digits", "0123456789");

    const [bytes] = await bucket.file("digits").download({ start: 3, end: 5 });

    expect(bytes.toString()).toBe("345");
  });

  test("whose stated checksum differs from its bytes is not kept", async () => {
    for (const wrong of [{ crc32c: "AAAAAA==" }, { md5Hash: "AAAAAAAAAAAAAAAAAAAAAA==" }]) {
      const saving = bucket.file("bad").save("text", { ...simple, metadata: wrong });
      await expect(saving).rejects.toMatchObject({ code: 400 });
    }

    expect(await bucket.file("bad").exists()).toEqual([false]);
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual([]);
  });

  test("is copied with its facts", async () => {
    await bucket.file("from").save("text", { ...simple, contentType: "text/x-log" });

    await bucket.file("from").copy(bucket.file("to/there"));

    expect(await textOf("to/there")).toBe("text");
    expect((await bucket.file("to/there").getMetadata())[0].contentType).toBe("text/x-log");
  });

  test("is not copied over another one than expected, and nothing is left of the copy", async () => {
    await save("from", "text");
    await save("to", "other");

    const options = { preconditionOpts: { ifGenerationMatch: 0 } };
    const copying = bucket.file("from").copy(bucket.file("to"), options);

    await expect(copying).rejects.toMatchObject({ code: 412 });
    expect(await textOf("to")).toBe("other");
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual([]);
  });

  test("has facts in any language, but none that would break a header", async () => {
    for (const contentDisposition of ["attachment; filename=å日", "attachment\r\nx-evil: 1"]) {
      const name = String(contentDisposition.length);
      await bucket.file(name).save("text", { ...simple, metadata: { contentDisposition } });
    }

    const response = await fetch(`${store.url}/b/demo-files/o/23?alt=media`);
    const evil = await fetch(`${store.url}/b/demo-files/o/21?alt=media`);

    const header = Buffer.from(response.headers.get("content-disposition") ?? "", "latin1");
    expect(header.toString()).toBe("attachment; filename=å日");
    expect(evil.status).toBe(400);
  });
});

describe("a generation", () => {
  test("is newer than all before, and the only one that is kept", async () => {
    const first = await save("a", "first");
    const second = await save("a", "second");

    expect(Number(second)).toBeGreaterThan(Number(first));
    await expect(bucket.file("a", { generation: first }).download()).rejects.toMatchObject({
      code: 404,
    });
    const [bytes] = await bucket.file("a", { generation: second }).download();
    expect(bytes.toString()).toBe("second");
    expect(await filesBelow(`${store.folder}/objects`)).toHaveLength(2);
  });

  test("zero is the one of what is not there", async () => {
    const once = { ...simple, preconditionOpts: { ifGenerationMatch: 0 } };
    await bucket.file("a").save("first", once);

    await expect(bucket.file("a").save("second", once)).rejects.toMatchObject({ code: 412 });

    expect(await textOf("a")).toBe("first");
  });

  test("that was expected is replaced or deleted, another is not", async () => {
    const first = await save("a", "first");
    const wrong = { preconditionOpts: { ifGenerationMatch: 1 } };
    const right = { preconditionOpts: { ifGenerationMatch: first } };

    await expect(bucket.file("a").save("x", { ...simple, ...wrong })).rejects.toMatchObject({
      code: 412,
    });
    await expect(bucket.file("a").delete({ ifGenerationMatch: 1 })).rejects.toMatchObject({
      code: 412,
    });
    await bucket.file("a").save("second", { ...simple, ...right });
    await expect(bucket.file("a").delete({ ifGenerationMatch: first })).rejects.toMatchObject({
      code: 412,
    });

    expect(await textOf("a")).toBe("second");
  });

  test("that the reader has already is not sent again", async () => {
    const generation = await save("a", "text");
    const address = `${store.url}/storage/v1/b/demo-files/o/a?alt=media`;

    expect((await fetch(`${address}&ifGenerationNotMatch=${generation}`)).status).toBe(304);
    expect((await fetch(`${address}&ifGenerationNotMatch=1`)).status).toBe(200);
    expect((await fetch(`${address}&ifGenerationMatch=1`)).status).toBe(412);
    expect((await fetch(`${address}&ifMetagenerationMatch=2`)).status).toBe(412);
  });
});

// The client may learn from its first request alone that its connection was closed.
describe("a restart", () => {
  test("leaves objects, buckets and notifications as they were", async () => {
    await bucket.createNotification("file-events");
    const generation = await save("a", "text");

    await store.restart();

    await expect.poll(() => textOf("a").catch(String)).toBe("text");
    expect((await bucket.getNotifications())[0]).toHaveLength(1);
    expect(Number(await save("a", "again"))).toBeGreaterThan(Number(generation));
    expect(store.notifications).toHaveLength(3);
  });

  test("removes what a killed process left half done", async () => {
    await save("a", "text");
    const key = "0".repeat(64);
    await writeFile(`${store.folder}/incoming/half`, "hal");
    await writeFile(`${store.folder}/objects/${key}.1`, "bytes whose facts were never written");
    await writeFile(`${store.folder}/objects/${key}.json.new`, '{"bucket": "demo-');

    await store.restart();

    await expect.poll(() => textOf("a").catch(String)).toBe("text");
    expect((await bucket.getFiles())[0].map(({ name }) => name)).toEqual(["a"]);
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual([]);
    expect(await filesBelow(`${store.folder}/objects`)).toHaveLength(2);
  });
});

describe("an upload whose sender goes away", () => {
  test("leaves nothing", async () => {
    const address = `${store.url}/upload/storage/v1/b/demo-files/o?uploadType=media&name=half`;
    const sending = request(address, { method: "POST", headers: { "content-length": 1_000 } });
    sending.on("error", () => undefined);
    sending.write("half");
    await once(sending, "socket");
    await expect.poll(() => filesBelow(`${store.folder}/incoming`)).toHaveLength(1);

    sending.destroy();

    await expect.poll(() => filesBelow(`${store.folder}/incoming`)).toEqual([]);
    expect(await bucket.file("half").exists()).toEqual([false]);
  });
});
