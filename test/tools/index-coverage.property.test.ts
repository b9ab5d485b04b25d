import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  completeOrder,
  type Filter,
  type IndexFile,
  type Operator,
  type QueryShape,
  uncovered,
} from "../support/index-coverage.ts";
import { fileOf, has, pasted, query } from "./index-builders.ts";

const field = fc.constantFrom("a", "b", "c", "d");
const op = fc.constantFrom<Operator[]>("==", "==", "in", "<", "!=");
const condition: fc.Arbitrary<Filter> = fc.record({ field, op });
const either: fc.Arbitrary<Filter> = fc.record({
  or: fc.array(condition, { minLength: 2, maxLength: 3 }),
});
const order = fc
  .uniqueArray(fc.tuple(field, fc.constantFrom("", "-")), {
    maxLength: 2,
    selector: ([name]) => name,
  })
  .map((parts) => parts.map(([name, sign]) => `${name}${sign}`).join(", "));
const scope = fc.constantFrom<QueryShape["scope"][]>("COLLECTION", "COLLECTION_GROUP");

const shapeOf = (filter: fc.Arbitrary<Filter>): fc.Arbitrary<QueryShape> =>
  fc
    .tuple(fc.array(filter, { maxLength: 3 }), fc.boolean(), order, scope)
    .map(([filters, array, by, scope]) =>
      query(array ? [...filters, has("tokens")] : filters, by, { scope }),
    );

describe("any query", () => {
  test("is covered once what is missing is added", () => {
    fc.assert(
      fc.property(shapeOf(fc.oneof(condition, either)), (shape) => {
        const missing = uncovered(shape, fileOf([]));

        expect(uncovered(shape, pasted(fileOf([]), missing))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test("is uncovered again without the index it needs, whatever else there is", () => {
    const others = fc.array(shapeOf(condition), { maxLength: 3 });
    fc.assert(
      fc.property(shapeOf(condition), others, (shape, others) => {
        const missing = uncovered(shape, fileOf([]));
        fc.pre(missing !== undefined);
        const file = [...others, shape].reduce(
          (all, one) => pasted(all, uncovered(one, all)),
          fileOf([]),
        );
        const needed = leastOf(file, shape);

        expect(uncovered(shape, needed)).toBeUndefined();
        expect(sizeOf(needed)).toBeGreaterThan(0);
        for (const less of withoutOne(needed)) expect(uncovered(shape, less)).toBeDefined();
        for (const copy of elsewhere(needed)) expect(uncovered(shape, copy)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  test("stays covered when indexes are added for others", () => {
    fc.assert(
      fc.property(fc.array(shapeOf(condition), { minLength: 1, maxLength: 4 }), (shapes) => {
        const file = shapes.reduce((all, one) => pasted(all, uncovered(one, all)), fileOf([]));

        expect(shapes.filter((one) => uncovered(one, file) !== undefined)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("has one complete order, however often it is completed", () => {
    fc.assert(
      fc.property(shapeOf(condition), ({ where, orderBy }) => {
        const complete = completeOrder(where, orderBy);

        expect(completeOrder(where, complete)).toEqual(complete);
        expect(complete.at(-1)?.field).toBe("__name__");
      }),
    );
  });
});

const sizeOf = (file: IndexFile): number => file.indexes.length + file.fieldOverrides.length;

const withoutOne = (file: IndexFile): IndexFile[] => [
  ...file.indexes.map((lost) => ({
    ...file,
    indexes: file.indexes.filter((one) => one !== lost),
  })),
  ...file.fieldOverrides.map((lost) => ({
    ...file,
    fieldOverrides: file.fieldOverrides.filter((one) => one !== lost),
  })),
];

function leastOf(file: IndexFile, shape: QueryShape): IndexFile {
  const smaller = withoutOne(file).find((less) => uncovered(shape, less) === undefined);
  return smaller === undefined ? file : leastOf(smaller, shape);
}

/** The same indexes in another collection, and in the other scope. */
function elsewhere(file: IndexFile): IndexFile[] {
  const other = { COLLECTION: "COLLECTION_GROUP", COLLECTION_GROUP: "COLLECTION" } as const;
  const indexes = file.indexes.map((one) => ({ ...one, queryScope: other[one.queryScope] }));
  return [
    {
      indexes: file.indexes.map((one) => ({ ...one, collectionGroup: "comments" })),
      fieldOverrides: file.fieldOverrides.map((one) => ({ ...one, collectionGroup: "comments" })),
    },
    { indexes, fieldOverrides: [] },
  ];
}
