import { describe, expect, test } from "vitest";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";
import { putCase } from "../support/events.ts";
import { told } from "../support/object-store.ts";
import { finished, put, start, started, transferred } from "../support/signed-uploads.ts";
import { bytesOf, log, objectsOf } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const gibibyte = 1024 * 1024 * 1024;
const wanted = { filename: "log.txt", mimeType: "text/plain", sizeBytes: "12" };

const ask = (name: string, attachment: object) =>
  call("POST", `/v2/${name}/attachments:startUpload`, { as: anna, body: { attachment } });

describe("startUpload", () => {
  test("gives an address, the headers to send there, an hour, and what finishes the upload", async () => {
    const { name } = await open();
    const before = Date.now();

    const { body } = await start(name);

    expect(body).toEqual({
      uploadUrl: expect.stringContaining(`/1001/${name.split("/").at(-1)}/a`),
      headers: {
        "content-type": "text/plain",
        "x-goog-content-length-range": "12,12",
        "x-goog-if-generation-match": "0",
      },
      expireTime: expect.any(String),
      uploadToken: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
    });
    const lasts = (Date.parse(Object(body).expireTime) - before) / 1_000;
    expect(lasts).toBeGreaterThanOrEqual(3_600);
    expect(lasts).toBeLessThan(3_610);
    expect(new URL(Object(body).uploadUrl).searchParams.get("X-Goog-Expires")).toMatch(
      /^3(599|600)$/,
    );
  });

  test("shows nothing of the file before it is finished", async () => {
    const { name } = await open();
    const history = async () => (await call("GET", `/v2/${name}/history`, { as: aino })).text;
    const before = await history();

    await transferred(name);

    expect((await call("GET", `/v2/${name}/attachments`, { as: anna })).text).toBe("{}");
    expect((await call("GET", `/v2beta/${name}:showFeed`, { as: anna })).text).toBe("{}");
    expect(await history()).toBe(before);
  });

  test("makes no path of the name, and tells it nobody who has the address", async () => {
    const { name } = await open();

    const { uploadUrl } = await started(name, { filename: "../../secret.txt" });

    expect(decodeURIComponent(uploadUrl)).not.toMatch(/secret|\.\./);
  });

  test.each([anna, olle, aino])("is there for %s, whose bytes the others then read", async (as) => {
    const { name } = await open();

    const { name: attachmentName } = await finished(await transferred(name, { as }), { as });

    expect(await bytesOf(attachmentName, olle)).toEqual(log);
    expect(await bytesOf(attachmentName, anna)).toEqual(log);
  });

  test.each([
    ["of 1 GiB", { ...wanted, mimeType: "video/mp4", sizeBytes: String(gibibyte) }],
    ["of no bytes, as a number", { ...wanted, sizeBytes: 0 }],
    ["of a type in capitals", { ...wanted, mimeType: "Text/Plain" }],
    [
      "with its fields in the other spelling",
      { filename: "a", mime_type: "text/csv", size_bytes: 7 },
    ],
  ])("takes a file %s", async (_, attachment) => {
    const { name } = await open();

    expect((await ask(name, attachment)).status).toBe(200);
  });

  test.each([
    ["1 GiB and a byte", { ...wanted, sizeBytes: String(gibibyte + 1) }, ["sizeBytes"]],
    ["a negative size", { ...wanted, sizeBytes: -1 }, ["sizeBytes"]],
    ["half a byte", { ...wanted, sizeBytes: 0.5 }, ["sizeBytes"]],
    ["nothing", {}, ["filename", "mimeType", "sizeBytes"]],
    ["a type that is not taken", { ...wanted, mimeType: "image/svg+xml" }, ["mimeType"]],
    ["what is no type", { ...wanted, mimeType: "text/plain\r\nx: y" }, ["mimeType"]],
    [
      "a picture over 25 MiB",
      { ...wanted, mimeType: "image/png", sizeBytes: "26214401" },
      ["sizeBytes"],
    ],
    ["a name with a line break", { ...wanted, filename: "a\r\nb" }, ["filename"]],
  ])("refuses %s", async (_, attachment, fields) => {
    const { name } = await open();

    const reply = await ask(name, attachment);

    expect(failureOf(reply)).toEqual(faultsIn(...fields.map((field) => `attachment.${field}`)));
  });

  test("is not there on a closed case, nor where a day's files are used up", async () => {
    const { name: closed } = await open();
    await call("POST", `/v2/${closed}:close`, { as: anna });
    const on = new Date().toISOString().slice(0, 10);
    const { id } = await putCase({ attached: { on, count: 20 } });

    const [onClosed, onFull] = [await start(closed), await start(`customers/1001/cases/${id}`)];

    expect(failureOf(onClosed)).toEqual({ status: 400, reason: "CASE_CLOSED" });
    expect(failureOf(onFull)).toEqual({ status: 429, reason: "ATTACHMENT_QUOTA" });
  });

  test("is refused for a name that would run, before anything is sent", async () => {
    const { name } = await open();

    expect(failureOf(await start(name, { filename: "log.exe" }))).toEqual(faultsIn("attachment"));
  });

  test("is refused for a name with personal data, and masked when asked to", async () => {
    const { name } = await open();
    const filename = "811228-9874.txt";

    const refused = await start(name, { filename });
    const masked = await transferred(name, { filename, query: "redactPii=true" });

    expect(failureOf(refused)).toMatchObject({
      reason: "PII_DETECTED",
      fields: ["attachment.filename"],
    });
    expect((await finished(masked)).filename).toBe("[NATIONAL_ID-1].txt");
  });

  test("is rehearsed with validateOnly: nothing can be written", async () => {
    const { name } = await open();

    const { body } = await start(name, { query: "validateOnly=true" });

    expect(body).toEqual({ expireTime: expect.any(String) });
  });

  test("is refused with a stale etag", async () => {
    const { name, etag } = await open();
    await call("POST", `/v2/${name}/comments`, { as: anna, body: { body: "Late." } });

    const reply = await call("POST", `/v2/${name}/attachments:startUpload`, {
      as: anna,
      body: { attachment: wanted, etag },
    });

    expect(failureOf(reply)).toEqual({ status: 409, reason: "ETAG_MISMATCH" });
  });
});

