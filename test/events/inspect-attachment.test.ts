import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inspectAttachment } from "#events/inspect-attachment.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import type { AttachmentResource } from "#platform/wire/attachment.ts";
import { aino, anna, call, failureOf, olle, open, useServer } from "../support/client.ts";
import { startOwnInbox } from "../support/events.ts";
import { eventsOf, inspected, scanner, stateOf, told } from "../support/inspections.ts";
import { eicar } from "../support/malware.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { scannerRuns } from "../support/server.ts";
import { bytesOf, fetched, log, loseObjectsOf } from "../support/uploads.ts";

let handler: Handler;
let mailer: Handler;
let inbox: Awaited<ReturnType<typeof startOwnInbox>>;

beforeAll(async () => {
  inbox = await startOwnInbox();
});
useServer();
beforeAll(async () => {
  handler = await startHandler(inspectAttachment);
  mailer = await startHandler(mailFollowers);
});
beforeEach(() => inbox.clear());
afterAll(() => Promise.all([handler, mailer, inbox].map((part) => part?.stop())));

/** What asking for the bytes comes to, and for an address to them. */
async function askedFor({ name }: AttachmentResource, as = anna): Promise<unknown[]> {
  const address = await call("GET", `/v2/${name}:signedUrl`, { as });
  const { status, bytes } = await fetched(`${name}:download`, { as });
  const download = { ...address, status, body: JSON.parse(bytes.toString()) };
  return [download, address].map((reply) => failureOf(reply));
}

describe.skipIf(!scannerRuns)("inspectAttachment", () => {
  test("releases a clean file, which nobody could have before", async () => {
    const { attachment, event } = await told();
    const before = await askedFor(attachment);

    const status = await handler.push(event);

    const scanning = { status: 503, reason: "ATTACHMENT_SCANNING" };
    expect(attachment.state).toBe("SCANNING");
    expect(before).toEqual([scanning, scanning]);
    expect(status).toBe(204);
    expect(await stateOf(attachment)).toEqual({ state: "AVAILABLE", scanned: true });
    expect(await bytesOf(attachment.name)).toEqual(log);
  });

  test.each<[string, Uint8Array]>([
    ["the EICAR test file", eicar],
    ["an archive that holds it", zipSync({ "logs/a.txt": log, "b.txt": eicar })],
  ])("withholds %s for good, from agents too", async (_what, bytes) => {
    const { attachment, event } = await told({ filename: "x.bin", bytes });

    const statuses = [await handler.push(event), await handler.push(event)];

    const refused = { status: 400, reason: "ATTACHMENT_QUARANTINED" };
    expect(statuses).toEqual([204, 204]);
    expect(await stateOf(attachment)).toMatchObject({
      state: "QUARANTINED",
      quarantineCause: "MALWARE",
    });
    for (const as of [anna, olle, aino]) {
      expect(await askedFor(attachment, as)).toEqual([refused, refused]);
    }
  });

  test("has followers, creator and whoever attached it told, once, in words that a person understands", async () => {
    const baker = "baker@lindqvist.example";
    const { name } = await open({ subscriberEmailAddresses: [baker] });
    const file = { as: olle, filename: "faktura.txt", bytes: eicar };
    const { attachment, event } = await told(file, name);
    await Promise.all([handler.push(event), handler.push(event)]);
    const found = await eventsOf(attachment.name, "attachment.quarantined");

    for (const each of [...found, ...found]) await mailer.push(each);

    const mails = inbox.messages().toSorted((a, b) => (a.to.join() < b.to.join() ? -1 : 1));
    expect(mails.map(({ to }) => to)).toEqual([[anna], [baker], [olle]]);
    const id = name.split("/").at(-1);
    expect(mails.map(({ subject }) => subject)).toEqual(
      Array(3).fill(`[Case ${id}] File withheld: Mail is late`),
    );
    expect(mails[2]?.text.trim().split("\n")).toEqual([
      "A file of this case cannot be downloaded, because it does harm: faktura.txt",
      "Ask support in a comment to remove it, and attach a clean copy.",
      "",
      `Case ${id} for Lindqvist Bageri AB, priority P2`,
      `Read and answer it here: https://portal.support.example/${name}`,
      "",
      "You get this mail because you attached the file.",
    ]);
    expect(mails[1]?.text).toContain("because the case is shared with you.");
  });

  test("leaves a file alone that was removed meanwhile", async () => {
    const { attachment, event } = await told({ bytes: eicar });
    const reason = { reason: "On request." };
    await call("POST", `/v2/${attachment.name}:remove`, { as: aino, body: reason });

    const status = await handler.push(event);

    expect(status).toBe(204);
    expect(await eventsOf(attachment.name, "attachment.quarantined")).toEqual([]);
    expect((await call("GET", `/v2/${attachment.name}`, { as: aino })).status).toBe(404);
  });

  test("that is removed while it is scanned stays removed, and nobody is told more", async () => {
    const { attachment, event } = await told({ bytes: eicar });
    const removing = {
      scan: async (bytes: AsyncIterable<Uint8Array>) => {
        const verdict = await scanner.scan(bytes);
        const reason = { reason: "On request." };
        await call("POST", `/v2/${attachment.name}:remove`, { as: aino, body: reason });
        return verdict;
      },
    };

    await inspected(event, { scanner: removing });

    expect(await eventsOf(attachment.name, "attachment.quarantined")).toEqual([]);
    expect((await call("GET", `/v2/${attachment.name}`, { as: aino })).status).toBe(404);
  });

  test("marks a file LOST whose bytes are gone", async () => {
    const { attachment, event } = await told();
    await loseObjectsOf(attachment.name.split("/attachments")[0] ?? "");

    const status = await handler.push(event);

    expect(status).toBe(204);
    expect(await stateOf(attachment)).toEqual({ state: "LOST" });
    const [{ reason }] = (await askedFor(attachment)) as [{ reason: string }];
    expect(reason).toBe("ATTACHMENT_LOST");
  });

  test.each(["comment.created", "attachment.removed", "attachment.quarantined"] as const)(
    "looks at nothing for an event of another type (%s)",
    async (type) => {
      const { attachment, event } = await told();

      expect(await handler.push({ ...event, type })).toBe(204);

      expect(await stateOf(attachment)).toEqual({ state: "SCANNING" });
    },
  );
});

test("a message that is no event fails, to be looked at among the dead letters", async () => {
  expect(await handler.push({ type: "attachment.created" })).toBe(500);
});
