import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { writeChange } from "#adapters/firestore/case-writes.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { type Attachment, objectFor, rewritten } from "#domain/attachment.ts";
import type { Case } from "#domain/case.ts";
import { comment } from "#domain/comment-rules.ts";
import type { FileRecords } from "#domain/file-records.ts";
import type { FileStore, StoredFile } from "#domain/file-store.ts";
import { hourMs, plus } from "#domain/instant.ts";
import { sweepAttachments } from "#events/sweep-attachments.ts";
import { sweepFiles } from "#platform/sweep-files.ts";
import { createBucket } from "../../scripts/stack/storage-setup.ts";
import { anAttachment } from "../support/attachments.ts";
import { happens, putCase } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { projectId, resetData } from "../support/server.ts";

const files = cloudStorageFiles();
const services = { files, records: firestoreFileRecords(), cases: firestoreCases() };
const bytes = Buffer.from("550 bounced\n");

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(sweepAttachments);
  await createBucket(projectId, process.env["ATTACHMENT_BUCKET"] ?? "");
});

beforeEach(async () => {
  await resetData();
  for await (const file of files.list("", "~")) await files.remove(file);
});

afterAll(() => handler?.stop());

/** What a sweep does that begins so many hours from now. */
const sweepIn = (hours: number, over: Partial<typeof services> = {}) =>
  sweepFiles(plus(new Date().toISOString(), hours * hourMs), { ...services, ...over });

const objectNow = ({ customer, id }: Case, name = "a1") =>
  objectFor({ customer, caseId: id }, name, new Date().toISOString());

/** Bytes that no record stands for, as they are left where a process dies before it has linked them. */
async function aStray(on: Case, name = "a1"): Promise<StoredFile> {
  return files.put(objectNow(on, name), bytes, "text/plain");
}

/** A record, and its bytes unless told otherwise. */
async function aFile(
  on: Case,
  { over = {}, stored = true }: { over?: Partial<Attachment>; stored?: boolean } = {},
): Promise<Attachment> {
  const createdAt = new Date().toISOString();
  const object = over.object ?? objectNow(on, over.id);
  const file = stored ? await files.put(object, bytes, "text/plain") : { generation: "7" };
  const { generation } = file;
  const attachment = anAttachment({ createdAt, object, generation, ...over });
  await firestore().runTransaction(async (transaction) =>
    writeChange(transaction, { before: on, change: { case: on, attachment } }),
  );
  return attachment;
}

const stateOf = async ({ customer, id }: Case): Promise<unknown> => {
  const page = { order: "asc", limit: 100, internal: true } as const;
  const [attachment] = await services.cases.attachments({ customer, caseId: id }, page);
  return attachment?.state;
};

describe("bytes without a record", () => {
  test("are gone after a sweep a day later", async () => {
    const { object } = await aStray(await putCase());

    expect(await sweepIn(25)).toEqual({ removed: 1, lost: 0 });

    expect(await files.stat(object)).toBeUndefined();
  });

  test("stay while they are younger than a day: their upload may yet be finished", async () => {
    const { object } = await aStray(await putCase());

    const tallies = [await sweepIn(0), await sweepIn(23.9)];

    expect(tallies).toEqual([
      { removed: 0, lost: 0 },
      { removed: 0, lost: 0 },
    ]);
    expect(await files.stat(object)).toBeDefined();
    expect(await sweepIn(25)).toEqual({ removed: 1, lost: 0 });
  });

  test("are removed where the file was rewritten, and the rewritten ones stay", async () => {
    const on = await putCase();
    const { object } = await aStray(on);
    const kept = await aFile(on, { over: { object: rewritten(object) } });

    expect(await sweepIn(25)).toEqual({ removed: 1, lost: 0 });

    expect(await files.stat(object)).toBeUndefined();
    expect(await files.stat(kept.object)).toBeDefined();
    expect(await stateOf(on)).toBe("AVAILABLE");
  });

  test("are removed under the id of a comment, and of a case that does not exist", async () => {
    const on = await putCase();
    await happens(on, (current, stamp) =>
      comment(current, { id: "c1", body: "Still late." }, stamp),
    );
    await aStray(on, "c1");
    await aStray({ ...on, id: "99" });

    expect(await sweepIn(25)).toEqual({ removed: 2, lost: 0 });
  });

  test("are left alone under names that are not ours, however old", async () => {
    const names = ["1999/backup.tar", "2026-1/x", "2026-03-10T12/1001/7", "0/1001/7/a1", "a1"];
    const foreign = await Promise.all(names.map((name) => files.put(name, bytes, "text/plain")));

    expect(await sweepIn(25)).toEqual({ removed: 0, lost: 0 });

    for (const { object } of foreign) expect(await files.stat(object)).toBeDefined();
  });

  test("stay at the tick of a new deployment, which notes how far it came", async () => {
    const { object } = await aStray(await putCase());

    const status = await handler.push({});

    expect(status).toBe(204);
    expect(await files.stat(object)).toBeDefined();
    const sweptUntil = Date.parse((await services.records.sweptUntil()) ?? "");
    expect(Math.round((Date.now() - sweptUntil) / hourMs)).toBe(24);
  });
});

