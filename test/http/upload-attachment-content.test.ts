import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { anna, call, failureOf, faultsIn, open, serverUrl, useServer } from "../support/client.ts";
import { tokenFor } from "../support/server.ts";
import {
  attached,
  bytesOf,
  fetched,
  log,
  objectsOf,
  type Related,
  related,
  upload,
} from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const mebibyte = 1024 * 1024;
const boundary = "b0b0";
const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });

/** Uploads two parts, and gives the bytes that then can be downloaded. */
async function roundTrip(given: Related): Promise<Buffer> {
  const { name } = await open();
  const { body, type } = related(given);
  const path = `/upload/v2/${name}/attachments?uploadType=multipart`;
  const reply = await call("POST", path, { as: anna, body, headers: { "content-type": type } });
  return bytesOf(AttachmentResource.parse(reply.body).name);
}

/** Sends bytes in pieces, their number not told before. */
function uploadChunked(caseName: string, chunks: Uint8Array[], type: string): Promise<Response> {
  return fetch(`${serverUrl()}/upload/v2/${caseName}/attachments?attachment.filename=a.bin`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenFor(anna)}`, "content-type": type },
    body: ReadableStream.from(chunks),
    duplex: "half",
  });
}

/** What is answered to a request of which no byte of the body is sent. */
async function statusBeforeBody(
  path: string,
  { as, length }: { as: string | undefined; length: number },
): Promise<number | undefined> {
  const authorization = as === undefined ? {} : { authorization: `Bearer ${tokenFor(as)}` };
  const headers = { ...authorization, "content-length": String(length) };
  const sending = request(serverUrl() + path, { method: "POST", headers });
  sending.flushHeaders();
  const [answer]: IncomingMessage[] = await once(sending, "response");
  sending.destroy();
  return answer?.statusCode;
}

describe("an upload of two parts", () => {
  test.each<[string, Related]>([
    ["as Google's Node client sends them", {}],
    [
      "as Google's Python client does: bare line feeds, a quoted boundary, further headers",
      {
        eol: "\n",
        boundary: "===============152 9437=",
        named: '"===============152 9437="',
        partHeaders: ["Content-Type: text/plain", "MIME-Version: 1.0"],
      },
    ],
    ["with a line end behind the closing boundary", { end: "\r\n" }],
    ["whose bytes hold the boundary", { bytes: Buffer.from(`a\r\n--${boundary}\r\nb`) }],
    ["whose bytes hold the closing one", { bytes: Buffer.from(`a\r\n--${boundary}--\r\nb`) }],
    ["whose bytes end in line ends", { bytes: Buffer.from("a\r\n\r\n") }],
    ["without bytes", { bytes: Buffer.alloc(0) }],
    ["of which the second says no type", { partHeaders: [] }],
  ])("is stored byte for byte: %s", async (_, given) => {
    expect(await roundTrip(given)).toEqual(given.bytes ?? log);
  });

  test("may come in pieces of any size, their number not told", async () => {
    const { name } = await open();
    const { body, type } = related({ metadata: { attachment: { filename: "a.bin" } } });

    const response = await uploadChunked(name, [body.subarray(0, 7), body.subarray(7)], type);

    const { name: attachmentName } = AttachmentResource.parse(await response.json());
    expect(await bytesOf(attachmentName)).toEqual(log);
  });

  test("that is cut off is refused, and nothing is stored", async () => {
    const { name } = await open();
    const { body, type } = related();
    const cut = body.subarray(0, body.length - 8);

    const reply = await upload(name, { bytes: cut, type });

    expect(failureOf(reply)).toMatchObject({ status: 400, reason: "INVALID_ARGUMENT" });
    expect(await objectsOf(name)).toEqual([]);
  });
});

describe("an upload of metadata alone", () => {
  test("makes an empty file", async () => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}/attachments`, {
      as: anna,
      body: { attachment: { filename: "empty.txt" } },
    });

    expect(reply.body).not.toHaveProperty("sizeBytes");
    expect(await bytesOf(Object(reply.body).name)).toHaveLength(0);
  });
});

