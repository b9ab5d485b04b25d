import { beforeAll, describe, expect, test } from "vitest";
import { firestore } from "#adapters/firestore/client.ts";
import { close } from "#domain/case-rules.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { inWork, type Work } from "#platform/work.ts";
import { alfa } from "../support/builders.ts";
import { happens, putCase, startOwnInbox } from "../support/events.ts";
import { meter } from "../support/firestore-meter.ts";
import { type Line, linesDuring } from "../support/logged.ts";
import { startHandler } from "../support/push.ts";
import { resetData, startServer, tokenFor } from "../support/server.ts";
import { agentWrites, type Operation, reads, writes } from "../tools/operations.ts";

const { measure } = meter();
const busy = "/v2/customers/1001/cases/310000001001";
const follower = { email: "baker@lindqvist.example", sharedBy: [alfa] };
const aino = "aino@support.example";

/** All but the one that needs a comment to be there. */
const operations = [...writes, ...agentWrites, ...reads].filter(
  ({ path }) => !path.includes("{comment}"),
);

beforeAll(resetData);

/** These fail first when an upgrade of the library sends its calls by another way. */
describe("what one piece of work reads and writes is counted", () => {
  beforeAll(async () => {
    const batch = firestore().batch();
    for (const n of [0, 1, 2, 3]) batch.set(cases().doc(`case-${n}`), { n });
    await batch.commit();
  });

  test.each<[string, () => Promise<unknown>, Counted]>([
    ["a get", () => cases().doc("case-1").get(), [1, 0]],
    ["a get of what is missing", () => cases().doc("none").get(), [1, 0]],
    ["a get of several", () => firestore().getAll(cases().doc("case-1"), cases().doc("x")), [2, 0]],
    ["a query", () => cases().where("n", ">", 0).get(), [3, 0]],
    ["a query that finds nothing", () => cases().where("n", ">", 9).get(), [1, 0]],
    ["a write", () => cases().doc("case-0").set({ n: 0 }), [0, 1]],
    ["a delete, which has its own price", () => cases().doc("case-9").delete(), [0, 0]],
    [
      "a transaction",
      () =>
        firestore().runTransaction(async (transaction) => {
          await transaction.get(cases().doc("case-1"));
          transaction.update(cases().doc("case-1"), { n: 1 });
          transaction.update(cases().doc("case-2"), { n: 2 });
        }),
      [1, 2],
    ],
  ])("%s", async (_what, ask, counted) => {
    const work = aWork();

    await inWork(work, ask);

    expect([work.reads, work.writes]).toEqual(counted);
  });

  test("each by its own work, whatever runs beside it", async () => {
    const [one, other] = [aWork(), aWork()];

    await Promise.all([
      inWork(one, () => cases().where("n", ">", 1).get()),
      inWork(other, () => cases().doc("case-1").get()),
      cases().get(),
    ]);

    expect([one.reads, other.reads]).toEqual([2, 1]);
  });

  test("a call that fails, not at all; and it fails as it would", async () => {
    const work = aWork();

    const failing = inWork(work, () => cases().doc("none").update({ n: 1 }));

    await expect(failing).rejects.toMatchObject({ code: 5 });
    expect([work.reads, work.writes]).toEqual([0, 0]);
  });
});

describe("the log line says what the meter counts", () => {
  test.each(operations)("$name", async (operation) => {
    await asked("GET", busy);

    const { line, cost } = await measured(operation);

    expect(line).toMatchObject({ message: "request", outcome: "OK", ...cost });
  });

  test("of an event, too", async () => {
    const inbox = await startOwnInbox();
    const event = await happens(await putCase({ followers: [follower] }), close);

    let cost = {};
    const lines = await linesDuring(async () => {
      const { reads, writes } = await measure(async () => {
        const handler = await startHandler(mailFollowers);
        await handler.push(event);
        await handler.stop();
      });
      cost = { reads, writes };
    });

    await inbox.stop();
    expect(lines).toMatchObject([{ message: "event", outcome: "OK", ...cost }]);
    expect(lines[0]?.["reads"]).toBeGreaterThan(0);
    expect(lines[0]?.["writes"]).toBeGreaterThan(0);
  });
});

type Counted = [reads: number, writes: number];

const cases = () => firestore().collection("billed");

/** Of the caller's own, as the operations call it `{case}`. */
let opened = "";

async function measured(
  operation: Operation,
): Promise<{ line: Line | undefined; cost: { reads: number; writes: number } }> {
  let cost = { reads: 0, writes: 0 };
  const lines = await linesDuring(async () => {
    // A server of its own, because what a server does is measured with that which started it.
    const { reads, writes } = await measure(() =>
      asked(operation.method, operation.path, operation.body),
    );
    cost = { reads, writes };
  });
  if (cost.reads === 0) throw new Error(`${operation.name} went by the meter.`);
  return { line: lines.find(({ message }) => message === "request"), cost };
}

async function asked(method: string, path: string, body?: unknown): Promise<void> {
  const server = await startServer();
  const response = await fetch(server.url + path.replace("{case}", opened), {
    method,
    headers: { authorization: `Bearer ${tokenFor(aino)}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { name } = (await response.json()) as { name?: string };
  if (path.endsWith("/cases") && method === "POST" && name !== undefined) opened = name;
  await server.stop();
}

function aWork(): Work {
  const trace = { traceId: "1".repeat(32), spanId: "1".repeat(16), sampled: false };
  return { operation: "test", trace, reads: 0, writes: 0 };
}
