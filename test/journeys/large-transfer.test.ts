import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AttachmentResource } from "#platform/wire/attachment.ts";
import { createSubscriptions } from "../../scripts/stack/pubsub-setup.ts";
import { createBucket } from "../../scripts/stack/storage-setup.ts";
import { anna } from "../support/client.ts";
import { type OwnProcess, startOwnProcess } from "../support/own-process.ts";
import { callersOf } from "../support/request.ts";
import { projectId, resetData, scannerRuns, tokenFor } from "../support/server.ts";
import { transfer } from "../support/signed-transfer.ts";

const mebibyte = 1024 * 1024;
const pieces = 300;
const sizeBytes = pieces * mebibyte;

/** What design and issue allow a function, in MiB. */
const memoryMax = 256;

let own: OwnProcess;

beforeAll(async () => {
  await resetData();
  await createBucket(projectId, process.env["ATTACHMENT_BUCKET"] ?? "");
  own = await startOwnProcess({ memoryMebibytes: memoryMax });
  await createSubscriptions(projectId, own.eventsUrl);
});

afterAll(() => own?.kill());

/** Bytes of no format, of which each mebibyte is another one; made as they are asked for. */
function* generated(): Iterable<Uint8Array> {
  const piece = Buffer.alloc(mebibyte, createHash("sha512").update("a dump").digest());
  for (let index = 0; index < pieces; index += 1) {
    piece.writeUInt32BE(index, 8);
    yield Buffer.from(piece);
  }
}

async function sha256Of(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes) hash.update(piece);
  return hash.digest("hex");
}

async function downloaded(url: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await fetch(url, { headers });
  expect(status).toBe(200);
  return sha256Of(body ?? []);
}

describe("a signed transfer of 300 MiB", () => {
  test("comes back byte for byte, scanned, through functions that hold little of it", {
    timeout: 300_000,
  }, async () => {
    const anyone = callersOf(own.url)(anna);
    const { body } = await anyone.post("/v2/customers/1001/cases", {
      displayName: "The heap grows",
      description: "A dump of the heap is attached.",
      classification: { id: "gws-gmail-does-not-load" },
      priority: "P2",
    });
    await anyone.get(`/v2/${body.name}/attachments`);
    const idle = await own.peakMebibytes();
    const dump = { filename: "heap.dump", mimeType: "application/octet-stream", sizeBytes };

    const { name } = await transfer(own.url, String(body.name), { ...dump, bytes: generated });
    const now = async () => AttachmentResource.parse((await anyone.get(`/v2/${name}`)).body);
    const known = async () => (await now()).state !== "SCANNING";
    await expect.poll(known, { timeout: 120_000, interval: 200 }).toBe(true);
    const authorization = `Bearer ${tokenFor(anna)}`;
    const through = await downloaded(`${own.url}/v2/${name}:download`, { authorization });
    const address = JSON.parse((await anyone.get(`/v2/${name}:signedUrl`)).text);
    const past = await downloaded(String(Object(address).signedUrl));

    const peak = await own.peakMebibytes();
    console.log(`300 MiB: ${peak} MiB at the most, ${idle} MiB before`);
    expect(await now()).toMatchObject({ state: "AVAILABLE", sizeBytes: String(sizeBytes) });
    expect((await now()).scanned).toBe(scannerRuns ? true : undefined);
    const sent = await sha256Of(generated());
    expect([through, past]).toEqual([sent, sent]);
    expect(peak).toBeLessThan(memoryMax);
  });
});
