import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { forgetAgentNames } from "#adapters/firestore/agents.ts";
import { meter } from "../support/firestore-meter.ts";
import { readIndexes, uncovered } from "../support/index-coverage.ts";
import { loadManyCases } from "../support/many-cases.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";
import {
  administratorWrites,
  agentWrites,
  type Cost,
  listOverAll,
  type Operation,
  pageSize,
  reads,
  writes,
} from "./operations.ts";

const sizes = [100, 1_000] as const;
const anna = "anna@alfa-partner.example";
const olle = "olle@lindqvist.example";
const aino = "aino@support.example";
const busy = "/v2/customers/1001/cases/310000001001";

const { measure, startRecording, recorded } = meter();
/** What was spent, by operation and caller, at each number of cases. */
const spent = new Map<string, Cost[]>();
const names = new Map<string, string>();

beforeAll(async () => {
  await resetData();
  for (let count = 0; count <= pageSize; count += 1) {
    const body = { body: `Bounce number ${count}.` };
    const { name } = await ask(anna, { method: "POST", path: `${busy}/comments`, body });
    names.set("{comment}", z.string().parse(name).split("/").at(-1) ?? "");
  }
  startRecording();
});

afterAll(() => console.log(table()));

describe.each([
  ["a partner's user", anna, writes],
  ["a customer's user", olle, writes],
  ["an agent", aino, [...writes, ...agentWrites]],
])("%s pays no more than the design allows for", (who, caller, operations) => {
  test.each(operations)("$name", async (operation) => {
    expect(overruns(operation, await costOf(operation, { who, caller }))).toEqual([]);
  });
});

describe.each(sizes)("at %i cases", (size) => {
  beforeAll(async () => {
    const loaded = size === sizes[0] ? 0 : sizes[0];
    await loadManyCases(size - loaded, loaded);
  });

  describe.each([
    ["a partner's user", anna],
    ["a customer's user", olle],
    ["an agent", aino],
  ])("%s pays no more than the design allows for", (who, caller) => {
    test.each(reads)("$name", async (operation) => {
      expect(overruns(operation, await costOf(operation, { who, caller }))).toEqual([]);
    });
  });
});

describe("a customer's administrator pays no more than the design allows for", () => {
  test.each(administratorWrites)("$name", async (operation) => {
    const cost = await costOf(operation, { who: "an administrator", caller: olle });

    expect(overruns(operation, cost)).toEqual([]);
  });

  test("a partner's page is what it was once consent is withdrawn and given again, and the index written", async () => {
    const { firestoreCustody } = await import("#adapters/firestore/custody-store.ts");
    const at = new Date().toISOString();
    let progress = await firestoreCustody().reindex("1001", at);
    while (progress) progress = await firestoreCustody().reindex("1001", at, progress);

    const cost = await costOf(listOverAll, { who: "after a consent", caller: anna });

    expect(cost).toEqual({ reads: pageSize + 3, writes: 0, roundTrips: 2 });
  });
});

test("what is read costs the same whatever the number of cases", () => {
  const pairs = [...spent].filter(([, costs]) => costs.length === sizes.length);

  expect(pairs).toHaveLength(3 * reads.length);
  expect(pairs.filter(([, [few, many]]) => JSON.stringify(few) !== JSON.stringify(many))).toEqual(
    [],
  );
});

test("every query on the way is covered by an index", () => {
  const path = fileURLToPath(new URL("../../firestore.indexes.json", import.meta.url));
  const file = readIndexes(path);

  expect(recorded().flatMap((shape) => uncovered(shape, file) ?? [])).toEqual([]);
});

async function costOf(
  operation: Operation,
  { who, caller }: { who: string; caller: string },
): Promise<Cost> {
  // An agent's first request in a minute reads the agents' names as well, whatever it is: one more
  // read, in one more round trip beside the others. That is paid here, so that it is in no figure; and
  // anew each time, or the minute could end between this request and the one that is measured.
  if (caller === aino) {
    forgetAgentNames();
    await ask(aino, { method: "GET", path: busy });
  }
  const { result, reads, writes, roundTrips } = await measure(() => ask(caller, operation));
  if (operation.name === "createCase") names.set(caller, z.string().parse(result["name"]));
  if (reads === 0) throw new Error(`${operation.name} went by the meter.`);
  const cost = { reads, writes, roundTrips };
  const key = `${operation.name}|${who}`;
  spent.set(key, [...(spent.get(key) ?? []), cost]);
  return cost;
}

/** Asks a server of its own, because what a server does is measured with that which started it. */
async function ask(
  caller: string,
  { method, path, body }: Pick<Operation, "method" | "path" | "body">,
): Promise<Record<string, unknown>> {
  const server = await startServer();
  try {
    const place = path
      .replace("{case}", names.get(caller) ?? "")
      .replace("{comment}", names.get("{comment}") ?? "");
    const response = await fetch(server.url + place, {
      method,
      headers: {
        authorization: `Bearer ${tokenFor(caller)}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = z.record(z.string(), z.unknown()).parse(await response.json());
    if (!response.ok) throw new Error(`${method} ${place}: ${JSON.stringify(answer)}`);
    return answer;
  } finally {
    await server.stop();
  }
}

function overruns({ bar }: Operation, cost: Cost): string[] {
  const kinds = ["reads", "writes", "roundTrips"] as const;
  return kinds
    .filter((kind) => cost[kind] > bar[kind])
    .map((kind) => `${kind}: ${cost[kind]}, not the ${bar[kind]} allowed`);
}

function table(): string {
  const lines = [...spent].map(([key, costs]) => {
    const [operation = "", who = ""] = key.split("|");
    const { reads, writes, roundTrips } = costs.at(-1) ?? { reads: 0, writes: 0, roundTrips: 0 };
    const figures = [reads, writes, roundTrips].map((figure) => String(figure).padStart(6));
    return `${operation.padEnd(38)}${who.padEnd(18)}${figures.join(" ")}`;
  });
  const head = `${`page of ${pageSize}`.padEnd(56)}${"reads writes  trips".padStart(20)}`;
  return [head, ...lines].join("\n");
}
