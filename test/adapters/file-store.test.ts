import { Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { isMissingFile } from "#adapters/storage/transient.ts";
import type { StoredFile } from "#domain/file-store.ts";
import { config } from "#platform/config.ts";
import { newChildId } from "#platform/ids.ts";
import { startTestStore, type TestStore, told } from "../support/object-store.ts";
import { projectId } from "../support/server.ts";

const files = cloudStorageFiles();
const soon = () => new Date(Date.now() + 60_000).toISOString();

let store: TestStore;
let object: string;

beforeAll(async () => {
  store = await startTestStore();
  await new Storage({ projectId }).createBucket(config().ATTACHMENT_BUCKET);
});

afterAll(() => store.stop());

beforeEach(() => {
  object = `uploads/${newChildId()}`;
});

async function put(text: string): Promise<StoredFile> {
  return files.put(object, Buffer.from(text), "text/plain");
}

async function textOf(bytes: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  return bytes && Buffer.concat(await Array.fromAsync(bytes)).toString();
}

describe("a file that was put", () => {
  test("is described by what it is", async () => {
    const stored = await put("123456789");

    expect(stored).toEqual({
      object,
      generation: expect.stringMatching(/^\d{16}$/),
      sizeBytes: 9,
      contentType: "text/plain",
      crc32c: "4waSgw==",
      md5: "JfnnlDI7RTiF9RgfG2JNCw==",
      servedOtherwise: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(await files.stat(object)).toEqual(stored);
  });

  test("is the same when it is put again, for the answer may have got lost", async () => {
    const first = await put("text");

    expect(await put("text")).toEqual(first);
  });

  test("is never replaced by other bytes, be they as many", async () => {
    const first = await put("text");

    await expect(put("tell")).rejects.toThrow("There are other bytes under");
    await expect(put("texts")).rejects.toThrow("There are other bytes under");

    expect(await textOf(await files.read(first))).toBe("text");
  });

  test("may be empty, or a part of a larger buffer", async () => {
    const part = new Uint8Array(Buffer.from("..text..").buffer, 0, 0);

    expect(await files.put(object, part, "text/plain")).toMatchObject({ sizeBytes: 0 });
    const stored = await files.put(`${object}2`, Buffer.from("..text..").subarray(2, 6), "a/b");
    expect(await textOf(await files.read(stored))).toBe("text");
  });
});

describe("a file that is not there", () => {
  const none = { object: "uploads/none", generation: "1" };

  test("has no description and no bytes", async () => {
    expect(await files.stat("uploads/none")).toBeUndefined();
    expect(await files.read(none)).toBeUndefined();
    expect(await files.read(none, { first: 0, last: 1 })).toBeUndefined();
  });

  test("is as good as removed", async () => {
    await expect(files.remove(none)).resolves.toBeUndefined();
  });
});

describe("reading", () => {
  test("gives the range that is asked for, both ends included", async () => {
    const stored = await put("0123456789");

    expect(await textOf(await files.read(stored))).toBe("0123456789");
    expect(await textOf(await files.read(stored, { first: 2, last: 4 }))).toBe("234");
    expect(await textOf(await files.read(stored, { first: 0, last: 0 }))).toBe("0");
    expect(await textOf(await files.read(stored, { first: 9, last: 99 }))).toBe("9");
  });

  test("gives an empty file as no bytes, not as no file", async () => {
    expect(await textOf(await files.read(await put("")))).toBe("");
  });

  test("gives the version that was asked for, or none", async () => {
    const first = await put("first");
    await files.remove(first);
    const second = await put("second");

    expect(second.generation).not.toBe(first.generation);
    expect(await files.read(first)).toBeUndefined();
    expect(await textOf(await files.read(second))).toBe("second");
  });
});

describe("removing", () => {
  test("removes the version that was meant, for good, as often as asked", async () => {
    const stored = await put("text");

    await files.remove(stored);
    await files.remove(stored);

    expect(await files.stat(object)).toBeUndefined();
  });

  test("leaves a newer version alone", async () => {
    const first = await put("first");
    await files.remove(first);
    const second = await put("second");

    await files.remove(first);

    expect(await files.stat(object)).toEqual(second);
  });
});

describe("an upload ticket", () => {
  test("lets its holder write the one file, once", async () => {
    const { url, headers } = await files.uploadTicket(wish());

    expect(await send(url, headers, "four")).toBe("200");

    expect(await files.stat(object)).toMatchObject({ sizeBytes: 4, contentType: "image/png" });
    expect(await send(url, headers, "more")).toBe("412 PreconditionFailed");
  });

  test.each([
    ["larger", "fives", {}, "400 EntityTooLarge"],
    ["smaller", "two", {}, "400 EntityTooSmall"],
    ["of another type", "four", { "content-type": "text/html" }, "403 SignatureDoesNotMatch"],
    ["over another", "four", { "x-goog-if-generation-match": "1" }, "403 SignatureDoesNotMatch"],
  ] as const)("lets nobody write a file %s", async (...[, body, change, answer]) => {
    const { url, headers } = await files.uploadTicket(wish());

    expect(await send(url, { ...headers, ...change }, body)).toBe(answer);

    expect(await files.stat(object)).toBeUndefined();
  });

  test("names the headers to send, and no other is needed", async () => {
    const { headers } = await files.uploadTicket(wish());

    expect(headers).toEqual({
      "content-type": "image/png",
      "x-goog-content-length-range": "4,4",
      "x-goog-if-generation-match": "0",
    });
  });

  test("ends when it says, in whole seconds", async () => {
    const expiresAt = "2099-01-01T00:00:00.000Z";
    const inTenSeconds = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 10_999).toISOString();

    const { url } = await files.uploadTicket({ ...wish(), expiresAt: inTenSeconds });

    expect(endOf(url)).toBe(Math.floor(Date.parse(inTenSeconds) / 1_000));
    await expect(files.uploadTicket({ ...wish(), expiresAt })).rejects.toThrow("seven days");
  });

  test("lasts a second at least", async () => {
    const { url } = await files.uploadTicket({ ...wish(), expiresAt: new Date().toISOString() });

    expect(new URL(url).searchParams.get("X-Goog-Expires")).toBe("1");
  });
});

describe("an address to download from", () => {
  test("gives the version with the type and disposition that were asked for", async () => {
    const stored = await put("text");
    const disposition = "attachment; filename=\"r'k (1).txt\"; filename*=UTF-8''r%C3%A4k.txt";
    const wish = { contentType: "application/octet-stream", disposition, expiresAt: soon() };

    const response = await fetch(await files.downloadUrl(stored, wish));

    expect(await response.text()).toBe("text");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toBe(disposition);
  });

  test("does not give a version that came later", async () => {
    const first = await put("first");
    const wish = { contentType: "text/plain", disposition: "attachment", expiresAt: soon() };
    const url = await files.downloadUrl(first, wish);
    await files.remove(first);
    await put("second");

    expect(await told(await fetch(url))).toBe("404 NoSuchKey");
    expect(await told(await fetch(url.replace(/&generation=\d+/, "")))).toContain("403");
  });
});

describe("a list", () => {
  test("holds the names from one to below another, in their order", async () => {
    for (const name of ["d", "b", "c", "a"]) {
      await files.put(`${object}/${name}`, Buffer.from(name), "text/plain");
    }

    const listed = await Array.fromAsync(files.list(`${object}/b`, `${object}/d`));

    expect(listed.map((file) => file.object)).toEqual([`${object}/b`, `${object}/c`]);
    expect(listed[0]).toEqual(await files.stat(`${object}/b`));
  });

  test("of nothing is empty", async () => {
    expect(await Array.fromAsync(files.list(object, `${object}~`))).toEqual([]);
  });
});

function wish() {
  return { object, contentType: "image/png", sizeBytes: 4, expiresAt: soon() };
}

async function send(url: string, headers: Record<string, string>, body: string): Promise<string> {
  return told(await fetch(url, { method: "PUT", headers, body }));
}

/** When a signed address ends, in seconds since 1970. */
function endOf(url: string): number {
  const { searchParams } = new URL(url);
  const [day, time] = (searchParams.get("X-Goog-Date") ?? "").split("T");
  const iso = `${day?.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time?.replace(/(..)(..)(..)/, "$1:$2:$3")}`;
  return Date.parse(iso) / 1_000 + Number(searchParams.get("X-Goog-Expires"));
}

test("a bucket that is missing is an outage: no file of it counts as lost", async () => {
  const storage = new Storage({ projectId });
  const asked = (bucket: string) =>
    storage
      .bucket(bucket)
      .file(object)
      .getMetadata()
      .then(
        () => "there",
        (error: unknown) => isMissingFile(error),
      );

  expect(await asked(config().ATTACHMENT_BUCKET)).toBe(true);
  expect(await asked("no-such-bucket")).toBe(false);
});
