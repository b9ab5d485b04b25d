import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firestore, toDocument } from "#adapters/firestore/client.ts";
import { feedDoc } from "#adapters/firestore/documents.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { objectFor } from "#domain/attachment.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { anAttachment } from "../support/attachments.ts";
import { aComment } from "../support/builders.ts";
import {
  aino,
  anna,
  call,
  keepsThePromisesOfWrites,
  newCase,
  olle,
  open,
  type Reply,
  stored,
  useServer,
} from "../support/client.ts";
import { everythingStored, whereStored } from "../support/stored-texts.ts";

useServer();

const reason = "It must not stand here.";
const secret = "Quillon Zabrak";

function recall(name: string, body: object, { as = aino, query = "" } = {}): Promise<Reply> {
  return call("POST", `/v2/${name}:recallPersonalData${query}`, { as, body: { reason, ...body } });
}

function say(name: string, body: object, { as = anna, query = "" } = {}): Promise<Reply> {
  return call("POST", `/v2/${name}/comments${query}`, { as, body });
}

function keyOf(name: string): CaseKey {
  const [, customer = "", , caseId = ""] = name.split("/");
  return { customer, caseId };
}

/** How many cases a search finds. */
async function found(query: string): Promise<number> {
  const { body } = await call("GET", `/v2/cases:search?query=${query}`, { as: anna });
  return Object(body).cases?.length ?? 0;
}

/** Ways in which a text comes to stand in a case that is opened with it or without. */
const ways: Record<string, (name: string, text: string) => Promise<unknown>> = {
  comment: (name, text) => say(name, { body: `Ask ${text}, please.` }),
  "comment by key": (name, text) => say(name, { body: text }, { query: `?requestId=${name}` }),
  note: (name, text) => say(name, { body: `It was ${text}.`, internal: true }, { as: aino }),
  title: (name, text) => patch(name, { displayName: `For ${text}` }),
  "title that was changed again": async (name, text) => {
    await patch(name, { displayName: `For ${text}` });
    await patch(name, { displayName: "For somebody" });
  },
  "unchanged outcome by key": async (name, text) => {
    const displayName = `About ${text}`;
    await patch(name, { displayName });
    await patch(name, { displayName }, `&requestId=same-${name}`);
    await patch(name, { displayName: "About somebody" });
  },
  reason: (name, text) =>
    call("PATCH", `/v2/${name}?updateMask=priority&reason=${encodeURIComponent(text)}`, {
      as: aino,
      body: { priority: "P3" },
    }),
  escalation: (name, text) =>
    call("POST", `/v2/${name}:escalate`, {
      as: anna,
      body: { escalation: { reason: "BUSINESS_IMPACT", justification: `${text} waits.` } },
    }),
  "name of a file": (name, text) => putFile(name, { filename: `${text}.txt` }),
};

function patch(name: string, body: object, more = ""): Promise<Reply> {
  return call("PATCH", `/v2/${name}?updateMask=displayName${more}`, { as: anna, body });
}

async function putFile(name: string, over: Parameters<typeof anAttachment>[0]): Promise<void> {
  const attachment = anAttachment({ id: "a1", ...over });
  await feedDoc(keyOf(name), attachment.id).set(toDocument(attachment));
}

