import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { projectId, resetData, tokenFor } from "../support/server.ts";
import { storedCollections } from "../support/stored-collections.ts";

const database = `projects/${projectId}/databases/(default)/documents`;
const address = `http://${process.env["FIRESTORE_EMULATOR_HOST"]}/v1/${database}`;

/** Every collection there is; those below a document below one that has something in each. */
const collections = [
  "cases",
  "custody",
  "customers",
  "customers/1001/cases/310000001001/feed",
  "customers/1001/cases/310000001001/history",
  "customers/1001/partners",
  "deliveries",
  "directory",
  "people",
  "receipts",
  "withdrawals",
];

const unverified = { email_verified: false };
const callers: [string, string | undefined][] = [
  ["nobody", undefined],
  ["somebody without a role", tokenFor("vera@elsewhere.example")],
  ["an unverified address", tokenFor("anna@alfa-partner.example", unverified)],
  ["a partner's super administrator", tokenFor("sara@alfa-partner.example")],
  ["a privileged user of the partner", tokenFor("anna@alfa-partner.example")],
  ["a user of another partner", tokenFor("anna@beta-partner.example")],
  ["the customer's administrator", tokenFor("olle@lindqvist.example")],
  ["the customer's portal user", tokenFor("moa@lindqvist.example")],
  ["a support agent", tokenFor("aino@support.example")],
  ["a token with claims of power", tokenFor("anna@alfa-partner.example", { admin: true })],
];

/** The emulator's own key to everything: what it finds is there to be denied. */
const owner = "owner";

beforeAll(async () => {
  await resetData();
  const claimed = { eventId: "e1", email: "anna@alfa-partner.example" };
  await firestoreDeliveries().claim(claimed, "2026-03-10T12:00:00.000Z");
});

test("every collection is tried, and holds something", async () => {
  expect(await storedCollections(firestore())).toEqual(groupsOf(collections));
  for (const collection of collections) expect(await anyDocument(collection)).not.toBe("");
});

describe.each(callers)("%s", (_, token) => {
  test.each(collections)("reads and writes nothing of %s", async (collection) => {
    const document = await anyDocument(collection);

    const statuses = await Promise.all(
      attempts(collection, document).map(async ({ what, method, path, body }) => {
        const response = await send(token, { method, path, body });
        return [what, response.status];
      }),
    );

    expect(Object.fromEntries(statuses)).toEqual(deniedAll);
  });
});

test("an owner does what everybody else is denied, so that it is the rules that deny", async () => {
  const document = await anyDocument("people");

  const read = await send(owner, { method: "GET", path: document });
  const list = await send(owner, { method: "GET", path: "people" });
  const change = await send(owner, { method: "PATCH", path: document, body: planted });

  expect([read.status, list.status, change.status]).toEqual([200, 200, 200]);
});

type Attempt = { what: string; method: string; path: string; body?: unknown };

const deniedAll = {
  get: 403,
  "get of a missing document": 403,
  list: 403,
  query: 403,
  "query of the whole group": 403,
  "filtered query": 403,
  count: 403,
  create: 403,
  update: 403,
  delete: 403,
  commit: 403,
};

const planted = { fields: { displayName: { stringValue: "planted" } } };

function attempts(collection: string, document: string): Attempt[] {
  const parent = collection.split("/").slice(0, -1).join("/");
  const collectionId = collection.split("/").at(-1);
  const query = (more: object, allDescendants = false) => ({
    structuredQuery: { from: [{ collectionId, allDescendants }], limit: 1, ...more },
  });
  const field = { fieldPath: "customer" };
  const where = { fieldFilter: { field, op: "EQUAL", value: { stringValue: "1001" } } };
  const counting = { ...query({}), aggregations: [{ count: {} }] };
  const write = { update: { name: `${database}/${collection}/planted`, ...planted } };
  return [
    { what: "get", method: "GET", path: document },
    { what: "get of a missing document", method: "GET", path: `${collection}/missing` },
    { what: "list", method: "GET", path: collection },
    { what: "query", method: "POST", path: `${parent}:runQuery`, body: query({}) },
    {
      what: "query of the whole group",
      method: "POST",
      path: ":runQuery",
      body: query({}, true),
    },
    { what: "filtered query", method: "POST", path: `${parent}:runQuery`, body: query({ where }) },
    {
      what: "count",
      method: "POST",
      path: `${parent}:runAggregationQuery`,
      body: { structuredAggregationQuery: counting },
    },
    { what: "create", method: "POST", path: `${collection}?documentId=planted`, body: planted },
    { what: "update", method: "PATCH", path: document, body: planted },
    { what: "delete", method: "DELETE", path: document },
    { what: "commit", method: "POST", path: ":commit", body: { writes: [write] } },
  ];
}

function send(
  token: string | undefined,
  { method, path, body }: Omit<Attempt, "what">,
): Promise<Response> {
  const url = path.startsWith(":") ? address + path : `${address}/${path}`;
  return fetch(url, {
    method,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const Listed = z.object({ documents: z.tuple([z.object({ name: z.string() })]) });

/** The path of the first document there, as the owner sees it. */
async function anyDocument(collection: string): Promise<string> {
  const response = await send(owner, { method: "GET", path: `${collection}?pageSize=1` });
  const [first] = Listed.parse(await response.json()).documents;
  return first.name.slice(database.length + 1);
}

function groupsOf(paths: readonly string[]): string[] {
  return paths.map((path) => path.slice(path.lastIndexOf("/") + 1)).toSorted();
}
