import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { localDetector } from "#adapters/personal-data/local-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import type { PersonalDataDetector } from "#domain/personal-data.ts";
import { inspect } from "#platform/inspect.ts";
import { uploadToken } from "#platform/upload-token.ts";
import { aino, anna, call, failureOf, faultsIn, olle, open, useServer } from "../support/client.ts";
import {
  finish,
  finished,
  put,
  started,
  type Transfer,
  transferred,
} from "../support/signed-uploads.ts";
import { bytesOf, log, objectsOf, withoutConsent } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const mismatch = { status: 400, reason: "UPLOAD_MISMATCH" };

const listed = async (name: string) =>
  (await call("GET", `/v2/${name}/attachments`, { as: aino })).body;

/** An upload that is written, to a case of its own. */
async function written(wish: Parameters<typeof transferred>[1] = {}): Promise<Transfer> {
  const { name } = await open();
  return transferred(name, wish);
}

/** What finishes an upload to a case, made so that it ends then. */
function tokenUntil(caseName: string, expiresAt: string): string {
  const [, customer = "", , id = ""] = caseName.split("/");
  const principal = { email: anna, ofSupport: false };
  const file = { id: "a0", object: `x/${id}/a0`, filename: "a.txt", sizeBytes: 12 };
  const call = { at: expiresAt, ask: { principal }, params: { customer, case: id } };
  return uploadToken({ ...file, expiresAt }, call);
}

describe("finishUpload", () => {
  test("answers with the attachment, which can be read at once, byte for byte", async () => {
    const transfer = await written();

    const reply = await finish(transfer);

    expect(reply.body).toEqual({
      name: expect.stringMatching(new RegExp(`^${transfer.caseName}/attachments/a[0-9a-f]{24}$`)),
      filename: "log.txt",
      mimeType: "text/plain",
      sizeBytes: "12",
      creator: { displayName: "Anna Berg", email: anna, username: anna },
      createTime: expect.any(String),
      state: "AVAILABLE",
    });
    expect(await bytesOf(Object(reply.body).name)).toEqual(log);
    expect(await objectsOf(transfer.caseName)).toHaveLength(1);
  });

  test("takes an MD5 for a checksum", async () => {
    const md5Hash = createHash("md5").update(log).digest("base64");

    expect((await finish(await written(), { body: { md5Hash } })).status).toBe(200);
  });

  test("answers the same again, key or not, and attaches once", async () => {
    const transfer = await written();
    const first = await finish(transfer, { query: `requestId=${randomUUID()}` });

    const again = await finish(transfer);

    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(await listed(transfer.caseName)).toEqual({ attachments: [first.body] });
    expect(await objectsOf(transfer.caseName)).toHaveLength(1);
  });

  test.each([
    ["without a key", () => ({})],
    ["under one key", () => ({ query: `requestId=${randomUUID()}` })],
  ])("done three times at once, %s, attaches once and keeps the bytes", async (_, keyed) => {
    const transfer = await written();
    const over = keyed();

    const replies = await Promise.all([1, 2, 3].map(() => finish(transfer, over)));

    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await listed(transfer.caseName)).toEqual({ attachments: [replies[0]?.body] });
    expect(await bytesOf(Object(replies[0]?.body).name)).toEqual(log);
  });

  test("keeps the bytes when a second call is refused beside the first", async () => {
    const { name, etag } = await open();
    const transfer = await transferred(name);
    const { crc32c } = (await objectsOf(name))[0] ?? {};

    const replies = await Promise.all(
      [1, 2, 3].map(() => finish(transfer, { body: { crc32c, etag } })),
    );

    const done = replies.find(({ status }) => status === 200);
    expect(replies.map(({ status }) => status)).toContain(409);
    expect(await bytesOf(Object(done?.body).name)).toEqual(log);
  });

  test("is rehearsed with validateOnly, and can be done afterwards", async () => {
    const transfer = await written();

    const rehearsed = await finish(transfer, { query: "validateOnly=true" });

    expect(rehearsed.body).toMatchObject({ filename: "log.txt", rehearsal: expect.any(Object) });
    expect(await listed(transfer.caseName)).toEqual({});
    expect((await finish(transfer)).status).toBe(200);
  });

  test("is refused once support has removed the file, whatever is written anew", async () => {
    const transfer = await written();
    const { name } = await finished(transfer);
    await call("POST", `/v2/${name}:remove`, { as: aino, body: { reason: "On request." } });
    await put(transfer);

    expect(failureOf(await finish(transfer))).toEqual({ status: 404, reason: "CHILD_NOT_FOUND" });
    expect(await listed(transfer.caseName)).toEqual({});
  });

  test("is refused while consent is revoked, as for a missing case, and can be done later", async () => {
    const transfer = await written();

    await withoutConsent(async () => {
      const refused = await finish(transfer);
      expect(failureOf(refused)).toEqual({ status: 400, reason: "CONSENT_NOT_GRANTED" });
    });

    expect((await finish(transfer)).status).toBe(200);
  });
});

