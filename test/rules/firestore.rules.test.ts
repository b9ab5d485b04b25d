import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { recordsOf } from "#adapters/firestore/access-records.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { certificatesOf } from "#adapters/firestore/recall-store.ts";
import { projectId, resetData, tokenFor } from "../support/server.ts";
import { storedCollections } from "../support/stored-collections.ts";

const database = `projects/${projectId}/databases/(default)/documents`;
const address = `http://${process.env["FIRESTORE_EMULATOR_HOST"]}/v1/${database}`;

/** Every collection there is; those below a document below one that has something in each. */
const collections = [
  "cases",
  "custody",
  "customers",
  "customers/1001/accessRecords",
  "customers/1001/cases",
  "customers/1001/cases/310000001001/certificates",
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
  await recordsOf("1001").doc("e1").set({ id: "e1" });
  const of = { customer: "1001", caseId: "310000001001" };
  await certificatesOf(of).doc("e1").set({ id: "e1" });
});

const single = ["get"];
const known = ["get", "get of a missing document"];
const whole = [...known, "list", "query", "filtered query", "count"];
const ofPartner = {
  customers: single,
  "customers/1001/cases": single,
  "customers/1001/partners": single,
};
const ofCustomer = {
  customers: single,
  "customers/1001/cases": whole,
  "customers/1001/partners": whole,
};

/**
 * The ways of reading that the rules let through; whatever is not here is denied. A partner's lists,
 * which have to name its key, and what is not internal stand in rows.ts.
 */
const readable: Record<string, Record<string, string[]>> = {
  "a partner's super administrator": ofPartner,
  "a privileged user of the partner": ofPartner,
  "a token with claims of power": ofPartner,
  "the customer's administrator": ofCustomer,
  "the customer's portal user": ofCustomer,
  "a support agent": {
    people: single,
    customers: known,
    "customers/1001/cases": whole,
    "customers/1001/cases/310000001001/feed": whole,
    "customers/1001/cases/310000001001/history": whole,
    "customers/1001/partners": whole,
  },
};

test("every collection is tried, and holds something", async () => {
  expect(await storedCollections(firestore())).toEqual([...new Set(groupsOf(collections))]);
  for (const collection of collections) expect(await anyDocument(collection)).not.toBe("");
});

describe.each(callers)("%s", (who, token) => {
  test.each(collections)(
    "reads of %s what the rules say, and writes nothing",
    async (collection) => {
      const document = await anyDocument(collection);

      const statuses = await Promise.all(
        attempts(collection, document).map(async ({ what, method, path, body }) => {
          const response = await send(token, { method, path, body });
          return [what, response.status];
        }),
      );

      const allowed = statuses.filter(([, status]) => status !== 403).map(([what]) => what);
      expect(allowed).toEqual(readable[who]?.[collection] ?? []);
    },
  );
});

test("an owner does what everybody else is denied, so that it is the rules that deny", async () => {
  const document = await anyDocument("people");

  const read = await send(owner, { method: "GET", path: document });
  const list = await send(owner, { method: "GET", path: "people" });
  const change = await send(owner, { method: "PATCH", path: document, body: planted });

  expect([read.status, list.status, change.status]).toEqual([200, 200, 200]);
});

type Attempt = { what: string; method: string; path: string; body?: unknown };

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

const Internal = z.object({ internal: z.object({ booleanValue: z.boolean() }).optional() });
const Listed = z.object({
  documents: z.array(z.object({ name: z.string(), fields: Internal.default({}) })).min(1),
});

/** The path of a document there, as the owner sees it; of an internal one, where there is one. */
async function anyDocument(collection: string): Promise<string> {
  const response = await send(owner, { method: "GET", path: `${collection}?pageSize=100` });
  const { documents } = Listed.parse(await response.json());
  const internal = documents.find(({ fields }) => fields.internal?.booleanValue === true);
  return (internal ?? documents[0])?.name.slice(database.length + 1) ?? "";
}

function groupsOf(paths: readonly string[]): string[] {
  return paths.map((path) => path.slice(path.lastIndexOf("/") + 1)).toSorted();
}
