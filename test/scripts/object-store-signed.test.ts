import { Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  foreignKey,
  signedUrl,
  startTestStore,
  type TestStore,
  told,
} from "../support/object-store.ts";

let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
  const [bucket] = await new Storage({ projectId: "demo-cases" }).createBucket("demo-files");
  await bucket
    .file("read me.txt")
    .save("0123456789", { resumable: false, contentType: "text/plain" });
});

afterAll(() => store.stop());

const readMe = { path: "/demo-files/read%20me.txt" };

async function get(url: string, headers: Record<string, string> = {}) {
  return told(await fetch(url, { headers }));
}

describe("a signed address to read", () => {
  test("gives the bytes, with the type and disposition that were signed", async () => {
    const query = {
      "response-content-type": "application/octet-stream",
      "response-content-disposition": "attachment; filename*=UTF-8''%C3%A5.txt",
    };

    const response = await fetch(await signedUrl(store, { ...readMe, query }));

    expect(await response.text()).toBe("0123456789");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''%C3%A5.txt",
    );
    expect(response.headers.get("x-goog-hash")).toBe(
      "crc32c=KAwGng==,md5=eB5eJF1ptWaXm4bijSPyxw==",
    );
  });

  test.each([
    ["bytes=2-4", "206 234 bytes 2-4/10"],
    ["bytes=7-", "206 789 bytes 7-9/10"],
    ["bytes=-3", "206 789 bytes 7-9/10"],
    ["bytes=8-99", "206 89 bytes 8-9/10"],
    ["bytes=0-1,4-5", "200 0123456789 null"],
    ["lines=1-2", "200 0123456789 null"],
  ])("answers the range %s", async (range, expected) => {
    const response = await fetch(await signedUrl(store, readMe), { headers: { range } });

    const answer = `${await told(response)} ${response.headers.get("content-range")}`;

    expect(answer).toBe(expected);
  });

  test("refuses a range behind the end", async () => {
    const url = await signedUrl(store, readMe);

    expect(await get(url, { range: "bytes=10-" })).toBe("416 InvalidRange");
    expect(await get(url, { range: "bytes=-0" })).toBe("416 InvalidRange");
  });

  test("answers HEAD with the headers alone, when signed for HEAD", async () => {
    const response = await fetch(await signedUrl(store, { ...readMe, method: "HEAD" }), {
      method: "HEAD",
    });

    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("10");
    expect(await response.text()).toBe("");
  });

  test("finds nothing under a name, a generation or a bucket that is not there", async () => {
    const generation = { query: { generation: "1" } };

    expect(await get(await signedUrl(store, { path: "/demo-files/none" }))).toBe("404 NoSuchKey");
    expect(await get(await signedUrl(store, { ...readMe, ...generation }))).toBe("404 NoSuchKey");
    expect(await get(await signedUrl(store, { path: "/none/x" }))).toBe("404 NoSuchBucket");
  });

  test("counts until it expires, with or without the port in its host", async () => {
    const signedAt = new Date(Date.now() - 3_570_000);
    const host = new URL(store.url).host;

    const answers = [{ signedAt, expiresSeconds: 3_600 }, { host }].map(async (choice) =>
      get(await signedUrl(store, { ...readMe, ...choice })),
    );

    expect(await Promise.all(answers)).toEqual(["200 0123456789", "200 0123456789"]);
  });
});

describe("a forged address", () => {
  test("without signature is anonymous", async () => {
    expect(await get(`${store.url}/demo-files/read%20me.txt`)).toBe("403 AccessDenied");
    const sent = await fetch(`${store.url}/demo-files/x`, { method: "PUT", body: "four" });
    expect(await told(sent)).toBe("403 AccessDenied");
  });

  test.each<[string, Partial<Parameters<typeof signedUrl>[1]>, string]>([
    ["by a foreign key", { privateKey: foreignKey() }, "403 SignatureDoesNotMatch"],
    ["by a foreign account", { email: "thief@demo-cases.example" }, "403 AccessDenied"],
    ["for another host", { host: "storage.example" }, "403 SignatureDoesNotMatch"],
    ["for another method", { method: "PUT" }, "403 SignatureDoesNotMatch"],
    [
      "a second longer ago than it lasts",
      { signedAt: new Date(Date.now() - 61_000) },
      "400 ExpiredToken",
    ],
    [
      "for the future",
      { signedAt: new Date(Date.now() + 16 * 60_000) },
      "403 RequestTimeTooSkewed",
    ],
    ["for eight days", { expiresSeconds: 604_801 }, "400 InvalidArgument"],
    ["for no time", { expiresSeconds: 0 }, "400 InvalidArgument"],
    ["for ever", { expiresSeconds: "Infinity" }, "400 InvalidArgument"],
    ["without the host", { signedHeaders: "accept" }, "400 MalformedSecurityHeader"],
    ["for another day", { scope: "20200101/auto/storage/goog4_request" }, "400 InvalidArgument"],
    [
      "for another service",
      { scope: "20200101/auto/compute/goog4_request" },
      "400 InvalidArgument",
    ],
  ])("signed %s is refused", async (_how, choice, answer) => {
    expect(await get(await signedUrl(store, { ...readMe, ...choice }))).toBe(answer);
  });

  test.each([
    ["the object", (url: string) => url.replace("read%20me", "other")],
    ["the expiry", (url: string) => url.replace("Expires=60", "Expires=600")],
    ["a parameter more", (url: string) => `${url}&response-content-type=text/html`],
    ["a parameter less", (url: string) => url.replace("a=1&", "")],
    ["the signature", (url: string) => url.replace(/.$/, (last) => (last === "0" ? "1" : "0"))],
    ["half a signature", (url: string) => url.slice(0, -256)],
  ])("is refused when %s was changed", async (_what, change) => {
    const url = await signedUrl(store, { ...readMe, query: { a: "1" } });

    expect(await get(url)).toBe("200 0123456789");
    expect(await get(change(url))).toBe("403 SignatureDoesNotMatch");
  });
});