describe("recallPersonalData", () => {
  keepsThePromisesOfWrites({
    path: ":recallPersonalData",
    as: aino,
    body: { texts: ["hours late"], reason },
  });

  test("leaves no document of the database with the text, wherever it stood", async () => {
    const openings = fc.constantFrom("displayName", "description");
    const places = fc.subarray(Object.keys(ways), { minLength: 1 });
    const drawn = fc.sample(fc.tuple(openings, places), 6);
    const names = [];
    for (const [opening, named] of [["description", Object.keys(ways)] as const, ...drawn]) {
      const { name } = await open({ [opening]: `Who is ${secret}` });
      for (const way of named) await ways[way]?.(name, secret);
      names.push(name);
    }
    const before = await whereStored("zabrak");

    const replies = [];
    for (const name of names) replies.push(await recall(name, { texts: [secret] }, { as: olle }));

    expect(before.length).toBeGreaterThan(names.length);
    expect(replies.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(
      replies
        .map(({ text }) => text)
        .join()
        .toLowerCase(),
    ).not.toContain("zabrak");
    expect(await whereStored("zabrak")).toEqual([]);
  });

  test("certifies every place with its count, never the text", async () => {
    const { name } = await open({ description: `Who is ${secret}? ${secret}!` });
    const written = await say(name, { body: `Ask ${secret}.` }, { query: "?requestId=certified" });

    const { body } = await recall(name, { texts: [secret] });

    const comment = String(Object(written.body).name).slice(`${name}/`.length);
    expect(body).toMatchObject({
      name: expect.stringMatching(`^${name}/recallCertificates/e[0-9a-f]{32}$`),
      createTime: expect.any(String),
      actor: { email: aino, googleSupport: true },
      reason,
      places: [
        { place: "description", count: 2 },
        { place: comment, count: 1 },
        { place: "receipts", count: 4 },
        { place: "index", count: 6 },
      ],
      notRecallable: [{ kind: "BACKUPS" }],
    });
  });

  test("has search no longer find the words, and the case found by those that are left", async () => {
    const { name } = await open({ description: `Xylograph ${secret}` });
    const before = [await found("zabrak"), await found("xylograph")];

    await recall(name, { texts: [secret] });

    expect(before).toEqual([1, 1]);
    expect([await found("zabrak"), await found("xylograph")]).toEqual([0, 1]);
  });

  test("answers a repeated request by its key without the text", async () => {
    const { name } = await open();
    const query = "?requestId=repeated";
    const first = await say(name, { body: `Ask ${secret}.` }, { query });

    await recall(name, { texts: [secret] });
    const again = await say(name, { body: `Ask ${secret}.` }, { query });

    expect(first.body).toMatchObject({ body: `Ask ${secret}.` });
    expect(again.body).toMatchObject({
      name: Object(first.body).name,
      body: "Ask [RECALLED-1].",
      plainTextBody: "Ask [RECALLED-1].",
    });
  });

  test("moves etag and history on, with the reason and nothing of the text", async () => {
    const { name, etag } = await open({ description: secret });

    await recall(name, { texts: [secret] }, { as: olle });

    const [now, , history] = await stored(name);
    expect(CaseResource.parse(now)).toMatchObject({ description: "[RECALLED-1]" });
    expect(CaseResource.parse(now).etag).not.toBe(etag);
    expect(Object(history).historyEntries.at(-1)).toMatchObject({
      type: "personalData.recalled",
      actor: { email: olle },
      reason,
    });
    expect(JSON.stringify(history)).not.toContain('changes":[{"field":"description');
  });

  test("shows clients that read directly the case without the text", async () => {
    const { name } = await open({ description: secret });

    await recall(name, { texts: [secret] });

    expect((await firestore().doc(name).get()).get("description")).toBe("[RECALLED-1]");
  });

  test("rehearsed, says what would be taken out and who is mailed: nobody; everything stays", async () => {
    const { name } = await open({
      description: secret,
      subscriberEmailAddresses: ["baker@lindqvist.example"],
    });
    const before = await everythingStored();

    const { body } = await recall(name, { texts: [secret] }, { query: "?validateOnly=true" });

    expect(body).toMatchObject({ places: [{ place: "description", count: 1 }, {}, {}] });
    expect(Object(body).rehearsal).toEqual({ rules: ["the caller is a support agent"] });
    expect(await everythingStored()).toEqual(before);
  });

  test("masks personal data in the reason itself, and takes the text out of it", async () => {
    const { name } = await open();

    const { body } = await recall(name, {
      texts: [secret],
      reason: `${secret} wrote "password: Vinter-4711!"`,
    });

    expect(body).toMatchObject({ reason: '[RECALLED-1] wrote "password: [PASSWORD-1]"' });
  });
});

describe("recallPersonalData: fields, files and what the detector finds", () => {
  test("takes whole fields out", async () => {
    const { name } = await open({ displayName: "Ask Jawa" });
    await patch(name, { displayName: "Ask Gungan" });

    await recall(name, { fields: ["displayName", "description"] });

    const [now, , history] = await stored(name);
    expect(now).toMatchObject({ displayName: "[RECALLED]", description: "[RECALLED]" });
    expect(JSON.stringify(history)).not.toMatch(/Jawa|Gungan/);
    expect([await whereStored("jawa"), await whereStored("gungan")]).toEqual([[], []]);
  });

  test("removes a file with its name, and its bytes at once", async () => {
    const { name } = await open();
    const object = objectFor(keyOf(name), "a1", new Date().toISOString());
    const files = cloudStorageFiles();
    const { generation } = await files.put(object, Buffer.from("a scan"), "text/plain");
    await putFile(name, { object, generation, filename: "Wookiee.txt" });

    const reply = await recall(name, { attachments: [`${name}/attachments/a1`] });

    expect(reply.body).toMatchObject({ places: [{ place: "attachments/a1", count: 1 }] });
    const feed = await call("GET", `/v2/${name}:showFeed`, { as: anna });
    expect(feed.body).toMatchObject({
      feedItems: [{ deletedAttachment: { filename: "[RECALLED]", reason } }],
    });
    expect(await files.stat(object)).toBeUndefined();
    expect(await whereStored("wookiee")).toEqual([]);
  });

  test("takes out what the detector is sure of, wherever its value stands", async () => {
    const { name } = await open();
    // As it came in before there was a detector.
    for (const comment of [
      aComment({ id: "c1", body: "password: Vinter-4711! or ask a@b.example" }),
      aComment({ id: "c2", body: "I tried Vinter-4711!" }),
    ]) {
      await feedDoc(keyOf(name), comment.id).set(toDocument(comment));
    }

    await recall(name, { detected: true });

    const [, { comments }] = (await stored(name)) as [unknown, { comments: { body: string }[] }];
    expect(comments.map(({ body }) => body).toSorted()).toEqual([
      "I tried [PASSWORD-1]",
      "password: [PASSWORD-1] or ask a@b.example",
    ]);
  });

  test("recalls again, with numbers of its own", async () => {
    const { name } = await open({ description: `${secret} and ${newCase.displayName}` });
    await recall(name, { texts: [secret] });

    await recall(name, { texts: [newCase.displayName] });

    const [now] = await stored(name);
    expect(now).toMatchObject({
      displayName: "[RECALLED-2]",
      description: "[RECALLED-1] and [RECALLED-2]",
    });
  });
});