describe("what was written", () => {
  test("must be there", async () => {
    const { name } = await open();

    expect(failureOf(await finish(await started(name)))).toEqual(mismatch);
    expect(await listed(name)).toEqual({});
  });

  test.each([
    ["CRC32C", { crc32c: "AAAAAA==" }],
    ["MD5", { md5Hash: "AAAAAAAAAAAAAAAAAAAAAA==" }],
  ])(
    "is not linked where the %s is another, and stays for who states it rightly",
    async (_, body) => {
      const transfer = await written();

      const [wrong, right] = await Promise.all([finish(transfer, { body }), finished(transfer)]);

      expect(failureOf(await finish(await written(), { body }))).toEqual(mismatch);
      expect([200, 400]).toContain(wrong.status);
      expect(await bytesOf(right.name)).toEqual(log);
    },
  );

  test("is not linked where it is not as long as was said", async () => {
    const { name } = await open();
    const transfer = await started(name);
    const object = decodeURIComponent(new URL(transfer.uploadUrl).pathname).split("/").slice(2);
    const longer = Buffer.from("550 bounced again\n");
    await cloudStorageFiles().put(object.join("/"), longer, "text/plain");

    const reply = await finish({ ...transfer, bytes: longer });

    expect(failureOf(reply)).toEqual(mismatch);
    expect((await call("GET", `/v2/${name}/attachments`, { as: aino })).body).toEqual({});
  });

  test("is refused where it claims to be a picture and is none", async () => {
    const transfer = await written({ mimeType: "image/png" });

    expect(failureOf(await finish(transfer))).toEqual(faultsIn("attachment"));
    expect(await listed(transfer.caseName)).toEqual({});
  });

  test.each([
    ["encoded, so that other bytes would come out than were looked at", "content-encoding", "gzip"],
    ["to be kept in caches, longer than an address counts", "cache-control", "public"],
  ])("is refused where it was sent %s", async (_, header, value) => {
    const { name } = await open();
    const transfer = await started(name);
    await put(transfer, { headers: { [header]: value } });

    expect(failureOf(await finish(transfer))).toEqual(mismatch);
    expect(await listed(name)).toEqual({});
  });

  test.each([
    ["none", {}],
    ["one that is none", { crc32c: "abc" }],
  ])("needs a checksum; %s is refused", async (_, body) => {
    const transfer = await written();

    expect(failureOf(await finish(transfer, { body }))).toEqual(faultsIn("crc32c"));
    expect(await objectsOf(transfer.caseName)).toHaveLength(1);
  });

  test("loses what a picture tells besides, and the original is not kept", async () => {
    const blue = sharp({ create: { width: 8, height: 8, channels: 3, background: "blue" } });
    const bytes = await blue
      .withExif({ IFD0: { Artist: "Kim Lahti" } })
      .jpeg()
      .toBuffer();
    const transfer = await written({ bytes, mimeType: "image/jpeg", filename: "a.jpg" });

    const replies = await Promise.all([finish(transfer), finish(transfer)]);

    const { name, sizeBytes } = Object(replies[0]?.body);
    const stored = await bytesOf(name);
    expect(replies[1]?.text).toBe(replies[0]?.text);
    expect(stored.includes("Kim Lahti")).toBe(false);
    expect(sizeBytes).toBe(String(stored.length));
    expect((await objectsOf(transfer.caseName)).map(({ object }) => object)).toEqual([
      expect.stringMatching(/-r$/),
    ]);
  });

  test("is refused with personal data in it, and masked when asked to, without being sent again", async () => {
    const bytes = Buffer.from("Refund to SE45 5000 0000 0583 9825 7466\n");
    const transfer = await written({ bytes });

    const refused = await finish(transfer);
    const masked = await finished(transfer, { query: "redactPii=true" });

    expect(failureOf(refused)).toMatchObject({ reason: "PII_DETECTED", fields: ["attachment"] });
    expect((await bytesOf(masked.name)).toString()).toBe("Refund to [IBAN-1]\n");
    expect(await objectsOf(transfer.caseName)).toHaveLength(1);
  });
});

