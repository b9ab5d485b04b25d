import { beforeAll, describe, expect, test } from "vitest";
import { writeChange } from "#adapters/firestore/case-writes.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import type { Attachment } from "#domain/attachment.ts";
import { remove } from "#domain/attachment-rules.ts";
import type { Case } from "#domain/case.ts";
import { comment } from "#domain/comment-rules.ts";
import { anAttachment } from "../support/attachments.ts";
import { anAgentStamp } from "../support/builders.ts";
import { happens, putCase } from "../support/events.ts";
import { resetData } from "../support/server.ts";

const records = firestoreFileRecords();
const hour = "2026-03-10T12";

beforeAll(resetData);

/** Puts a file on record as it is given, under a case of its own unless told. */
async function put(over: Partial<Attachment> = {}, on?: Case): Promise<Attachment & { of: Case }> {
  const of = on ?? (await putCase());
  const id = over.id ?? "a1";
  const object = `${hour}/${of.customer}/${of.id}/${id}`;
  const attachment = anAttachment({ object, ...over });
  await firestore().runTransaction(async (transaction) =>
    writeChange(transaction, { before: of, change: { case: of, attachment } }),
  );
  return { ...attachment, of };
}

describe("what is held", () => {
  test("is the object that an attachment stands on, whatever its state", async () => {
    const states = ["SCANNING", "AVAILABLE", "QUARANTINED", "LOST"] as const;
    const files = await Promise.all(states.map((state) => put({ state })));
    const objects = files.map(({ object }) => object);

    expect([...(await records.held(objects))].toSorted()).toEqual(objects.toSorted());
  });

  test("is the rewritten object alone, where a file was rewritten", async () => {
    const on = await putCase();
    const came = `${hour}/1001/${on.id}/a1`;
    await put({ object: `${came}-r` }, on);

    expect([...(await records.held([came, `${came}-r`]))]).toEqual([`${came}-r`]);
  });

  test("is no object of a removed attachment, of a comment, of no record, or with another's name", async () => {
    const removed = await put();
    await happens(
      removed.of,
      (current, stamp) => remove(current, removed, { stamp, reason: "On request." }),
      anAgentStamp({ at: new Date().toISOString(), eventId: `e${removed.of.id}` }),
    );
    await happens(removed.of, (current, stamp) =>
      comment(current, { id: "c1", body: "Still late." }, stamp),
    );
    const inCase = `${hour}/1001/${removed.of.id}`;

    const held = await records.held([
      removed.object,
      `${inCase}/c1`,
      `${inCase}/none`,
      "backups/2026.tar",
      "a1",
    ]);

    expect([...held]).toEqual([]);
  });

  test("is not what lies under another hour than its own", async () => {
    const { object } = await put();

    expect([...(await records.held([object.replace(hour, "2026-03-10T13")]))]).toEqual([]);
  });

  test("is nothing where nothing is asked", async () => {
    expect([...(await records.held([]))]).toEqual([]);
  });

  test("is found among hundreds", async () => {
    const { object } = await put();
    const others = Array.from({ length: 300 }, (_, index) => `${object}x${index}`);

    expect([...(await records.held([...others, object]))]).toEqual([object]);
  });
});

describe("attachments of a time", () => {
  const from = "2025-05-01T10:00:00.000Z";
  const to = "2025-05-01T11:00:00.000Z";

  test("are those from its beginning to before its end, oldest first", async () => {
    for (const [id, createdAt] of [
      ["end", to],
      ["last", "2025-05-01T10:59:59.999Z"],
      ["first", from],
      ["before", "2025-05-01T09:59:59.999Z"],
    ] as const) {
      await put({ id, createdAt });
    }

    const page = await records.attachedBetween({ from, to }, undefined, 10);

    expect(page.map(({ attachment }) => attachment.id)).toEqual(["first", "last"]);
    const [first] = page;
    expect(first?.attachment.object).toBe(
      `${hour}/${first?.of.customer}/${first?.of.caseId}/first`,
    );
  });

  test("come page by page, each once, those of one instant included", async () => {
    const createdAt = "2025-06-01T10:00:00.000Z";
    const of = await putCase();
    for (const id of ["a1", "a2", "a3"]) await put({ id, createdAt }, of);
    for (const id of ["b1", "b2"]) await put({ id, createdAt });
    const period = { from: createdAt, to: "2025-06-01T10:00:00.001Z" };

    const seen: string[] = [];
    let after: Parameters<typeof records.attachedBetween>[1];
    for (;;) {
      const page = await records.attachedBetween(period, after, 2);
      seen.push(...page.map(({ attachment }) => attachment.id));
      after = page.at(-1);
      if (page.length < 2) break;
    }

    expect(seen.toSorted()).toEqual(["a1", "a2", "a3", "b1", "b2"]);
  });

  test("are no removed ones and no comments", async () => {
    const createdAt = "2025-07-01T10:00:00.000Z";
    const removed = await put({ createdAt });
    await happens(
      removed.of,
      (current, stamp) => remove(current, removed, { stamp, reason: "On request." }),
      anAgentStamp({ at: createdAt, eventId: `e${removed.of.id}` }),
    );
    await happens(
      removed.of,
      (current, stamp) => comment(current, { id: "c1", body: "Late." }, stamp),
      { at: createdAt },
    );
    const period = { from: createdAt, to: "2025-07-01T11:00:00.000Z" };

    expect(await records.attachedBetween(period, undefined, 10)).toEqual([]);
  });
});

test("how far a sweep came is unknown at first, and then what was noted last", async () => {
  expect(await records.sweptUntil()).toBeUndefined();

  await records.noteSweptUntil("2026-03-10T12:00:00.000Z");
  await records.noteSweptUntil("2026-03-10T13:00:00.001Z");

  expect(await records.sweptUntil()).toBe("2026-03-10T13:00:00.001Z");
});
