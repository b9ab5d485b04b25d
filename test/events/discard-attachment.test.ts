import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor } from "#domain/attachment.ts";
import { attach, remove } from "#domain/attachment-rules.ts";
import type { Case } from "#domain/case.ts";
import type { CaseEvent } from "#domain/event.ts";
import type { StoredFile } from "#domain/file-store.ts";
import { discardAttachment } from "#events/discard-attachment.ts";
import { createBucket } from "../../scripts/stack/storage-setup.ts";
import { anAttachment } from "../support/attachments.ts";
import { anAgentStamp } from "../support/builders.ts";
import { happens, putCase } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { projectId, resetData } from "../support/server.ts";

const files = cloudStorageFiles();
const bytes = Buffer.from("550 bounced\n");

let handler: Handler;

beforeAll(async () => {
  handler = await startHandler(discardAttachment);
  await resetData();
  await createBucket(projectId, process.env["ATTACHMENT_BUCKET"] ?? "");
});

afterAll(() => handler?.stop());

type Attached = { on: Case; file: StoredFile; event: CaseEvent };

/** A file on a case, and what was told of it. */
async function attached(): Promise<Attached> {
  const id = "a1";
  const on = await putCase();
  const of = { customer: on.customer, caseId: on.id };
  const object = objectFor(of, id, new Date().toISOString());
  const file = await files.put(object, bytes, "text/plain");
  const { generation, sizeBytes } = file;
  const { filename, mimeType, archive, screenLater } = anAttachment();
  const told = { filename, mimeType, archive, unsearched: false, screenLater };
  const known = { id, ...told, toBeScanned: false };
  const event = await happens(on, (current, stamp) =>
    attach(current, { ...known, object, generation, sizeBytes }, stamp),
  );
  return { on, file, event };
}

/** Its removal by an agent whose request dies before it has removed the bytes. */
function removal({ on, file }: Attached): Promise<CaseEvent> {
  const { object, generation } = file;
  const attachment = anAttachment({ object, generation });
  const stamp = anAgentStamp({ at: new Date().toISOString(), eventId: `e${on.id}` });
  return happens(
    on,
    (current, given) => remove(current, attachment, { stamp: given, reason: "On request." }),
    stamp,
  );
}

describe("discardAttachment", () => {
  test("removes the bytes of a removed file though its request did not, and once more does nothing", async () => {
    const given = await attached();
    const event = await removal(given);
    const before = await files.stat(given.file.object);

    const statuses = [await handler.push(event), await handler.push(event)];

    expect(before).toEqual(given.file);
    expect(statuses).toEqual([204, 204]);
    expect(await files.stat(given.file.object)).toBeUndefined();
  });

  test("delivered twice at the same time does the same", async () => {
    const given = await attached();
    const event = await removal(given);

    const statuses = await Promise.all([1, 2, 3].map(() => handler.push(event)));

    expect(statuses).toEqual([204, 204, 204]);
    expect(await files.stat(given.file.object)).toBeUndefined();
  });

  test("leaves other files alone, those of the same case included", async () => {
    const [given, other] = [await attached(), await attached()];
    const sibling = `${given.file.object}b`;
    await files.put(sibling, bytes, "text/plain");

    await handler.push(await removal(given));

    expect(await files.stat(other.file.object)).toEqual(other.file);
    expect(await files.stat(sibling)).toMatchObject({ object: sibling });
  });

  test.each(["attachment.created", "attachment.quarantined", "comment.created"] as const)(
    "removes nothing for an event of another type (%s)",
    async (type) => {
      const { file, event } = await attached();

      const status = await handler.push({ ...event, type });

      expect(status).toBe(204);
      expect(await files.stat(file.object)).toEqual(file);
    },
  );

  test("removes nothing where an event calls a file removed that stands", async () => {
    const { file, event } = await attached();

    const status = await handler.push({ ...event, type: "attachment.removed" });

    expect(status).toBe(204);
    expect(await files.stat(file.object)).toEqual(file);
  });

  test("removes nothing of what was written under the name since", async () => {
    const given = await attached();
    const event = await removal(given);
    await files.remove(given.file);
    const since = await files.put(given.file.object, Buffer.from("another"), "text/plain");

    const status = await handler.push(event);

    expect(status).toBe(204);
    expect(await files.stat(given.file.object)).toEqual(since);
  });

  test("settles an event of a case that does not exist", async () => {
    const event = await removal(await attached());

    expect(await handler.push({ ...event, caseId: "99" })).toBe(204);
  });
});
