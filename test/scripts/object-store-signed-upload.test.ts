import { once } from "node:events";
import { request } from "node:http";
import { Storage } from "@google-cloud/storage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  filesBelow,
  signedUrl,
  startTestStore,
  type TestStore,
  told,
} from "../support/object-store.ts";

let store: TestStore;

beforeAll(async () => {
  store = await startTestStore();
  await new Storage({ projectId: "demo-cases" }).createBucket("demo-files");
});

afterAll(() => store.stop());

const upload = {
  "content-type": "image/png",
  "x-goog-content-length-range": "4,4",
  "x-goog-if-generation-match": "0",
};
const writeOnce = (path: string) => ({ method: "PUT", path, headers: upload });

async function put(url: string, body: string, headers: Record<string, string> = upload) {
  return told(await fetch(url, { method: "PUT", body, headers }));
}

async function get(url: string) {
  return told(await fetch(url));
}

describe("a signed address to write to", () => {
  test("takes what it was signed for, once", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/once.png"));

    expect(await put(url, "four")).toBe("200");
    expect(await put(url, "more")).toBe("412 PreconditionFailed");
    const stored = await get(await signedUrl(store, { path: "/demo-files/once.png" }));
    expect(stored).toBe("200 four");
  });

  test.each([
    ["more bytes", { body: "fives" }, "400 EntityTooLarge"],
    ["fewer bytes", { body: "one" }, "400 EntityTooSmall"],
    ["another type", { "content-type": "text/html" }, "403 SignatureDoesNotMatch"],
    ["a wider limit", { "x-goog-content-length-range": "0,9" }, "403 SignatureDoesNotMatch"],
    ["a header more", { "x-goog-meta-a": "b" }, "400 MalformedSecurityHeader"],
  ])("takes nothing for %s", async (what, change, answer) => {
    const path = `/demo-files/${encodeURIComponent(what)}`;
    const { body, ...headers } = { body: "four", ...upload, ...change };

    expect(await put(await signedUrl(store, writeOnce(path)), body, headers)).toBe(answer);

    expect(await get(await signedUrl(store, { path }))).toBe("404 NoSuchKey");
  });

  test("takes nothing when a signed header is left out", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/unlimited"));
    const { "x-goog-content-length-range": _limit, ...rest } = upload;

    expect(await put(url, "fives", rest)).toBe("400 MalformedSecurityHeader");
  });

  test("takes nothing whose checksum differs", async () => {
    const headers = { "x-goog-hash": "crc32c=AAAAAA==" };
    const md5 = { "content-md5": "AAAAAAAAAAAAAAAAAAAAAA==" };
    const crcUrl = await signedUrl(store, { method: "PUT", path: "/demo-files/crc", headers });
    const md5Url = await signedUrl(store, { method: "PUT", path: "/demo-files/md5", headers: md5 });

    expect(await put(crcUrl, "four", headers)).toBe("400 BadDigest");
    expect(await put(md5Url, "four", md5)).toBe("400 BadDigest");
  });

  test("answers a sender without end as soon as it has sent too much", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/endless"));
    const sending = request(url, { method: "PUT", headers: upload });

    sending.write("fives");

    const [response] = await once(sending, "response");
    expect(response.statusCode).toBe(400);
    sending.destroy();
  });

  test("answers a sender under a taken name before it has sent anything", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/taken"));
    await put(url, "four");
    const sending = request(url, { method: "PUT", headers: upload });

    sending.flushHeaders();

    const [response] = await once(sending, "response");
    expect(response.statusCode).toBe(412);
    sending.destroy();
  });

  test("answers a sender that listens afterwards, however much it sent, and keeps nothing", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/large"));

    const answer = await sendAll(url, Buffer.alloc(20_000_000));

    expect(answer).toBe(400);
    expect(await get(await signedUrl(store, { path: "/demo-files/large" }))).toBe("404 NoSuchKey");
    expect(await filesBelow(`${store.folder}/incoming`)).toEqual([]);
  });

  test("lets one of two who write at once through, and its bytes are the ones that stay", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/race"));

    const answers = await Promise.all([put(url, "aaaa"), put(url, "bbbb")]);

    expect(answers.toSorted()).toEqual(["200", "412 PreconditionFailed"]);
    const winner = answers[0] === "200" ? "200 aaaa" : "200 bbbb";
    expect(await get(await signedUrl(store, { path: "/demo-files/race" }))).toBe(winner);
  });

  test("deletes, when signed for that", async () => {
    const path = "/demo-files/gone";
    const unlimited = await signedUrl(store, { method: "PUT", path });
    await put(unlimited, "four", {});

    const response = await fetch(await signedUrl(store, { method: "DELETE", path }), {
      method: "DELETE",
    });

    expect(response.status).toBe(204);
    expect(await get(await signedUrl(store, { path }))).toBe("404 NoSuchKey");
  });
});

