import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { custodyDoc } from "#adapters/firestore/documents.ts";
import { all, byUpdate, directClient, where } from "../support/direct.ts";
import { type Ask, inTurns, type Pair, pairsOf } from "../support/parity.ts";
import { startServer } from "../support/server.ts";
import { type Caller, plansOf, type StoredWorld, storeWorld } from "../support/stored-worlds.ts";

const pairsWanted = Number(process.env["PARITY_PAIRS"] ?? 2_000);
/** A failure tells its seed: set it to see the same histories again. */
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 2 ** 31);

let server: Awaited<ReturnType<typeof startServer>>;
const worlds: StoredWorld[] = [];
const pairs: Pair[] = [];
const returned: Returned[] = [];

/** A document that some list gave somebody, and through which path. */
type Returned = { who: string; document: string; by: string };

const ask: Ask = async (path, token) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, text: await response.text() };
};

beforeAll(async () => {
  server = await startServer();
  for (let number = 0; pairs.length < pairsWanted; number += 1) {
    const [plan] = fc.sample(plansOf(number), { numRuns: 1, seed: seed + number });
    if (!plan) throw new Error("No history was generated.");
    const world = await storeWorld(plan, number);
    worlds.push(world);
    pairs.push(...(await pairsOf(world, ask)));
    const asked = world.callers.flatMap((caller) => listsFor(world, caller));
    const found = (await inTurns(asked, (list) => list())).flat();
    returned.push(...found.filter((each) => !isOfAnotherWorld(each, world)));
  }
}, 600_000);

afterAll(() => server?.stop());

describe(`over random histories, with PARITY_SEED=${seed}`, () => {
  test("the pure decision, HTTP and the rules agree on who reads what", () => {
    const allowed = pairs.filter(({ pure }) => pure).length;
    console.log(`parity: ${pairs.length} pairs in ${worlds.length} worlds, ${allowed} allowed`);

    expect(pairs.filter(({ pure, http, rules }) => pure !== http || pure !== rules)).toEqual([]);
    expect(pairs.length).toBeGreaterThanOrEqual(pairsWanted);
    expect(allowed).toBeGreaterThan(pairs.length / 50);
    expect(allowed).toBeLessThan(pairs.length / 2);
  });

  test("whatever a list, a search, a feed or a history returns, get allows", () => {
    const allowed = new Set(pairs.filter(({ pure }) => pure).map(keyOf));
    console.log(`subset: ${returned.length} documents returned, ${allowed.size} allowed`);

    expect(returned.filter((each) => !allowed.has(keyOf(each)))).toEqual([]);
    expect(returned.length).toBeGreaterThan(allowed.size / 2);
  });

  test("once the index is written, clients and HTTP list every case that get allows", () => {
    const indexed = worlds.filter(({ indexed }) => indexed).flatMap(({ customers }) => customers);
    const names = new Set(
      indexed.flatMap(({ id, cases }) => cases.map((each) => `customers/${id}/cases/${each.id}`)),
    );
    const expected = pairs
      .filter(({ pure, document }) => pure && names.has(document))
      .map(keyOf)
      .toSorted();
    const by = (path: string) => {
      const listed = returned.filter((each) => each.by === path && names.has(each.document));
      return [...new Set(listed.map(keyOf))].toSorted();
    };

    expect(by("direct list")).toEqual(expected);
    expect(by("listCases")).toEqual(expected);
  });
});

/** Agents alone see the other worlds too, rightly: pairs are made within each. */
function isOfAnotherWorld({ who, document }: Returned, world: StoredWorld): boolean {
  const caller = world.callers.find((each) => each.who === who);
  const agent = caller?.principal?.ofSupport === true && caller.person?.agentId !== undefined;
  return agent && !world.customers.some(({ id }) => document.split("/")[1] === id);
}

function keyOf({ who, document }: { who: string; document: string }): string {
  return `${who} ${document}`;
}

type List = () => Promise<Returned[]>;

function listsFor(world: StoredWorld, caller: Caller): List[] {
  return [
    ...world.customers.flatMap(({ id, cases }) => [
      ...overHttp(caller, `/v2/customers/${id}/cases?pageSize=100`, "listCases"),
      ...cases
        .slice(0, 1)
        .flatMap((each) => listsOfCase(caller, `customers/${id}/cases/${each.id}`)),
      () => directCases(caller, id),
      () => direct(caller, `customers/${id}/partners`, {}),
    ]),
    ...overHttp(caller, "/v2/customers/-/cases?pageSize=100", "listCases over all"),
    ...overHttp(caller, "/v2/cases:search?query=late&pageSize=100", "searchCases"),
    ...overHttp(caller, "/v2/customers?pageSize=100", "listCustomers"),
    () => direct(caller, "customers", {}),
  ];
}

function listsOfCase(caller: Caller, name: string): List[] {
  const open = { where: where("internal", "EQUAL", false) };
  const below = async (path: string, mark: RegExp, document: (found: string) => string) => {
    const { text } = await ask(`/v2/${name}${path}`, caller.token);
    const found = [...text.matchAll(mark)].map((match) => match[1] ?? "");
    return found.map((each) => ({ who: caller.who, document: name + document(each), by: path }));
  };
  return [
    () => below(":showFeed", /comments\/(\w+)"/g, (id) => `/feed/${id}`),
    () => below("/history", /"(case\.created|comment\.created|note\.created)"/g, entryOf),
    () => direct(caller, `${name}/feed`, open),
    () => direct(caller, `${name}/history`, {}),
  ];
}

function entryOf(type: string): string {
  return `/history/${type[0] === "n" ? "n1" : type === "case.created" ? "o1" : "c1"}`;
}

const Named = z.object({
  cases: z.array(z.object({ name: z.string() })).default([]),
  customers: z.array(z.object({ name: z.string() })).default([]),
});

function overHttp({ who, token }: Caller, path: string, by: string): List[] {
  return [
    async () => {
      const { status, text } = await ask(path, token);
      if (status !== 200) return [];
      const { cases, customers } = Named.parse(JSON.parse(text));
      return [...cases, ...customers].map(({ name }) => ({ who, document: name, by }));
    },
  ];
}

/** With no key, and with that of every partner, as somebody who has learned it would ask. */
async function directCases(caller: Caller, customer: string): Promise<Returned[]> {
  const keyed = (await keysOf(customer)).map((key) => where("viewKeys", "ARRAY_CONTAINS", key));
  const narrowed = keyed
    .slice(0, 1)
    .map((each) => all(each, where("state", "EQUAL", "NEW"), where("priority", "EQUAL", "P2")));
  const questions = [
    { orderBy: byUpdate },
    ...[...keyed, ...narrowed].map((each) => ({ where: each, orderBy: byUpdate })),
  ];
  const lists = questions.map((asked) => direct(caller, `customers/${customer}/cases`, asked));
  return (await Promise.all(lists)).flat();
}

async function direct({ who, token }: Caller, collection: string, asked: object) {
  const { paths } = await directClient(token).list(collection, asked);
  return paths.map((document) => ({ who, document, by: "direct list" }));
}

const Keyed = z.object({ partners: z.record(z.string(), z.object({ viewKey: z.string() })) });

async function keysOf(customer: string): Promise<string[]> {
  const data = (await custodyDoc(customer).get()).data();
  return data ? Object.values(Keyed.parse(data).partners).map(({ viewKey }) => viewKey) : [];
}
