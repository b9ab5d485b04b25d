import { beforeAll, describe, expect, test } from "vitest";
import { firestoreAccessRecords } from "#adapters/firestore/access-records.ts";
import type { AccessEntry } from "#domain/access-record.ts";
import { aPersonActor } from "../support/builders.ts";
import { aino, anna, call, failureOf, olle, useServer } from "../support/client.ts";

useServer();

const path = "/v2/customers/1001/accessRecords";
const hanna = aPersonActor({
  email: "hanna@hjalp-partner.example",
  displayName: "Hanna Gran",
  viewer: "partner:hjalp-partner.example",
});

function anEntry(second: number, over: Partial<AccessEntry> = {}): AccessEntry {
  return {
    id: `e${second}`,
    customer: "1001",
    createdAt: `2026-03-10T12:00:0${second}.000Z`,
    function: "getCase",
    actor: aPersonActor(),
    cases: ["310000001001"],
    list: false,
    reliance: {
      kind: "RESELLER",
      periodStartAt: "2024-01-01T00:00:00.000Z",
      access: "GRANTED",
      accessExpiresAt: "2027-01-01T00:00:00.000Z",
      revision: 3,
      readAt: "2026-03-10T12:00:00.000Z",
    },
    ...over,
  };
}

beforeAll(() =>
  firestoreAccessRecords().write(
    [
      anEntry(1),
      anEntry(2, { actor: hanna, function: "listCases", cases: [], list: true }),
      anEntry(3, { function: "closeCase" }),
      anEntry(4, { actor: { kind: "agent", agentId: "a7k2" } }),
      anEntry(5, { customer: "1002" }),
    ],
    "2026-03-10T12:00:00.000Z",
  ),
);

/** The ids of the records on a page. */
function idsOf({ body }: { body: unknown }): string[] {
  const { accessRecords = [] } = body as { accessRecords?: { name: string }[] };
  return accessRecords.map(({ name }) => name.split("/").at(-1) ?? "");
}

const filtered = (filter: string) => `${path}?filter=${encodeURIComponent(filter)}`;

describe("listAccessRecords", () => {
  test("tells the customer's administrator who saw what, the newest first", async () => {
    const reply = await call("GET", path, { as: olle });

    expect(idsOf(reply)).toEqual(["e4", "e3", "e2", "e1"]);
  });

  test("tells function, cases, person, and what the access relied on", async () => {
    const { body } = await call("GET", filtered('function="closeCase"'), { as: olle });

    expect(body).toEqual({
      accessRecords: [
        {
          name: "customers/1001/accessRecords/e3",
          accessTime: "2026-03-10T12:00:03.000Z",
          function: "closeCase",
          actor: { displayName: "Anna Alm", email: anna, username: anna },
          partner: "alfa-partner.example",
          cases: ["customers/1001/cases/310000001001"],
          reliance: {
            kind: "RESELLER",
            periodStartTime: "2024-01-01T00:00:00.000Z",
            access: "GRANTED",
            accessExpireTime: "2027-01-01T00:00:00.000Z",
            etag: '"3"',
            readTime: "2026-03-10T12:00:00.000Z",
          },
        },
      ],
    });
  });

  test.each([
    ['partner="hjalp-partner.example"', ["e2"]],
    ['actor.email="Anna@alfa-partner.example"', ["e3", "e1"]],
    ['partner="alfa-partner.example" function!="getCase"', ["e3"]],
    ['partner="beta-partner.example"', []],
  ])("narrows by %s", async (filter, ids) => {
    expect(idsOf(await call("GET", filtered(filter), { as: olle }))).toEqual(ids);
  });

  test("gives page after page", async () => {
    const first = await call("GET", `${path}?pageSize=3`, { as: olle });
    const { nextPageToken } = first.body as { nextPageToken: string };
    const last = await call("GET", `${path}?pageSize=3&pageToken=${nextPageToken}`, { as: olle });

    expect([first, last].map(idsOf)).toEqual([["e4", "e3", "e2"], ["e1"]]);
    expect(last.body).not.toHaveProperty("nextPageToken");
  });

  test("names no agent, and no agent's id", async () => {
    const { text } = await call("GET", path, { as: olle });

    expect(text).toContain('"displayName":"Support"');
    expect(text).not.toMatch(/a7k2|aino|Aino/);
  });

  test.each([
    ["the customer's portal user", "moa@lindqvist.example", "PRIVILEGE_MISSING"],
    ["the partner itself", anna, "NOT_VISIBLE"],
    ["an agent", aino, "NOT_VISIBLE"],
    ["another customer's administrator", "rut@granit.example", "NOT_VISIBLE"],
  ])("is closed to %s", async (_who, as, reason) => {
    expect(failureOf(await call("GET", path, { as }))).toEqual({ status: 403, reason });
  });
});
