import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { recordsOf } from "#adapters/firestore/access-records.ts";
import { auditOf } from "#adapters/firestore/audit.ts";
import { firestore } from "#adapters/firestore/client.ts";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { firestoreFileRecords } from "#adapters/firestore/file-records.ts";
import { certificatesOf } from "#adapters/firestore/recall-store.ts";
import { meter } from "../support/firestore-meter.ts";
import {
  type IndexFile,
  type QueryShape,
  readIndexes,
  uncovered,
} from "../support/index-coverage.ts";
import { resetData } from "../support/server.ts";
import { storedCollections } from "../support/stored-collections.ts";
import { issueEveryQuery, placesThatQuery } from "./every-query.ts";

const file = readIndexes(fileURLToPath(new URL("../../firestore.indexes.json", import.meta.url)));
const { startRecording, recorded } = meter();
let shapes: QueryShape[] = [];

beforeAll(async () => {
  await resetData();
  startRecording();
  await issueEveryQuery();
  shapes = recorded();
});

test("every place in the code that queries is driven here, so that a new one is noticed", () => {
  expect(placesThatQuery()).toEqual({
    "adapters/firestore/access-records.ts": 2,
    "adapters/firestore/audit.ts": 4,
    "adapters/firestore/case-pages.ts": 4,
    "adapters/firestore/children.ts": 1,
    "adapters/firestore/consent-subjects.ts": 2,
    "adapters/firestore/customer-pages.ts": 3,
    "adapters/firestore/deadlines.ts": 2,
    "adapters/firestore/documents.ts": 2,
    "adapters/firestore/dossier.ts": 2,
    "adapters/firestore/file-records.ts": 2,
    "adapters/firestore/people-store.ts": 3,
    "adapters/firestore/recall-store.ts": 1,
    "adapters/firestore/receipts.ts": 2,
    "adapters/firestore/reindex.ts": 2,
  });
});

describe("firestore.indexes.json", () => {
  test("covers every query that the code can issue", () => {
    expect(lacking(file)).toEqual([]);
    expect(shapes.length).toBeGreaterThan(100);
  });

  test.each(partsOf(file))("needs, for some query, %s", (_, rest) => {
    expect(lacking(rest)).not.toEqual([]);
  });

  test("indexes nothing by itself, so that a case's index of words costs its entries once", async () => {
    const claimed = { eventId: "e1", email: "anna@alfa-partner.example" };
    await firestoreDeliveries().claim(claimed, "2026-03-10T12:00:00.000Z");
    await auditOf({ kind: "customer", customer: "1001" }).doc("e1").set({ id: "e1" });
    await recordsOf("1001").doc("e1").set({ id: "e1" });
    await firestoreFileRecords().noteSweptUntil("2026-03-10T12:00:00.000Z");
    const of = { customer: "1001", caseId: "310000001001" };
    await certificatesOf(of).doc("e1").set({ id: "e1" });

    const exempt = file.fieldOverrides.filter(
      ({ fieldPath, indexes }) => fieldPath === "*" && indexes.length === 0,
    );

    const groups = exempt.map(({ collectionGroup }) => collectionGroup);
    expect(groups).toEqual(await storedCollections(firestore()));
  });

  test("has the database delete what is kept for a time alone", () => {
    const expiring = file.fieldOverrides.filter(({ ttl }) => ttl);

    expect(expiring).toEqual([
      { collectionGroup: "accessRecords", fieldPath: "expiresAt", ttl: true, indexes: [] },
      { collectionGroup: "deliveries", fieldPath: "expiresAt", ttl: true, indexes: [] },
      { collectionGroup: "receipts", fieldPath: "expiresAt", ttl: true, indexes: [] },
    ]);
  });
});

function lacking(indexes: IndexFile): string[] {
  return shapes.flatMap((shape) => uncovered(shape, indexes) ?? []);
}

/** Each composite index and each index of a single field, by its name, with the file that is left without it. */
function partsOf({ indexes, fieldOverrides }: IndexFile): [string, IndexFile][] {
  const composites = indexes.map((lost): [string, IndexFile] => {
    const fields = lost.fields.map(({ fieldPath, ...mode }) => nameOf(fieldPath, mode));
    const rest = { indexes: indexes.filter((each) => each !== lost), fieldOverrides };
    return [`${lost.collectionGroup} (${fields.join(", ")})`, rest];
  });
  const singles = fieldOverrides.flatMap((override) =>
    override.indexes.map((lost): [string, IndexFile] => {
      const kept = { ...override, indexes: override.indexes.filter((each) => each !== lost) };
      const rest = fieldOverrides.map((each) => (each === override ? kept : each));
      const name = `${override.collectionGroup} (${nameOf(override.fieldPath, lost)})`;
      return [name, { indexes, fieldOverrides: rest }];
    }),
  );
  return [...composites, ...singles];
}

function nameOf(
  field: string,
  { order, arrayConfig }: { order?: string; arrayConfig?: string },
): string {
  return `${field} ${(order ?? arrayConfig ?? "").toLowerCase()}`;
}
