import { describe, expect, test } from "vitest";
import {
  aino,
  anna,
  call,
  failureOf,
  faultsIn,
  olle,
  open,
  type Reply,
  stored,
  useServer,
} from "../support/client.ts";
import { whereStored } from "../support/stored-texts.ts";

useServer();

const reason = "It must not stand here.";
const secret = "Quillon Zabrak";

function recall(name: string, body: object, { as = aino } = {}): Promise<Reply> {
  return call("POST", `/v2/${name}:recallPersonalData`, { as, body: { reason, ...body } });
}

describe("recallPersonalData: whom it serves", () => {
  test.each([anna, "sara@alfa-partner.example", "moa@lindqvist.example"])(
    "refuses %s, who sees the case, and changes nothing",
    async (as) => {
      const { name } = await open({ description: secret });
      const before = await stored(name);

      const reply = await recall(name, { texts: [secret] }, { as });

      expect(failureOf(reply)).toEqual({ status: 403, reason: "PRIVILEGE_MISSING" });
      expect(await stored(name)).toEqual(before);
    },
  );

  test.each([
    [olle, ["customers/1004/cases/310000004001", "customers/1001/cases/999999999999"]],
    [aino, ["customers/1001/cases/310000004001", "customers/9999/cases/999999999999"]],
    [anna, ["customers/1004/cases/310000004001", "customers/1001/cases/999999999999"]],
  ])("answers %s the same bytes for a foreign case as for a missing one", async (as, names) => {
    const replies = [];
    for (const name of names) replies.push(await recall(name, { texts: [secret] }, { as }));

    expect(replies.map(failureOf)).toEqual([
      { status: 403, reason: "NOT_VISIBLE" },
      { status: 403, reason: "NOT_VISIBLE" },
    ]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  });

  test("tells an administrator of the customer nothing of notes, in which it recalls all the same", async () => {
    const { name } = await open();
    const body = { body: "Known: Ewok", internal: true };
    await call("POST", `/v2/${name}/comments`, { as: aino, body });

    const reply = await recall(name, { texts: ["Ewok"] }, { as: olle });

    expect(reply.body).not.toHaveProperty("places");
    expect(await whereStored("ewok")).toEqual([]);
  });
});

describe("recallPersonalData: what is refused", () => {
  test.each([
    ["nothing to recall", {}, ["texts"]],
    ["nothing but detected false", { detected: false }, ["texts"]],
    ["no reason", { texts: [secret], reason: null }, ["reason"]],
    ["a reason of 1001", { texts: [secret], reason: "x".repeat(1_001) }, ["reason"]],
    ["empty lists", { texts: [], fields: [], attachments: [] }, ["attachments", "fields", "texts"]],
    ["texts too short", { texts: ["ab", "1-2", "- a b -"] }, ["texts[0]", "texts[1]"]],
    ["a text of 3001", { texts: ["x".repeat(3_001)] }, ["texts[0]"]],
    ["21 texts", { texts: Array.from({ length: 21 }, (_, at) => `text ${at}`) }, ["texts"]],
    ["another field", { fields: ["state", "comments/"] }, ["fields[0]", "fields[1]"]],
    ["a comment that is not there", { fields: ["displayName", "comments/c9"] }, ["fields[1]"]],
    ["a file that is not there", { attachments: ["a9"] }, ["attachments[0]"]],
  ])("%s", async (_, body, fields) => {
    const { name } = await open();
    const before = await stored(name);

    const reply = await recall(name, body);

    expect(failureOf(reply)).toEqual(faultsIn(...fields));
    expect(await stored(name)).toEqual(before);
  });
});
