import { describe, expect, test } from "vitest";
import { IndexFile, type QueryShape, uncovered } from "../support/index-coverage.ts";
import {
  eq,
  fileOf,
  group,
  has,
  index,
  inGroup,
  or,
  override,
  pasted,
  query,
  where,
} from "./index-builders.ts";

const values = where("state", "in");
const byDate = query([eq("state")], "updatedAt-");
const arrayAndState = query([has("viewers"), eq("state")], "updatedAt-");

describe("queries that need no index of ours", () => {
  test.each<[string, QueryShape, IndexFile?]>([
    ["all documents", query([])],
    ["all documents of a group", query([], "", group)],
    ["an equality", query([eq("state")])],
    ["two equalities, merged", query([eq("state"), eq("severity")])],
    ["three equalities and an array, merged", query([eq("a"), eq("b"), eq("c"), has("viewers")])],
    ["an array", query([has("viewers")])],
    ["any of an array", query([where("viewers", "array-contains-any")])],
    ["one of several values", query([values])],
    ["one of several values and an equality", query([values, eq("severity")])],
    ["a range", query([where("updatedAt", ">="), where("updatedAt", "<")])],
    ["a range ordered by its field, descending", query([where("n", ">")], "n-")],
    ["an order", query([], "updatedAt")],
    ["a descending order", query([], "updatedAt-")],
    ["an order, the name alike", query([], "n-, __name__-")],
    ["an inequality", query([where("state", "!=")])],
    ["an OR of equalities", query([or(eq("state"), eq("severity"))])],
    ["an OR of ranges on one field", query([or(where("n", "<"), where("n", ">"))])],
    ["a range of names", query([where("__name__", ">")])],
    ["one name", query([where("__name__", "==")])],
    ["an equality and descending names", query([eq("state")], "__name__-")],
    ["an equality ordered by its own field", query([eq("state")], "state-")],
    ["a field beside an exempt one", query([eq("state")]), fileOf([], override("internal"))],
  ])("%s", (_, shape, file = fileOf([])) => {
    expect(uncovered(shape, file)).toBeUndefined();
  });
});

describe("queries that the given indexes serve, each of them needed", () => {
  const anyViewer = where("viewers", "array-contains-any");
  test.each<[string, QueryShape, string[]]>([
    ["equality and order", byDate, ["state, updatedAt-"]],
    ["equality and range", query([eq("state"), where("n", "<")]), ["state, n"]],
    ["equality and inequality", query([eq("a"), where("n", "!=")]), ["a, n"]],
    ["equality and excluded values", query([eq("a"), where("n", "not-in")]), ["a, n"]],
    ["a range of two ends", query([eq("a"), where("n", "<"), where("n", ">")], "n-"), ["a, n-"]],
    ["an equality in either direction", query([eq("state")], "n"), ["state-, n"]],
    ["equalities in any sequence", query([eq("a"), eq("b")], "n"), ["b, a, n"]],
    ["array and order", query([has("viewers")], "updatedAt-"), ["viewers[], updatedAt-"]],
    ["array and equality in one index", arrayAndState, ["state, viewers[], updatedAt-"]],
    ["array and equality merged", arrayAndState, ["viewers[], updatedAt-", "state, updatedAt-"]],
    ["three merged", query([eq("a"), eq("b"), eq("c")], "n"), ["a, n", "b, n", "c, n"]],
    ["two pairs merged", query([eq("a"), eq("b"), eq("c")], "n"), ["a, b, n", "b, c, n"]],
    ["merged on a range", query([eq("a"), eq("b"), where("n", ">")]), ["a, n", "b, n"]],
    ["several values and order", query([values], "updatedAt-"), ["state, updatedAt-"]],
    [
      "any of an array, values, merged",
      query([anyViewer, values], "n"),
      ["viewers[], n", "state, n"],
    ],
    ["both sides of an OR", query([or(eq("a"), has("b"))], "n"), ["a, n", "b[], n"]],
    ["an OR inside an AND", query([eq("a"), or(eq("b"), eq("c"))], "n"), ["a, b, n", "a, c, n"]],
    ["an OR of equality and range, ordered alike", query([or(eq("a"), where("n", ">"))]), ["a, n"]],
    ["two orders", query([], "a, b-"), ["a, b-"]],
    ["two ranges, ordered by field name", query([where("b", ">"), where("a", "<")]), ["a, b"]],
    ["a range after an order, in its direction", query([where("n", ">")], "m-"), ["m-, n-"]],
    ["names against the order", query([], "n-, __name__"), ["n-, __name__"]],
    ["an index that names the name", query([eq("a")], "n-"), ["a, n-, __name__-"]],
    ["values ordered by their own field", query([values, eq("a")], "state"), ["a, state"]],
  ])("%s", (_, shape, indexes) => {
    expect(uncovered(shape, fileOf(indexes))).toBeUndefined();

    for (const lost of indexes) {
      const rest = indexes.filter((one) => one !== lost);
      expect(uncovered(shape, fileOf(rest))).toBeDefined();
    }
  });

  test.each<[string, QueryShape, IndexFile]>([
    ["an order in a group", query([eq("a")], "n-", group), fileOf([index("a, n-", inGroup)])],
    ["an exempt field", query([eq("a"), eq("b")]), fileOf(["a, b"], override("a"))],
    [
      "an equality in a group",
      query([eq("a")], "", group),
      fileOf([], override("a", { order: "ASCENDING", ...inGroup })),
    ],
  ])("%s", (_, shape, file) => {
    expect(uncovered(shape, file)).toBeUndefined();
    expect(uncovered(shape, { ...fileOf([]), fieldOverrides: [override("a")] })).toBeDefined();
  });
});

