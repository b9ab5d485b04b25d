import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor } from "#domain/attachment.ts";
import { attach } from "#domain/attachment-rules.ts";
import type { Case } from "#domain/case.ts";
import { close } from "#domain/case-rules.ts";
import { comment } from "#domain/comment-rules.ts";
import { eventOf } from "#domain/decision.ts";
import type { CaseEvent } from "#domain/event.ts";
import { recall } from "#domain/recall.ts";
import type { RecallWish } from "#domain/recall-wish.ts";
import { discardAttachment } from "#events/discard-attachment.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { newChildId } from "#platform/ids.ts";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import { createBucket } from "../../scripts/stack/storage-setup.ts";
import { alfa, anAgentStamp, anAsk } from "../support/builders.ts";
import { happens, putCase, startOwnInbox } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { projectId, resetData } from "../support/server.ts";

const baker = "baker@lindqvist.example";
const secret = "Quillon Zabrak";
const followed = { followers: [{ email: baker, sharedBy: [alfa] }] };

let inbox: Inbox;
let handler: Handler;
let discarder: Handler;

beforeAll(async () => {
  inbox = await startOwnInbox();
  handler = await startHandler(mailFollowers);
  discarder = await startHandler(discardAttachment);
  await resetData();
  await createBucket(projectId, process.env["ATTACHMENT_BUCKET"] ?? "");
});

beforeEach(() => {
  inbox.clear();
  inbox.fail("none");
});

afterAll(() => Promise.all([handler?.stop(), discarder?.stop(), inbox?.stop()]));

describe("a mail that has not gone out", () => {
  test("shows the comment without what was recalled since", async () => {
    const opened = await putCase(followed);
    const said = await happens(opened, (current, stamp) =>
      comment(current, { id: newChildId(), body: `Ask ${secret}.` }, stamp),
    );

    await recalled(opened, { texts: [secret] });
    await handler.push(said);

    expect(mail()).toContain("Ask [RECALLED-1].");
    expect(mail()).not.toContain(secret);
  });

  test("shows title, description and names of files without it too", async () => {
    const displayName = `For ${secret}`;
    const opened = await putCase({ ...followed, displayName, description: `By ${secret}` });
    const closed = await happens(opened, close);
    const attached = await happens(opened, (current, stamp) =>
      attach({ ...current, state: "NEW" }, aFile(`${secret}.txt`), stamp),
    );

    await recalled(opened, { texts: [secret] });
    for (const event of [closed, attached]) await handler.push(event);

    expect(mail()).toContain("Closed: For [RECALLED-1]");
    expect(mail()).toContain("attached a file: [RECALLED-1].txt");
    expect(mail()).not.toContain(secret);
  });
});

test("nobody is mailed of the recall itself", async () => {
  const opened = await putCase(followed);

  const { event } = await recalled(opened, { texts: [secret] });
  const status = await handler.push(event);

  expect(status).toBe(204);
  expect(inbox.messages()).toEqual([]);
});

test("a mail that went out before is certified, with the time, as beyond recall", async () => {
  const opened = await putCase({ ...followed, description: `By ${secret}` });
  const said = await happens(opened, (current, stamp) =>
    comment(current, { id: newChildId(), body: `Ask ${secret}.` }, stamp),
  );
  await handler.push(said);

  const { mails } = await recalled(opened, { texts: [secret] });

  expect(mails).toEqual([
    { eventId: said.id, email: baker, sentAt: expect.any(String), internal: false },
  ]);
});

test("a mail whose sending failed is certified without a time, for the mail server may have taken it", async () => {
  const opened = await putCase(followed);
  const said = await happens(opened, (current, stamp) =>
    comment(current, { id: newChildId(), body: `Ask ${secret}.` }, stamp),
  );
  inbox.fail("drop");
  await handler.push(said);

  const { mails } = await recalled(opened, { texts: [secret] });

  expect(mails).toEqual([{ eventId: said.id, email: baker, internal: false }]);
});

test("a mail that was withdrawn is not certified, for nobody got it", async () => {
  const opened = await putCase(followed);
  const said = await happens(opened, (current, stamp) =>
    comment(current, { id: newChildId(), body: `Ask ${secret}.` }, stamp),
  );
  const [key, at] = [{ eventId: said.id, email: baker }, new Date().toISOString()];
  await firestoreDeliveries().claim(key, at);
  await firestoreDeliveries().settle(key, "withdrawn", at);

  const { mails } = await recalled(opened, { texts: [secret] });

  expect(mails).toEqual([]);
});

describe("a recall whose request died", () => {
  test("has the bytes of its files removed by its event, however often that is delivered", async () => {
    const opened = await putCase();
    const object = objectFor(keyOf(opened), "a1", new Date().toISOString());
    const files = cloudStorageFiles();
    const { generation } = await files.put(object, Buffer.from("a scan"), "text/plain");
    const file = { ...aFile("scan.txt"), object, generation };
    await happens(opened, (current, stamp) => attach(current, file, stamp));

    const { event } = await recalled(opened, { attachments: ["a1"] });
    const before = await files.stat(object);
    const statuses = [await discarder.push(event), await discarder.push(event)];

    expect(before).toMatchObject({ object, generation });
    expect(statuses).toEqual([204, 204]);
    expect(await files.stat(object)).toBeUndefined();
  });
});

/** Recalls as the function does, by an agent, and publishes nothing. */
async function recalled(on: Case, wish: Partial<RecallWish>) {
  const stamp = anAgentStamp({ at: new Date().toISOString(), eventId: newChildId() });
  const { eventId, at } = stamp;
  const ask = anAsk({ customer: on.customer, eventId, receiptId: eventId, at });
  const full = { texts: [], fields: [], attachments: [], reason: "Personal.", ...wish };
  const decision = await firestoreRecalls().change(
    { ...ask, ...keyOf(on) },
    async (found, dossierOf) => {
      if (!found.case) throw new Error(`There is no case ${on.id}.`);
      const outcome = recall(await dossierOf(found.case), full, { stamp, found: [] });
      const event = eventOf(outcome.change, eventId);
      return { change: outcome.change, recall: outcome, reply: {}, ...(event && { event }) };
    },
  );
  if (!decision.event || !decision.recall) throw new Error("Nothing was recalled.");
  const event: CaseEvent = decision.event;
  return { event, mails: decision.recall.certificate.mails };
}

function keyOf({ customer, id }: Case) {
  return { customer, caseId: id };
}

function aFile(filename: string): Parameters<typeof attach>[1] {
  return {
    id: "a1",
    filename,
    mimeType: "text/plain",
    sizeBytes: 6,
    object: "2026-03-10T12/1001/100000000001/a1",
    generation: "7",
    archive: false,
    unsearched: false,
    screenLater: false,
    toBeScanned: false,
  };
}

/** All that reached the inbox, subjects and bodies. */
function mail(): string {
  return inbox
    .messages()
    .map(({ subject, text, html }) => [subject, text, html].join("\n"))
    .join("\n");
}