describe("a name", () => {
  test.each([
    "räksmörgås 🥐.txt",
    "../../../etc/passwd",
    "a/b\\c:d?.txt",
    "%2e%2e%2fx.txt",
    '"quoted"; filename=x.exe.txt',
    "#?&=+.txt",
  ])("such as %j is kept as it is, and never becomes a path", async (filename) => {
    const { name } = await open();

    const attachment = await attached(name, { filename });

    expect(attachment.filename).toBe(filename);
    const [object] = await objectsOf(name);
    const id = name.split("/").at(-1);
    expect(object?.object).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d/1001/${id}/a[0-9a-f]{24}$`),
    );
  });
});

describe("the size of a file", () => {
  test("may be 25 MiB, in two parts, and not a byte more", async () => {
    const { name } = await open();
    const largest = Buffer.alloc(25 * mebibyte);
    const inParts = (bytes: Uint8Array) => {
      const { body, type } = related({ bytes, partHeaders: [] });
      return upload(name, { bytes: body, type });
    };

    const taken = await inParts(largest);
    const refused = await inParts(Buffer.alloc(25 * mebibyte + 1));

    expect(taken.body).toMatchObject({ sizeBytes: "26214400" });
    expect((await bytesOf(Object(taken.body).name)).equals(largest)).toBe(true);
    expect(failureOf(refused)).toEqual({ status: 429, reason: "BODY_TOO_LARGE" });
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test.each([
    ["a byte too many", 25 * mebibyte + 1],
    ["more than is read", 25 * mebibyte + 64 * 1024 + 1],
  ])("that is %s is refused, declared and in pieces, and nothing is stored", async (_, size) => {
    const { name } = await open();
    const bytes = Buffer.alloc(size);

    const declared = await upload(name, { bytes });
    const inPieces = await uploadChunked(name, [bytes], "application/octet-stream");

    expect(failureOf(declared)).toEqual({ status: 429, reason: "BODY_TOO_LARGE" });
    expect(declared.body).toMatchObject({ error: { status: "RESOURCE_EXHAUSTED" } });
    expect([inPieces.status, await inPieces.text()]).toEqual([429, declared.text]);
    expect(await objectsOf(name)).toEqual([]);
  });

  test.each([
    ["nobody", undefined],
    ["garbage for a token", "Bearer garbage"],
  ])("over a mebibyte is not read of %s", async (_, authorization) => {
    const { name } = await open();
    const path = `/upload/v2/${name}/attachments?attachment.filename=a.bin`;
    const headers = authorization === undefined ? {} : { authorization };

    const reply = await call("POST", path, { body: Buffer.alloc(mebibyte + 1), headers });

    expect(failureOf(reply)).toEqual({ status: 401, reason: "UNAUTHENTICATED" });
    expect(reply.headers.get("www-authenticate")).toContain("Bearer");
  });

  test.each([
    ["nobody, however long", undefined, mebibyte + 1, 401],
    ["a verified caller, if it is too long", anna, 26 * mebibyte, 429],
  ])("that is declared is not waited for: by %s", async (...[, as, length, status]) => {
    const { name } = await open();
    const path = `/upload/v2/${name}/attachments?attachment.filename=a.bin`;

    expect(await statusBeforeBody(path, { as, length })).toBe(status);
  });

  test("over a mebibyte is not taken anywhere else", async () => {
    const { name } = await open();
    const body = Buffer.alloc(mebibyte + 1, " ");

    const reply = await call("POST", `/v2/${name}/attachments`, { as: anna, body });

    expect(failureOf(reply)).toEqual({ status: 429, reason: "BODY_TOO_LARGE" });
  });
});

describe("the type of a file", () => {
  const csv = Buffer.from("a;b\n1;2\n");
  const zip = Buffer.from("504b0506000000000000000000000000000000000000", "hex");

  test.each([
    ["a.txt", undefined, log, "text/plain"],
    ["a.txt", "application/x-www-form-urlencoded", log, "text/plain"],
    ["a.csv", "text/plain", csv, "text/csv"],
    ["a.html", "text/html; charset=utf-8", Buffer.from("<p>Late"), "text/html"],
    ["a.bin", "application/octet-stream", Buffer.from([0, 1, 2]), "application/octet-stream"],
    ["a.json", undefined, Buffer.from("{}"), "application/json"],
  ])("of %s, sent as %s, is told from its bytes and its name", async (...given) => {
    const [filename, type, bytes, mimeType] = given;
    const { name } = await open();

    const attachment = await attached(name, { filename, bytes, ...(type && { type }) });

    expect(attachment.mimeType).toBe(mimeType);
    const { headers } = await fetched(`${attachment.name}:download`);
    expect(headers.get("content-type")).toBe(mimeType);
  });

  test("marks a document whose text could not be read, and so was not searched", async () => {
    const { name } = await open();
    const bytes = Buffer.from("%PDF-1.7\nno pages\n");

    const broken = await attached(name, { filename: "a.pdf", type: "application/pdf", bytes });

    expect(broken).toMatchObject({ mimeType: "application/pdf", unsearched: true });
    expect(await attached(name)).not.toHaveProperty("unsearched");
  });

  test("marks an archive, which nobody has looked into", async () => {
    const { name } = await open();

    expect(await attached(name, { filename: "a.zip", bytes: zip })).toMatchObject({
      mimeType: "application/zip",
      archive: true,
    });
  });

  test.each([
    ["a text that claims to be a picture", "a.png", "image/png", log],
    ["an archive that claims to be a PDF", "a.pdf", "application/pdf", zip],
    ["a type that is not taken", "a.svg", "image/svg+xml", Buffer.from("<svg/>")],
    ["a program", "a.bin", undefined, Buffer.from("7f454c46020101000000", "hex")],
    ["a name that runs", "bill.pdf.exe", "text/plain", log],
    ["a name that runs on Windows alone", "bill.js. ", "text/plain", log],
    ["a claim that is no type", "a.txt", "text", log],
  ])("refuses %s, and stores nothing", async (...[, filename, type, bytes]) => {
    const { name } = await open();

    const reply = await upload(name, { filename, bytes, ...(type && { type }) });

    expect(failureOf(reply)).toEqual(faultsIn("attachment"));
    expect(await objectsOf(name)).toEqual([]);
  });
});

describe("a picture", () => {
  test("loses where and by whom it was taken, before it is stored", async () => {
    const exif = { IFD0: { Artist: "Kim Lahti" }, IFD3: { GPSLatitude: "59/1 20/1 0/1" } };
    const bytes = await picture.clone().withExif(exif).jpeg().toBuffer();
    expect(bytes.includes("Kim Lahti")).toBe(true);
    const { name } = await open();

    const attachment = await attached(name, { filename: "a.jpg", type: "image/jpeg", bytes });

    const stored = await bytesOf(attachment.name);
    expect(stored.includes("Kim Lahti")).toBe(false);
    const { exif: left, format, width } = await sharp(stored).metadata();
    expect({ left, format, width }).toEqual({ left: undefined, format: "jpeg", width: 8 });
    expect(attachment.sizeBytes).toBe(String(stored.length));
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test("that tells nothing besides stays as it is, byte for byte", async () => {
    const bytes = await picture.clone().png().toBuffer();
    const { name } = await open();

    const attachment = await attached(name, { filename: "a.png", bytes });

    expect(attachment.mimeType).toBe("image/png");
    expect(await bytesOf(attachment.name)).toEqual(bytes);
  });

  test("that cannot be read is refused", async () => {
    const bytes = (await picture.clone().png().toBuffer()).subarray(0, 60);
    const { name } = await open();

    expect(failureOf(await upload(name, { filename: "a.png", bytes }))).toEqual(
      faultsIn("attachment"),
    );
  });
});
