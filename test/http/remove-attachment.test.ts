import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  type Options,
  olle,
  open,
  useServer,
} from "../support/client.ts";
import { attached, bytesOf, log, objectsOf } from "../support/uploads.ts";

delete process.env["CLAMD_ADDRESS"];
useServer();

const reason = "The customer asked for it.";

const remove = (name: string, options: Options & { query?: string } = {}) =>
  call("POST", `/v2/${name}:remove${options.query ?? ""}`, {
    as: aino,
    body: { reason },
    ...options,
  });

/** A case with one file. */
async function aFile() {
  const { name: caseName, etag } = await open();
  return { caseName, etag, ...(await attached(caseName)) };
}

describe("removeAttachment", () => {
  test("leaves of a file what it was, who removed it and why, and no bytes", async () => {
    const { caseName, name, createTime } = await aFile();

    const reply = await remove(name);

    expect(reply.body).toEqual({
      name,
      filename: "log.txt",
      mimeType: "text/plain",
      sizeBytes: "12",
      creator: { displayName: "Anna Berg", email: anna, username: anna },
      createTime,
      deleteTime: expect.any(String),
      remover: { displayName: "Aino Salo", email: aino, googleSupport: true },
      reason,
    });
    expect(await objectsOf(caseName)).toEqual([]);
  });

  test("makes it as good as missing: not listed, not shown, not removed again", async () => {
    const { caseName, name } = await aFile();
    await remove(name);

    const replies = await Promise.all([
      remove(name),
      ...["", ":download", ":signedUrl"].map((path) =>
        call("GET", `/v2/${name}${path}`, { as: olle }),
      ),
    ]);

    const none = { status: 404, reason: "CHILD_NOT_FOUND" };
    expect(replies.map(failureOf)).toEqual([none, none, none, none]);
    expect((await call("GET", `/v2/${caseName}/attachments`, { as: anna })).text).toBe("{}");
    const missing = await call("GET", `/v2/${caseName}/attachments/a0`, { as: olle });
    expect(replies[1]?.text).toBe(missing.text);
  });

  test("is told by history, with the reason", async () => {
    const { caseName, name } = await aFile();
    await remove(name);

    const { body } = await call("GET", `/v2/${caseName}/history`, { as: anna });

    expect(body).toMatchObject({
      historyEntries: expect.arrayContaining([
        expect.objectContaining({
          type: "attachment.removed",
          reason,
          attachment: name.split("/").at(-1),
          changes: [{ field: "attachment", before: "log.txt" }],
        }),
      ]),
    });
  });

  test("can be done on a closed case", async () => {
    const { caseName, name } = await aFile();
    await call("POST", `/v2/${caseName}:close`, { as: anna });

    expect((await remove(name)).status).toBe(200);
  });

  test.each([anna, olle])("is refused to %s, who may see the file", async (as) => {
    const { name } = await aFile();

    expect(failureOf(await remove(name, { as }))).toEqual({
      status: 403,
      reason: "PRIVILEGE_MISSING",
    });
    expect(await bytesOf(name)).toEqual(log);
  });

  test.each([
    ["no reason", {}, ["reason"]],
    ["a blank one", { reason: " " }, ["reason"]],
    ["one of 1 001 characters", { reason: "x".repeat(1_001) }, ["reason"]],
    ["what it does not know", { reason, force: true }, ["force"]],
  ])("refuses %s, and removes nothing", async (_, body, fields) => {
    const { name } = await aFile();

    expect(failureOf(await remove(name, { body }))).toEqual(faultsIn(...fields));
    expect(await bytesOf(name)).toEqual(log);
  });

  test("is rehearsed with validateOnly, and removes nothing", async () => {
    const { name } = await aFile();

    const reply = await remove(name, { query: "?validateOnly=true" });

    expect(reply.body).toMatchObject({ reason, rehearsal: { rules: expect.any(Array) } });
    expect(await bytesOf(name)).toEqual(log);
  });

  test("answers the same again to the same key", async () => {
    const { name } = await aFile();
    const query = `?requestId=${randomUUID()}`;
    const first = await remove(name, { query });

    expect(await remove(name, { query })).toMatchObject({ status: 200, text: first.text });
  });

  test("is refused with a stale etag", async () => {
    const { name, etag } = await aFile();

    const reply = await remove(name, { body: { reason, etag } });

    expect(failureOf(reply)).toEqual({ status: 409, reason: "ETAG_MISMATCH" });
    expect(await bytesOf(name)).toEqual(log);
  });

  test("takes no personal data for a reason, and masks it when asked to", async () => {
    const { caseName, name } = await aFile();
    const body = { reason: "Held the card 4111 1111 1111 1111." };

    const refused = await remove(name, { body });
    const masked = await remove(name, { body, query: "?redactPii=true" });

    expect(failureOf(refused)).toMatchObject({ reason: "PII_DETECTED", fields: ["reason"] });
    expect(masked.body).toMatchObject({ reason: "Held the card [PAYMENT_CARD-1]." });
    const { text } = await call("GET", `/v2/${caseName}/history`, { as: anna });
    expect(text).toContain("[PAYMENT_CARD-1]");
    expect(text).not.toContain("1111");
  });
});
