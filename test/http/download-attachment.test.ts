import { beforeAll, describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, olle, open, useServer } from "../support/client.ts";
import {
  accessTo,
  attached,
  becomes,
  bytesOf,
  fetched,
  log,
  loseObjectsOf,
  objectsOf,
  withoutConsent,
} from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

let caseName: string;
let name: string;

beforeAll(async () => {
  ({ name: caseName } = await open());
  ({ name } = await attached(caseName, { filename: "räksmörgås.txt" }));
});

const ask = (path: string, as = anna) => call("GET", `/v2/${path}:download`, { as });

describe("downloadAttachment", () => {
  test("gives the very bytes, with or without alt=media, in v2beta and under organizations/", async () => {
    const inBeta = `../v2beta/${name.replace("customers/", "organizations/")}:download`;

    for (const path of [`${name}:download`, `${name}:download?alt=media`, inBeta]) {
      expect(await fetched(path)).toMatchObject({ status: 200, bytes: log });
    }
  });

  test("has a browser save them under their name, and neither guess their type nor run them", async () => {
    const { headers } = await fetched(`${name}:download`);

    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/plain",
      "content-length": "12",
      "content-disposition":
        "attachment; filename=\"raksmorgas.txt\"; filename*=UTF-8''r%C3%A4ksm%C3%B6rg%C3%A5s.txt",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "accept-ranges": "bytes",
      "cache-control": "no-store",
      etag: expect.stringMatching(/^"\d+"$/),
    });
  });

  test("does so for a page too, of whatever name", async () => {
    const page = { filename: "../bill.html", type: "text/html", bytes: Buffer.from("<script>") };
    const { name: pageName } = await attached(caseName, page);

    const { headers, bytes } = await fetched(`${pageName}:download`);

    expect(bytes).toEqual(page.bytes);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/html",
      "content-disposition": expect.stringMatching(/^attachment; filename="__?[._]*bill\.html"/),
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  });

  test("answers HEAD with the same headers, and no bytes", async () => {
    const [{ headers: got }, head] = await Promise.all([
      fetched(`${name}:download`),
      fetched(`${name}:download`, { method: "HEAD" }),
    ]);

    const ofTheirTime = new Set(["connection", "date", "keep-alive"]);
    const but = (headers: Headers) => [...headers].filter(([header]) => !ofTheirTime.has(header));
    expect({ ...head, headers: but(head.headers) }).toEqual({
      status: 200,
      headers: but(got),
      bytes: Buffer.alloc(0),
    });
  });

  test("is recorded as access to the case, by whom and by which function", async () => {
    const entries = await accessTo(() => bytesOf(name));

    expect(entries).toMatchObject([
      {
        customer: "1001",
        function: "downloadAttachment",
        cases: [caseName.split("/").at(-1)],
        actor: { kind: "person", email: anna },
        list: false,
      },
    ]);
  });
});

const partOf = (headers: Record<string, string>) => fetched(`${name}:download`, { headers });

describe("a part of a file", () => {
  test.each([
    ["bytes=4-6", "bou", "bytes 4-6/12"],
    ["bytes=4-", "bounced\n", "bytes 4-11/12"],
    ["bytes=-1", "\n", "bytes 11-11/12"],
    ["bytes=0-999", "550 bounced\n", "bytes 0-11/12"],
  ])("is given for %s", async (range, text, contentRange) => {
    const { status, headers, bytes } = await partOf({ range });

    expect([status, bytes.toString()]).toEqual([206, text]);
    expect(headers.get("content-range")).toBe(contentRange);
    expect(headers.get("content-length")).toBe(String(text.length));
  });

  test.each(["bytes=12-", "bytes=99-100", "bytes=-0"])(
    "is refused for %s, which it does not have, and the answer says how long it is",
    async (range) => {
      const reply = await call("GET", `/v2/${name}:download`, { as: anna, headers: { range } });

      expect(failureOf(reply)).toEqual({ status: 416, reason: "RANGE_NOT_SATISFIABLE" });
      expect(reply.headers.get("content-range")).toBe("bytes */12");
    },
  );

  test("is given only of the version that If-Range names, else all of the file", async () => {
    const etag = (await partOf({})).headers.get("etag") ?? "";

    const same = await partOf({ range: "bytes=4-6", "if-range": etag });
    const other = await partOf({ range: "bytes=4-6", "if-range": '"1"' });

    expect([same.status, same.bytes.toString()]).toEqual([206, "bou"]);
    expect([other.status, other.bytes]).toEqual([200, log]);
  });

  test("of several is not given: all of the file is", async () => {
    expect(await partOf({ range: "bytes=0-1,4-5" })).toMatchObject({ status: 200, bytes: log });
  });
});

describe("a file that cannot be downloaded", () => {
  test("is one that is being scanned: come again", async () => {
    const { name: scanning } = await attached(caseName);
    await becomes(scanning, { state: "SCANNING" });

    const reply = await ask(scanning);

    expect(failureOf(reply)).toEqual({ status: 503, reason: "ATTACHMENT_SCANNING" });
    expect(reply.headers.get("retry-after")).toBe("2");
  });

  test.each([
    ["MALWARE", "The file does harm: it cannot be downloaded."],
    ["UNSCANNABLE", "The file could not be scanned in full: it cannot be downloaded."],
    ["PERSONAL_DATA", "The file holds personal data: it cannot be downloaded."],
  ] as const)("is one in quarantine for %s, also for agents", async (quarantineCause, message) => {
    const { name: bad } = await attached(caseName);
    await becomes(bad, { state: "QUARANTINED", quarantineCause });

    for (const as of [anna, olle, aino]) {
      const reply = await ask(bad, as);
      expect(failureOf(reply)).toEqual({ status: 400, reason: "ATTACHMENT_QUARANTINED" });
      expect(reply.body).toMatchObject({ error: { status: "FAILED_PRECONDITION", message } });
    }
    const shown = await call("GET", `/v2/${bad}`, { as: anna });
    expect(shown.body).toMatchObject({ state: "QUARANTINED", quarantineCause });
  });

  test("is one whose bytes are gone: it says so, and is marked", async () => {
    const { name: ofLoss } = await open();
    const { name: gone } = await attached(ofLoss);
    await loseObjectsOf(ofLoss);

    const [first, second] = [await ask(gone), await ask(gone)];

    expect(failureOf(first)).toEqual({ status: 404, reason: "ATTACHMENT_LOST" });
    expect(second.text).toBe(first.text);
    const shown = await call("GET", `/v2/${gone}`, { as: anna });
    expect(shown.body).toMatchObject({ state: "LOST" });
  });

  test("is one of a case that is not the caller's any more, at once", async () => {
    const missing = "customers/1001/cases/999999999999/attachments/a0";

    await withoutConsent(async () => {
      const [hidden, none] = [await ask(name), await ask(missing)];
      expect(failureOf(hidden).status).toBe(400);
      expect(hidden.text).toBe(none.text);
      expect(await bytesOf(name, olle)).toEqual(log);
    });

    expect(await bytesOf(name)).toEqual(log);
  });

  test("is one that is removed, which is as good as missing", async () => {
    const { name: of } = await open();
    const { name: removed } = await attached(of);
    await call("POST", `/v2/${removed}:remove`, { as: aino, body: { reason: "On request." } });

    const [gone, missing] = [await ask(removed), await ask(`${of}/attachments/a0`)];

    expect(failureOf(gone)).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    expect(gone.text).toBe(missing.text);
    expect(await objectsOf(of)).toEqual([]);
  });
});
