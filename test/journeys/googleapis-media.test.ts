import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Attachment,
  type CloudSupport,
  failureOf,
  open,
  type UploadInput,
  versions,
} from "../support/googleapis.ts";
import { resetData, startEvents, startServer, tokenFor } from "../support/server.ts";

const mebibyte = 1024 * 1024;
const bounce = "550 5.7.26 since måndag 🥐\r\n";

let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;

beforeAll(async () => {
  server = await startServer();
  await resetData();
  events = await startEvents();
});

afterAll(() => Promise.all([server, events].map((part) => part?.stop())));

const named = (filename: string) => ({ requestBody: { attachment: { filename } } });

/** What does not change while a file is scanned. */
const stable = ({ name, filename, creator }: Attachment) => ({ name, filename, creator });

describe.each(versions)("Google's client of $version", ({ connect }) => {
  const client = (): CloudSupport =>
    connect({ rootUrl: server.url, token: tokenFor("anna@alfa-partner.example") });

  /** Attaches to a new case, or to the one that is named. */
  async function upload(given: Partial<UploadInput>, parent?: string): Promise<Attachment> {
    const to = parent ?? (await open(client())).name;
    const { data } = await client().media.upload({ ...given, parent: to }, { rootUrl: server.url });
    return data;
  }

  /** The bytes, once they have been scanned. */
  async function bytesOf({ name }: Attachment): Promise<Buffer> {
    const { attachments } = client().cases;
    const scanned = async () => (await attachments.get({ name })).data.state !== "SCANNING";
    await expect.poll(scanned, { timeout: 20_000 }).toBe(true);
    const { data } = await client().media.download(
      { name, alt: "media" },
      { responseType: "arraybuffer" },
    );
    return Buffer.from(data);
  }

  test.each<[string, UploadInput["media"], string | Buffer]>([
    ["a string", { body: bounce }, bounce],
    ["a stream", { body: Readable.from([bounce, bounce]) }, bounce + bounce],
    [
      "a stream of bytes",
      { body: Readable.from([Buffer.of(0, 255, 13, 10)]) },
      Buffer.of(0, 255, 13, 10),
    ],
    ["a string with a type", { mimeType: "text/csv", body: "a;b\n" }, "a;b\n"],
    ["what ends in a line end", { body: "a\r\n\r\n" }, "a\r\n\r\n"],
  ])("attaches %s, and downloads the very same bytes", async (_what, media, sent) => {
    const attachment = await upload({ ...named("log.txt"), ...(media && { media }) });

    expect(await bytesOf(attachment)).toEqual(Buffer.from(sent));
    expect(attachment).toMatchObject({
      name: expect.stringMatching(/^organizations\/1001\/cases\/\d+\/attachments\/[\w-]+$/),
      filename: "log.txt",
      sizeBytes: String(Buffer.byteLength(sent)),
      creator: { email: "anna@alfa-partner.example" },
    });
  });

  test("downloads a file right after it was attached: it asks again while that is scanned", async () => {
    const { name } = await upload({ ...named("log.txt"), media: { body: bounce } });

    const { data } = await client().media.download({ name }, { responseType: "text" });

    expect(data).toBe(bounce);
  });

  test.each<[string, NonNullable<UploadInput["media"]>["body"]]>([
    ["a Buffer", Buffer.from(bounce)],
    ["a string", bounce],
    ["a stream", Readable.from([Buffer.from(bounce)])],
  ])("attaches %s in a simple upload, without a body of its own", async (_what, body) => {
    const attachment = await upload({
      "attachment.filename": "Åäö 🥐.log",
      media: { mimeType: "text/plain", body },
    });

    expect(attachment).toMatchObject({ filename: "Åäö 🥐.log", mimeType: "text/plain" });
    expect(await bytesOf(attachment)).toEqual(Buffer.from(bounce));
  });

  test.each([
    "räkning för måndag 🥐.txt",
    "../../etc/passwd",
    "C:\\logs\\a:b?.txt",
    "100%25 & #1.txt",
  ])("keeps the name %j, which never becomes a path", async (filename) => {
    const attachment = await upload({ ...named(filename), media: { body: bounce } });

    const { data } = await client().cases.attachments.get({ name: attachment.name });

    expect(data.filename).toBe(filename);
    expect(await bytesOf(attachment)).toEqual(Buffer.from(bounce));
  });

  test("attaches an empty file, with an empty string and with metadata alone", async () => {
    const { name } = await open(client());

    const [withText, without] = [
      await upload({ ...named("empty.txt"), media: { body: "" } }, name),
      await upload(named("none.txt"), name),
    ];

    expect([withText, without].map(({ sizeBytes }) => sizeBytes)).toEqual([undefined, undefined]);
    for (const each of [withText, without]) expect(await bytesOf(each)).toHaveLength(0);
  });

  test("attaches a file that holds the text of a boundary, closing ones included", async () => {
    const boundary = "6c8a1d0e-52c9-4b7c-9a57-0f2f1a7b7d11";
    const body = `--${boundary}\r\ncontent-type: text/plain\r\n\r\nx\r\n--${boundary}--\r\n--`;

    const attachment = await upload({ ...named("mail.txt"), media: { body } });

    expect((await bytesOf(attachment)).toString()).toBe(body);
  });

  test("reads an attachment back alone and in the list, the newest first", async () => {
    const { name } = await open(client());
    const first = await upload({ ...named("1.txt"), media: { body: "1" } }, name);
    const second = await upload({ ...named("2.txt"), media: { body: "2" } }, name);
    const { attachments } = client().cases;

    const one = await attachments.get({ name: first.name });
    const all = await attachments.list({ parent: name });
    const page = await attachments.list({ parent: name, pageSize: 1 });
    const rest = await attachments.list({ parent: name, pageToken: page.data.nextPageToken ?? "" });

    expect(stable(one.data)).toEqual(stable(first));
    expect(all.data.attachments?.map(({ filename }) => filename)).toEqual(["2.txt", "1.txt"]);
    expect(page.data.attachments?.map(stable)).toEqual([stable(second)]);
    expect(rest.data.attachments?.map(stable)).toEqual([stable(first)]);
  });

  test("downloads as a stream, as bytes and as text, with `alt=media` and without", async () => {
    const attachment = await upload({ ...named("log.txt"), media: { body: bounce } });
    await bytesOf(attachment);
    const { name } = attachment;
    const { media } = client();

    const streamed = await media.download({ name, alt: "media" }, { responseType: "stream" });
    const bytes = await media.download({ name }, { responseType: "arraybuffer" });
    const text = await media.download({ name }, { responseType: "text" });

    expect(await buffer(streamed.data)).toEqual(Buffer.from(bounce));
    expect(Buffer.from(bytes.data)).toEqual(Buffer.from(bounce));
    expect(text.data).toBe(bounce);
  });

  test("attaches 25 MiB byte for byte, and is told of one byte more", async () => {
    const bytes = randomBytes(25 * mebibyte);
    const { name } = await open(client());

    const attachment = await upload(
      { ...named("memory.bin"), media: { body: Readable.from([bytes]) } },
      name,
    );
    const more = Readable.from([bytes, Buffer.alloc(1)]);
    const failure = await failureOf(upload({ ...named("more.bin"), media: { body: more } }, name));

    expect((await bytesOf(attachment)).equals(bytes)).toBe(true);
    expect(failure).toMatchObject({
      status: 429,
      response: { data: { error: { status: "RESOURCE_EXHAUSTED" } } },
    });
    const { data } = await client().cases.attachments.list({ parent: name });
    expect(data.attachments).toHaveLength(1);
  });

  test("surfaces a download of a file that does not exist", async () => {
    const { name } = await open(client());
    const missing = { name: `${name}/attachments/none` };

    const failure = await failureOf(client().media.download(missing, { responseType: "text" }));

    expect(failure.status).toBe(404);
  });
});
