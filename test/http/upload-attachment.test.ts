import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  keepsThePromisesOfWrites,
  olle,
  open,
  useServer,
} from "../support/client.ts";
import { putCase } from "../support/events.ts";
import { accessTo, attached, bytesOf, log, objectsOf, upload } from "../support/uploads.ts";

// No event function runs here that would look at a file and release it.
delete process.env["CLAMD_ADDRESS"];
useServer();

const listed = async (name: string) =>
  (await call("GET", `/v2/${name}/attachments?pageSize=100`, { as: aino })).body;

/** A case that took so many files today. */
async function aCaseWithFiles(count: number): Promise<string> {
  const on = new Date().toISOString().slice(0, 10);
  const { customer, id } = await putCase({ attached: { on, count } });
  return `customers/${customer}/cases/${id}`;
}

describe("uploadAttachment", () => {
  keepsThePromisesOfWrites({
    path: "/attachments",
    body: { attachment: { filename: "empty.txt" } },
  });

  test("answers with the attachment, which can be read at once", async () => {
    const { name } = await open();

    const reply = await upload(name, { filename: "bounce.log", type: "text/plain" });

    expect(reply.body).toEqual({
      name: expect.stringMatching(new RegExp(`^${name}/attachments/a[0-9a-f]{24}$`)),
      filename: "bounce.log",
      mimeType: "text/plain",
      sizeBytes: "12",
      creator: { displayName: "Anna Berg", email: anna, username: anna },
      createTime: expect.any(String),
      state: "AVAILABLE",
    });
    const { name: attachmentName } = Object(reply.body);
    expect((await call("GET", `/v2/${attachmentName}`, { as: anna })).text).toBe(reply.text);
    expect(await bytesOf(attachmentName)).toEqual(log);
  });

  test.each([
    ["a partner's user", anna, "Anna Berg"],
    ["the customer's user", olle, "Olle Lindqvist"],
    ["an agent", aino, "Aino Salo"],
  ])("takes a file of %s (%s), which the others can read", async (...[, as, displayName]) => {
    const { name } = await open();

    const { name: attachmentName, creator } = await attached(name, { as });

    expect(creator.displayName).toBe(displayName);
    for (const reader of [anna, olle, aino]) {
      expect(await bytesOf(attachmentName, reader)).toEqual(log);
    }
  });

  test("tells history which file it was", async () => {
    const { name } = await open();
    const { name: attachmentName } = await attached(name, { filename: "räkning.csv" });

    const { body } = await call("GET", `/v2/${name}/history`, { as: anna });

    expect(body).toMatchObject({
      historyEntries: expect.arrayContaining([
        expect.objectContaining({
          type: "attachment.created",
          attachment: attachmentName.split("/").at(-1),
          changes: [{ field: "attachment", after: "räkning.csv" }],
        }),
      ]),
    });
  });

  test("is not taken by a closed case, and nothing is stored", async () => {
    const { name } = await open();
    await call("POST", `/v2/${name}:close`, { as: anna });

    expect(failureOf(await upload(name))).toEqual({ status: 400, reason: "CASE_CLOSED" });
    expect(await objectsOf(name)).toEqual([]);
  });

  test("takes the twentieth file of a day, and refuses the next loudly", async () => {
    const name = await aCaseWithFiles(19);

    const [twentieth, next] = [await upload(name), await upload(name)];

    expect(twentieth.status).toBe(200);
    expect(failureOf(next)).toEqual({ status: 429, reason: "ATTACHMENT_QUOTA" });
    expect(next.body).toMatchObject({ error: { status: "RESOURCE_EXHAUSTED" } });
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test.each([
    ["no name", {}],
    ["an empty name", { filename: " " }],
    ["a name of a number", { filename: 7 }],
    ["a name with a line break", { filename: "a\nb.txt" }],
    ["a name that turns the direction of writing", { filename: "a\u202etxt.exe" }],
    ["256 characters", { filename: "å".repeat(256) }],
  ])("refuses %s", async (_, attachment) => {
    const { name } = await open();

    const reply = await call("POST", `/v2/${name}/attachments`, { as: anna, body: { attachment } });

    expect(failureOf(reply).status).toBe(400);
    expect(failureOf(reply).fields).toContain("attachment.filename");
    expect(await listed(name)).toEqual({});
  });

  test("refuses two names for one file, and takes one name given twice", async () => {
    const { name } = await open();
    const body = { attachment: { filename: "a.txt" } };
    const named = (other: string) =>
      call("POST", `/v2/${name}/attachments?attachment.filename=${other}`, { as: anna, body });

    expect(failureOf(await named("b.txt"))).toEqual(faultsIn("attachment.filename"));
    expect((await named("a.txt")).status).toBe(200);
  });

  test("ignores what only output holds, and takes both spellings", async () => {
    const { name } = await open();
    const output = { name: "x", mime_type: "image/png", sizeBytes: "7", state: "LOST" };

    const reply = await call("POST", `/v2/${name}/attachments`, {
      as: anna,
      body: { attachment: { ...output, filename: "a.txt" } },
    });

    expect(reply.body).toMatchObject({ filename: "a.txt", state: "AVAILABLE" });
    expect(reply.body).not.toHaveProperty("sizeBytes");
  });
});

describe("uploadAttachment of bytes", () => {
  let keyed: { query: string };

  beforeEach(() => {
    keyed = { query: `requestId=${randomUUID()}` };
  });

  test("under a key is done once: the same answer again, and one object", async () => {
    const { name } = await open();
    const first = await upload(name, keyed);

    const again = await upload(name, keyed);

    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(await objectsOf(name)).toHaveLength(1);
    expect(await listed(name)).toMatchObject({ attachments: [{ filename: "log.txt" }] });
  });

  test("leaves a record of access, the repeated answer as well", async () => {
    const { name } = await open();

    const entries = await accessTo(async () => {
      await upload(name, keyed);
      await upload(name, keyed);
    });

    const entry = { function: "uploadAttachment", cases: [name.split("/").at(-1)] };
    expect(entries).toMatchObject([entry, entry]);
  });

  test("under a key twice at the same time is done once, and leaves one object", async () => {
    const { name } = await open();

    const replies = await Promise.all([1, 2, 3].map(() => upload(name, keyed)));

    const texts = new Set(replies.map(({ status, text }) => `${status} ${text}`));
    expect(texts.size).toBe(1);
    expect(await objectsOf(name)).toHaveLength(1);
    expect(await bytesOf(Object(replies[0]?.body).name)).toEqual(log);
  });

  test.each([
    ["other bytes", { bytes: Buffer.from("550 bouncer\n") }],
    ["another type", { type: "text/csv" }],
    ["another name", { filename: "other.txt" }],
  ])("under a key that was used with %s is refused, and stores nothing", async (_, over) => {
    const { name } = await open();
    await upload(name, keyed);

    const reply = await upload(name, { ...keyed, ...over });

    expect(failureOf(reply)).toEqual({ status: 409, reason: "IDEMPOTENCY_KEY_REUSED" });
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test("is rehearsed with validateOnly: what it would be, and nothing is stored", async () => {
    const { name } = await open({ subscriberEmailAddresses: ["kim@lindqvist.example"] });

    const reply = await upload(name, { query: "validateOnly=true" });

    expect(reply.body).toMatchObject({
      filename: "log.txt",
      sizeBytes: "12",
      rehearsal: { mails: [{ emailAddress: "kim@lindqvist.example" }] },
    });
    expect(await listed(name)).toEqual({});
    expect(await objectsOf(name)).toEqual([]);
  });

  test("is refused with a stale etag, and stores nothing", async () => {
    const { name, etag } = await open();
    await upload(name);

    const reply = await upload(name, { headers: { "if-match": etag } });

    expect(failureOf(reply)).toEqual({ status: 409, reason: "ETAG_MISMATCH" });
    expect(await objectsOf(name)).toHaveLength(1);
  });

  test.each(["uploadType=resumable", "upload_protocol=resumable"])(
    "does not speak the resumable protocol (%s)",
    async (query) => {
      const { name } = await open();

      const reply = await upload(name, { query });

      expect(failureOf(reply)).toEqual({ status: 501, reason: "NOT_IMPLEMENTED" });
    },
  );
});
