import { randomUUID } from "node:crypto";
import { AggregateField, FieldValue, Filter, Firestore } from "@google-cloud/firestore";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { meter } from "../support/firestore-meter.ts";

const { measure, startRecording, recorded } = meter();

if (process.env["FIRESTORE_EMULATOR_HOST"] === undefined) {
  throw new Error("FIRESTORE_EMULATOR_HOST names no Firestore emulator to test against.");
}
const db = new Firestore({ projectId: "demo-meter" });
const name = `cases-${randomUUID()}`;
const cases = db.collection(name);

beforeAll(async () => {
  const batch = db.batch();
  for (const n of [0, 1, 2, 3]) batch.set(cases.doc(`case-${n}`), { n, viewers: ["alfa"] });
  await batch.commit();
});

afterAll(() => db.terminate());

/** These fail first when an upgrade of the library sends its calls by another way. */
describe("the meter still sees", () => {
  test("a get", async () => {
    const { result, ...cost } = await measure(() => cases.doc("case-1").get());

    expect(result.get("n")).toBe(1);
    expect(cost).toEqual(costOf(["batchGetDocuments"], { reads: 1 }));
  });

  test("a get of several, one of them missing", async () => {
    const { result, ...cost } = await measure(() =>
      db.getAll(cases.doc("case-1"), cases.doc("case-2"), cases.doc("none")),
    );

    expect(result.map(({ exists }) => exists)).toEqual([true, true, false]);
    expect(cost).toEqual(costOf(["batchGetDocuments"], { reads: 3 }));
  });

  test("a query", async () => {
    const { result, reads, rpcs, queries } = await measure(() => cases.where("n", ">", 1).get());

    expect(result.size).toBe(2);
    expect({ reads, rpcs }).toEqual({ reads: 2, rpcs: ["runQuery"] });
    expect(queries).toEqual([
      {
        collection: name,
        scope: "COLLECTION",
        where: { field: "n", op: ">" },
        orderBy: [
          { field: "n", direction: "ASCENDING" },
          { field: "__name__", direction: "ASCENDING" },
        ],
      },
    ]);
  });

  test("a query that is streamed", async () => {
    const { result, reads } = await measure(async () => {
      const seen: unknown[] = [];
      for await (const document of cases.limit(3).stream()) seen.push(document);
      return seen;
    });

    expect(result).toHaveLength(3);
    expect(reads).toBe(3);
  });

  test("a count", async () => {
    const { result, reads, rpcs, queries } = await measure(() => cases.count().get());

    expect(result.data().count).toBe(4);
    expect({ reads, rpcs }).toEqual({ reads: 1, rpcs: ["runAggregationQuery"] });
    expect(queries).toHaveLength(1);
  });

  test("a transaction, whose beginning is no round trip of its own", async () => {
    const { reads, writes, roundTrips, rpcs } = await measure(() =>
      db.runTransaction(async (transaction) => {
        const { docs } = await transaction.get(cases.where("n", "==", 3));
        await transaction.get(cases.doc("none"));
        for (const { ref } of docs) transaction.update(ref, { at: FieldValue.serverTimestamp() });
      }),
    );

    expect({ reads, writes, roundTrips }).toEqual({ reads: 2, writes: 1, roundTrips: 3 });
    expect(rpcs).toEqual(["runQuery", "batchGetDocuments", "commit"]);
  });

  test("a transaction that is given up", async () => {
    const { reads, writes, rpcs } = await measure(() =>
      db
        .runTransaction(async (transaction) => {
          transaction.delete((await transaction.get(cases.doc("case-1"))).ref);
          throw new Error("changed its mind");
        })
        .catch(() => undefined),
    );

    expect({ reads, writes }).toEqual({ reads: 1, writes: 0 });
    expect(rpcs).toEqual(["batchGetDocuments", "rollback"]);
  });

  test("a batch, its deletes apart", async () => {
    const { result, ...cost } = await measure(() =>
      db.batch().create(cases.doc(), {}).set(cases.doc("x"), {}).delete(cases.doc("x")).commit(),
    );

    expect(result).toHaveLength(3);
    expect(cost).toEqual(costOf(["commit"], { writes: 2, deletes: 1 }));
  });

  test("a bulk writer", async () => {
    const { result, ...cost } = await measure(async () => {
      const writer = db.bulkWriter();
      const written = [writer.set(cases.doc("y"), {}), writer.delete(cases.doc("y"))];
      await writer.close();
      return Promise.all(written);
    });

    expect(result).toHaveLength(2);
    expect(cost).toMatchObject({ reads: 0, writes: 1, deletes: 1 });
  });

  test("lists of documents and of collections", async () => {
    const documents = await measure(() => db.collection(`${name}-none`).listDocuments());
    const collections = await measure(() => cases.doc("case-1").listCollections());

    expect(documents).toMatchObject({ reads: 1, rpcs: ["listDocuments"] });
    expect(collections).toMatchObject({ reads: 1, rpcs: ["listCollectionIds"] });
  });
});