describe("queries that the given indexes do not serve", () => {
  const three = query([where("age", "in"), eq("name"), eq("job")], "age");
  test.each<[string, QueryShape, string[]]>([
    ["of another collection", { ...byDate, collection: "comments" }, ["state, updatedAt-"]],
    ["in a group", { ...byDate, ...group }, ["state, updatedAt-"]],
    ["backwards", query([eq("state")], "updatedAt"), ["state, updatedAt-"]],
    ["two orders backwards", query([], "a-, b"), ["a, b-"]],
    ["one of two orders turned", query([], "a, b"), ["a, b-"]],
    ["orders in another sequence", query([], "b, a"), ["a, b"]],
    ["an order before the equality", byDate, ["updatedAt-, state"]],
    ["a field between", byDate, ["state, severity, updatedAt-"]],
    ["a field after", byDate, ["state, updatedAt-, n-"]],
    ["names in the other direction", byDate, ["state, updatedAt-, __name__"]],
    ["an array as a value", query([eq("viewers")], "n"), ["viewers[], n"]],
    ["a value as an array", query([has("viewers")], "n"), ["viewers, n"]],
    ["merged, orders differ", arrayAndState, ["viewers[], updatedAt-", "state, updatedAt"]],
    ["merged, one equality left over", arrayAndState, ["viewers[], updatedAt-"]],
    ["merged, ordered by a field of several values", three, ["name, age", "job, age"]],
    ["one side of an OR", query([or(eq("a"), has("b"))], "n"), ["a, n"]],
    ["an equality in a group", query([eq("state")], "", group), []],
    ["descending names of two", query([eq("a"), has("b")], "__name__-"), ["a, b[]"]],
  ])("%s", (_, shape, indexes) => {
    const missing = uncovered(shape, fileOf(indexes));

    expect(missing).toBeDefined();
    expect(uncovered(shape, pasted(fileOf(indexes), missing))).toBeUndefined();
  });

  test.each<[string, QueryShape, IndexFile]>([
    ["by a group's index", byDate, fileOf([index("state, updatedAt-", inGroup)])],
    ["an exempt field", query([eq("internal")]), fileOf([], override("internal"))],
    ["inside an exempt map", query([eq("internal.note")]), fileOf([], override("internal"))],
    ["where all fields are exempt", query([eq("state")]), fileOf([], override("*"))],
  ])("%s", (_, shape, file) => {
    const missing = uncovered(shape, file);

    expect(missing).toBeDefined();
    expect(uncovered(shape, pasted(file, missing))).toBeUndefined();
  });

  test.each<[string, QueryShape]>([
    ["two arrays at once", query([has("viewers"), has("words")])],
    ["descending names alone", query([], "__name__-")],
    ["an order after the name", query([], "__name__, n")],
    ["an array filtered and ordered", query([has("viewers")], "viewers")],
  ])("throws where no index can help: %s", (_, shape) => {
    expect(() => uncovered(shape, fileOf([]))).toThrow(Error);
  });
});

describe("what is said to be missing", () => {
  test("stands in the words of the file", () => {
    expect(JSON.parse(uncovered(byDate, fileOf([])) ?? "")).toEqual({
      indexes: [
        {
          collectionGroup: "cases",
          queryScope: "COLLECTION",
          fields: [
            { fieldPath: "state", order: "ASCENDING" },
            { fieldPath: "updatedAt", order: "DESCENDING" },
          ],
        },
      ],
      fieldOverrides: [],
    });
  });

  test("keeps the automatic indexes where it adds one for a group", () => {
    const missing = uncovered(query([eq("state")], "", group), fileOf([])) ?? "";

    expect(IndexFile.parse(JSON.parse(missing)).fieldOverrides[0]?.indexes).toEqual([
      { order: "ASCENDING", queryScope: "COLLECTION" },
      { order: "DESCENDING", queryScope: "COLLECTION" },
      { arrayConfig: "CONTAINS", queryScope: "COLLECTION" },
      { order: "ASCENDING", queryScope: "COLLECTION_GROUP" },
    ]);
  });
});
