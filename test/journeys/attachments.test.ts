import { once } from "node:events";
import { createServer, request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { hourMs, plus } from "#domain/instant.ts";
import { sweepFiles } from "#platform/sweep-files.ts";
import type { AttachmentResource } from "#platform/wire/attachment.ts";
import { aino, anna, call, failureOf, olle, open, useServer } from "../support/client.ts";
import { startOwnInbox } from "../support/events.ts";
import { stateOf } from "../support/inspections.ts";
import { mailArrives, mailsTo } from "../support/mailbox.ts";
import { eicar } from "../support/malware.ts";
import { type OwnProcess, startOwnProcess } from "../support/own-process.ts";
import { scannerRuns, startEvents, tokenFor } from "../support/server.ts";
import { attached, bytesOf, log, objectsOf } from "../support/uploads.ts";

const baker = "baker@lindqvist.example";

/** Processes and servers to end after each test. */
const ends: (() => unknown)[] = [];

let inbox: Awaited<ReturnType<typeof startOwnInbox>>;
let events: Awaited<ReturnType<typeof startEvents>>;

beforeAll(async () => {
  inbox = await startOwnInbox();
});
useServer();
beforeAll(async () => {
  events = await startEvents();
});
beforeEach(() => inbox.clear());
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));
afterAll(() => Promise.all([events, inbox].map((part) => part?.stop())));

const scanned = (attachment: AttachmentResource) =>
  expect.poll(() => stateOf(attachment), { timeout: 20_000 }).not.toEqual({ state: "SCANNING" });

/** The sweep of a day later. */
const sweep = () =>
  sweepFiles(plus(new Date().toISOString(), 25 * hourMs), {
    files: cloudStorageFiles(),
    records: firestoreFileRecords(),
    cases: firestoreCases(),
  });

describe("a file's life", () => {
  test("attached, scanned, read by all parties, removed by support, and gone", async () => {
    const { name } = await open({ subscriberEmailAddresses: [baker] });
    const attachment = await attached(name, { filename: "bounce.log" });
    await scanned(attachment);

    const read = [await bytesOf(attachment.name), await bytesOf(attachment.name, olle)];
    await call("POST", `/v2/${attachment.name}:remove`, { as: aino, body: { reason: "Asked." } });

    expect(read).toEqual([log, log]);
    await mailArrives(baker, ({ subject }) => subject.includes("New file"));
    await mailArrives(baker, ({ subject }) => subject.includes("File removed"));
    const feed = await call("GET", `/v2/${name}:showFeed`, { as: anna });
    expect(feed.body).toMatchObject({
      feedItems: [{ deletedAttachment: { filename: "bounce.log", reason: "Asked." } }],
    });
    expect(await objectsOf(name)).toEqual([]);
  });

  test.skipIf(!scannerRuns)(
    "that does harm is withheld, and whoever attached it is told once",
    async () => {
      const { name } = await open({ subscriberEmailAddresses: [baker] });
      const attachment = await attached(name, { as: olle, filename: "faktura.txt", bytes: eicar });
      await scanned(attachment);

      const withheld = await call("GET", `/v2/${attachment.name}:signedUrl`, { as: olle });

      expect(failureOf(withheld)).toEqual({ status: 400, reason: "ATTACHMENT_QUARANTINED" });
      for (const address of [olle, baker, anna]) {
        await mailArrives(address, ({ subject }) => subject.includes("File withheld"));
      }
      const told = (await mailsTo(olle)).filter(({ subject }) => subject.includes("File withheld"));
      expect(told).toHaveLength(1);
    },
  );
});

describe("a front door that is killed", () => {
  test("between object and record leaves nothing that anybody sees, and the sweep nothing at all", async () => {
    const { name } = await open();
    const own = await startDoor(await storeThatEnds(() => void own.kill()));

    const answer = await uploadThrough(own, name).catch(() => "none");

    expect(answer).toBe("none");
    const { body } = await call("GET", `/v2/${name}/attachments`, { as: anna });
    expect(body).toEqual({});
    expect(await objectsOf(name)).toHaveLength(1);
    await sweep();
    expect(await objectsOf(name)).toEqual([]);
  });

  test("right behind its answer has stored what it answered: the file can be read", async () => {
    const { name } = await open();
    const own = await startDoor(process.env["STORAGE_EMULATOR_HOST"] ?? "");

    const answer = await uploadThrough(own, name);
    await own.kill();

    const attachment = Object(answer);
    await scanned(attachment);
    expect(await bytesOf(attachment.name)).toEqual(log);
  });
});

async function startDoor(objectStore: string): Promise<OwnProcess> {
  const environment = { STORAGE_EMULATOR_HOST: objectStore };
  const own = await startOwnProcess({ memoryMebibytes: 512, environment });
  ends.push(() => own.kill());
  return own;
}

/** The object store, as it is seen by whoever dies when it has stored something and not yet answered. */
async function storeThatEnds(end: () => void): Promise<string> {
  const target = process.env["STORAGE_EMULATOR_HOST"] ?? "";
  const between = createServer((coming, answer) => {
    const { method = "GET", url = "/", headers } = coming;
    const going = request(target + url, { method, headers }, (stored) => {
      stored.resume().once("end", () => {
        end();
        answer.destroy();
      });
    });
    coming.pipe(going);
  });
  between.listen(0, "127.0.0.1");
  await once(between, "listening");
  ends.push(() => {
    between.close();
    between.closeAllConnections();
  });
  const address = between.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

/** Uploads a log through that process; rejects where it dies before it answers. */
async function uploadThrough(own: OwnProcess, caseName: string): Promise<unknown> {
  const path = `/upload/v2/${caseName}/attachments?attachment.filename=log.txt`;
  const response = await fetch(own.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${tokenFor(anna)}` },
    body: new Uint8Array(log),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}