describe("a resumable upload by a signed address", () => {
  const begin = { ...upload, "x-goog-resumable": "start" };

  async function started(name: string): Promise<string> {
    const path = `/demo-files/${name}`;
    const url = await signedUrl(store, { method: "POST", path, headers: begin });
    const response = await fetch(url, { method: "POST", headers: begin });
    expect(response.status).toBe(201);
    return response.headers.get("location") ?? "";
  }

  test("is gone on with by its own address, without a signature", async () => {
    const session = await started("resumed.png");

    const first = await fetch(session, {
      method: "PUT",
      headers: { "content-range": "bytes */4" },
    });
    const whole = await put(session, "four", { "content-range": "bytes 0-3/4" });

    expect(first.status).toBe(308);
    expect(whole).toBe("200");
    expect(await get(await signedUrl(store, { path: "/demo-files/resumed.png" }))).toBe("200 four");
  });

  test("keeps to the size that was signed", async () => {
    const declared = { "content-range": "bytes 0-4/5" };

    expect(await put(await started("large"), "fives", declared)).toBe("400 EntityTooLarge");
    expect(await put(await started("larger"), "fives", {})).toBe("400 EntityTooLarge");
    expect(await put(await started("small"), "one", {})).toBe("400 EntityTooSmall");
    const part = { "content-range": "bytes 0-2/5" };
    expect(await put(await started("announced"), "fiv", part)).toBe("400 EntityTooLarge");
  });

  test("does not replace what came meanwhile", async () => {
    const session = await started("meanwhile");
    await put(await signedUrl(store, writeOnce("/demo-files/meanwhile")), "four");

    expect(await put(session, "late", {})).toBe("412 PreconditionFailed");
  });

  test("is over when cancelled, and by nobody's guess", async () => {
    const session = await started("cancelled");

    expect((await fetch(session, { method: "DELETE" })).status).toBe(499);
    expect(await put(session, "four", {})).toBe("404 NoSuchUpload");
    expect(await put(session.replace(/.$/, "_"), "four", {})).toBe("404 NoSuchUpload");
  });
});

describe("a page of another origin", () => {
  test("may send what it has a signed address for, and read the answer", async () => {
    const url = await signedUrl(store, writeOnce("/demo-files/page"));
    const origin = "https://portal.example";

    const asked = await fetch(url, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "content-type,x-goog-content-length-range",
      },
    });
    const sent = await fetch(url, { method: "PUT", body: "four", headers: { ...upload, origin } });

    expect(asked.status).toBe(200);
    expect(asked.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(asked.headers.get("access-control-allow-headers")).toBe(
      "content-type,x-goog-content-length-range",
    );
    expect(sent.status).toBe(200);
    expect(sent.headers.get("access-control-allow-origin")).toBe("https://portal.example");
  });
});

/** Sends without a length, listens when all is sent, and answers with the status. */
async function sendAll(url: string, body: Buffer): Promise<number | undefined> {
  const sending = request(url, { method: "PUT", headers: upload });
  const answered = once(sending, "response");
  sending.write(body.subarray(0, 1));
  sending.end(body);
  await once(sending, "finish");
  const [response] = await answered;
  response.resume();
  return response.statusCode;
}