describe("a record without bytes", () => {
  test("is marked LOST, once, and one with its bytes is not", async () => {
    const [lost, whole] = [await putCase(), await putCase()];
    await aFile(lost, { stored: false });
    await aFile(whole);

    const tallies = [await sweepIn(25), await sweepIn(25.1), await sweepIn(49)];

    expect(tallies).toEqual([
      { removed: 0, lost: 1 },
      { removed: 0, lost: 0 },
      { removed: 0, lost: 0 },
    ]);
    expect([await stateOf(lost), await stateOf(whole)]).toEqual(["LOST", "AVAILABLE"]);
  });

  test("is marked LOST where other bytes lie under its name than those that were attached", async () => {
    const on = await putCase();
    await aFile(on, { over: { generation: "7" } });

    await sweepIn(25);

    expect(await stateOf(on)).toBe("LOST");
  });

  test("is not marked while it is younger than a day", async () => {
    const on = await putCase();
    await aFile(on, { stored: false });

    await sweepIn(23.9);

    expect(await stateOf(on)).toBe("AVAILABLE");
  });
});

describe("a run that is killed", () => {
  const noNote: FileRecords = {
    ...services.records,
    noteSweptUntil: () => Promise.reject(new Error("Killed.")),
  };

  test.each<[string, Partial<typeof services>]>([
    ["before it removes anything", { files: dyingAt("remove", 1) }],
    ["while it removes", { files: dyingAt("remove", 3) }],
    ["while it marks", { files: dyingAt("stat", 2) }],
    ["before it notes how far it came", { records: noNote }],
  ])("%s comes to the same when it is run again", async (_when, over) => {
    const cases = await Promise.all([1, 2, 3, 4].map(() => putCase()));
    const strays = await Promise.all(cases.map((on) => aStray(on, "stray")));
    const [lost, whole] = cases;
    if (!lost || !whole) throw new Error("No cases.");
    await aFile(lost, { stored: false });
    await aFile(whole);

    const killed = sweepIn(25, over);

    await expect(killed).rejects.toThrow("Killed.");
    await sweepIn(25.1);
    const left = await Promise.all(strays.map(({ object }) => files.stat(object)));
    expect(left.filter((file) => file !== undefined)).toEqual([]);
    expect([await stateOf(lost), await stateOf(whole)]).toEqual(["LOST", "AVAILABLE"]);
  });
});

test("hundreds are dealt with in one run, in several batches and pages", async () => {
  const cases = await Promise.all(Array.from({ length: 13 }, () => putCase()));
  const names = Array.from({ length: 20 }, (_, index) => `a${index}`);
  for (const on of cases) {
    const even = names.filter((_, index) => index % 2 === 0);
    const odd = names.filter((_, index) => index % 2 === 1);
    await Promise.all([
      ...even.map((name) => aStray(on, name)),
      ...odd.slice(1).map((id) => aFile(on, { over: { id } })),
      ...odd.slice(0, 1).map((id) => aFile(on, { over: { id }, stored: false })),
    ]);
  }

  const tally = await sweepIn(25);

  expect(tally).toEqual({ removed: 130, lost: 13 });
  const left = await Array.fromAsync(files.list("", "~"));
  expect(left).toHaveLength(117);
});

test("how far it came is not taken back where a tick comes late or twice", async () => {
  const { object } = await aStray(await putCase());
  await sweepIn(25);
  await files.put(object, bytes, "text/plain");

  expect(await sweepIn(24)).toEqual({ removed: 0, lost: 0 });

  expect(await services.records.sweptUntil()).toMatch(/^\d{4}/);
  expect(await files.stat(object)).toBeDefined();
});

/** Breaks off at the n-th step of one kind, as a process does that dies there. */
function dyingAt(step: "remove" | "stat", at: number): FileStore {
  let count = 0;
  const counted = () => {
    count += 1;
    if (count >= at) throw new Error("Killed.");
  };
  return {
    ...files,
    ...(step === "remove"
      ? { remove: async (file) => (counted(), files.remove(file)) }
      : { stat: async (object) => (counted(), files.stat(object)) }),
  };
}