describe("what finishes an upload", () => {
  test("is good for the caller who started it alone", async () => {
    const reply = await finish(await written(), { as: olle });

    expect(failureOf(reply)).toEqual(faultsIn("uploadToken"));
  });

  test("is good for the case alone for which it was started", async () => {
    const { name: caseName } = await open();

    const reply = await finish(await written(), { caseName });

    expect(failureOf(reply)).toEqual(faultsIn("uploadToken"));
    expect(await listed(caseName)).toEqual({});
  });

  test("is good until its time is over, and is made by us", async () => {
    const { name: caseName } = await open();
    const transfer = await started(caseName);
    const inTime = tokenUntil(caseName, "2999-01-01T00:00:00.000Z");
    const late = tokenUntil(caseName, new Date(Date.now() - 1_000).toISOString());
    const forged = `${inTime.slice(0, -4)}AAAA`;

    const failures = [];
    for (const token of [inTime, late, forged, "none"]) {
      failures.push(failureOf(await finish({ ...transfer, uploadToken: token })));
    }

    const bad = faultsIn("uploadToken");
    expect(failures).toEqual([mismatch, bad, bad, bad]);
  });
});

describe("a text over 25 MiB", () => {
  const large = Buffer.from("550 bounced, again and again\n".repeat(950_000));
  const nothing: PersonalDataDetector = { detect: async (texts) => texts.map(() => []) };

  test.each([
    ["holds personal data", "Card 4111 1111 1111 1111\n", localDetector(), "QUARANTINED"],
    ["holds none", "All is well.\n", nothing, "AVAILABLE"],
  ])("is searched later: one that %s", async (...[, line, detector, state]) => {
    const bytes = Buffer.concat([Buffer.from(line), large]);
    const attachment = await finished(await written({ bytes }));
    const [, customer = "", , caseId = ""] = attachment.name.split("/");
    const page = { order: "desc", limit: 1, internal: true } as const;
    const [entry] = await firestoreCases().history({ customer, caseId }, page);
    const download = () => call("GET", `/v2/${attachment.name}:download`, { as: anna });
    expect(attachment.state).toBe("SCANNING");
    expect(failureOf(await download())).toEqual({ status: 503, reason: "ATTACHMENT_SCANNING" });

    await inspect(
      { customer, caseId, id: entry?.id ?? "" },
      {
        cases: firestoreCases(),
        events: pubsubEvents(),
        files: cloudStorageFiles(),
        scanner: undefined,
        detector,
      },
      { at: new Date().toISOString(), eventId: `e${randomUUID()}` },
    );

    const { body } = await call("GET", `/v2/${attachment.name}`, { as: anna });
    expect(body).toMatchObject({ state, sizeBytes: String(bytes.length) });
    expect(body).not.toHaveProperty("scanned");
  });
});