describe("the price", () => {
  test.each([
    ["of an empty query is one read", () => cases.where("n", ">", 9).get(), 1],
    ["includes what an offset skips", () => cases.orderBy("n").offset(2).limit(1).get(), 3],
    ["of a page is its documents", () => cases.orderBy("n").limit(2).get(), 2],
    ["of a count of nothing is one read", () => cases.where("n", ">", 9).count().get(), 1],
  ])("%s", async (_, work, price) => {
    const { reads } = await measure<unknown>(work);

    expect(reads).toBe(price);
  });

  test("of counting is a read for each thousand index entries", async () => {
    const many = db.collection(`many-${randomUUID()}`);
    const writer = db.bulkWriter();
    for (let n = 0; n < 1_001; n++) void writer.create(many.doc(), { n });
    await writer.close();

    const { reads } = await measure(() => many.count().get());

    expect(reads).toBe(2);
  });

  test("of a refused write is nothing", async () => {
    const { writes, roundTrips } = await measure(() =>
      cases
        .doc("case-1")
        .create({})
        .catch(() => undefined),
    );

    expect({ writes, roundTrips }).toEqual({ writes: 0, roundTrips: 1 });
  });

  test("of a sum cannot be told from its answer, so it is refused", async () => {
    const sum = measure(() => cases.aggregate({ total: AggregateField.sum("n") }).get());

    await expect(sum).rejects.toThrow("sum");
  });
});

describe("measures", () => {
  test("running side by side are not mixed up", async () => {
    const one = measure(() => cases.doc("case-1").get());
    const two = measure(async () => {
      await cases.limit(2).get();
      await cases.doc("case-2").set({ n: 2 }, { merge: true });
    });
    await cases.get();

    expect(await one).toMatchObject({ reads: 1, writes: 0, roundTrips: 1 });
    expect(await two).toMatchObject({ reads: 2, writes: 1, roundTrips: 2 });
  });

  test("hold what measures inside them counted", async () => {
    const outer = await measure(async () => {
      await cases.doc("case-0").get();
      return measure(() => cases.limit(2).get());
    });

    expect(outer.reads).toBe(3);
    expect(outer.result.reads).toBe(2);
  });

  test("fail as the work does", async () => {
    await expect(measure(() => Promise.reject(new Error("lost")))).rejects.toThrow("lost");
  });
});

test("a second meter counts nothing twice", async () => {
  const { reads } = await meter().measure(() => cases.doc("case-1").get());

  expect(reads).toBe(1);
});

test("a recording holds each shape of the process once, measured or not", async () => {
  startRecording();
  const either = Filter.or(Filter.where("n", "in", [1]), Filter.where("n", "==", null));
  const group = db.collectionGroup(name).where(either).where("viewers", "array-contains", "alfa");

  await group.orderBy("at", "desc").get();
  await measure(() => cases.orderBy("n").limitToLast(1).get());
  await cases.orderBy("n").limitToLast(2).get();
  await cases.doc("case-1").get();

  expect(recorded()).toEqual([
    {
      collection: name,
      scope: "COLLECTION_GROUP",
      where: {
        and: [
          {
            or: [
              { field: "n", op: "in" },
              { field: "n", op: "==" },
            ],
          },
          { field: "viewers", op: "array-contains" },
        ],
      },
      orderBy: [
        { field: "at", direction: "DESCENDING" },
        { field: "__name__", direction: "DESCENDING" },
      ],
    },
    {
      collection: name,
      scope: "COLLECTION",
      orderBy: [
        { field: "n", direction: "DESCENDING" },
        { field: "__name__", direction: "DESCENDING" },
      ],
    },
  ]);
});

function costOf(rpcs: string[], paid: { reads?: number; writes?: number; deletes?: number }) {
  const nothing = { reads: 0, writes: 0, deletes: 0 };
  return { ...nothing, ...paid, roundTrips: rpcs.length, rpcs, queries: [] };
}