describe("a signed address", () => {
  test("takes the bytes that were announced, once", async () => {
    const { name } = await open();
    const transfer = await started(name);

    expect(await put(transfer)).toBe("200");
    expect(await put(transfer)).toBe("412 PreconditionFailed");
    expect(await objectsOf(name)).toMatchObject([{ sizeBytes: 12, contentType: "text/plain" }]);
  });

  test.each([
    ["a byte too many", { bytes: Buffer.from("550 bounced!\n") }, "400 EntityTooLarge"],
    ["a byte too few", { bytes: Buffer.from("550 bounced") }, "400 EntityTooSmall"],
    ["another type", { headers: { "content-type": "text/html" } }, "403 SignatureDoesNotMatch"],
    [
      "another limit",
      { headers: { "x-goog-content-length-range": "0,99" } },
      "403 SignatureDoesNotMatch",
    ],
  ])("does not take %s", async (_, over, answer) => {
    const { name } = await open();
    const transfer = await started(name);

    expect(await put(transfer, over)).toBe(answer);
    expect(await objectsOf(name)).toEqual([]);
  });

  test("is none for another object, nor to read from", async () => {
    const { name } = await open();
    const [one, other] = [await started(name), await started(name)];
    const forged = new URL(other.uploadUrl);
    forged.search = new URL(one.uploadUrl).search;

    expect(await put({ ...one, uploadUrl: forged.href })).toBe("403 SignatureDoesNotMatch");
    await put(one);
    expect(await told(await fetch(one.uploadUrl, { headers: one.headers }))).toContain("403");
  });
});
