import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsFaults, partial } from "#platform/partial-response.ts";

const reply = {
  cases: [
    { name: "customers/1001/cases/1", state: "NEW", creator: { email: "a@b.example" } },
    { name: "customers/1001/cases/2", state: "CLOSED" },
  ],
  nextPageToken: "t",
  done: false,
  count: 2,
  tags: ["mail"],
  empty: [],
};

describe("partial", () => {
  test.each([undefined, "*"])("is the whole reply for fields=%s", (fields) => {
    expect(partial(reply, fields)).toBe(reply);
  });

  test.each([
    ["nextPageToken", { nextPageToken: "t" }],
    ["cases/state", { cases: [{ state: "NEW" }, { state: "CLOSED" }] }],
    [
      "cases(state), nextPageToken",
      { cases: [{ state: "NEW" }, { state: "CLOSED" }], nextPageToken: "t" },
    ],
    ["cases/creator/email", { cases: [{ creator: { email: "a@b.example" } }, {}] }],
    ["colour", {}],
    ["constructor/name", {}],
    ["__proto__", {}],
    ["cases/*/email", { cases: [{ creator: { email: "a@b.example" } }, {}] }],
    ["cases(name,state),cases/state", { cases: [{ state: "NEW" }, { state: "CLOSED" }] }],
    ["empty/name", { empty: [] }],
    [",/", {}],
  ])("is what fields=%s selects", (fields, expected) => {
    expect(partial(reply, fields)).toEqual(expected);
  });

  test.each(["*", "length", "0", "constructor", "at/name"])(
    "shows nothing of what %s is below a text, a flag, a number or a list of texts",
    (name) => {
      const below = ["nextPageToken", "done", "count", "tags"].map((each) => `${each}/${name}`);
      expect(below.flatMap(fieldsFaults)).toEqual([]);
      expect(partial(reply, below.join(","))).toEqual({});
      expect(partial(reply, `cases/name/${name}`)).toEqual({ cases: [{}, {}] });
    },
  );

  test("never throws, for by then a write is stored, and selects nothing that is not there", () => {
    const part = constantFrom(..."cases name state * / ( ) , length __proto__ tags 0".split(" "));
    const selections = array(part, { minLength: 1, maxLength: 12 })
      .map((parts) => parts.join(""))
      .filter((fields) => fieldsFaults(fields).length === 0);

    assert(
      property(selections, (fields) => {
        expect(reply).toMatchObject(partial(reply, fields) as object);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("fieldsFaults", () => {
  test.each(["cases(", "cases)", ")(", "a;b", "a\u0000", '"name"', "a,".repeat(501)])(
    "names %j as no selection",
    (fields) => {
      expect(fieldsFaults(fields)).toEqual([
        {
          field: "fields",
          description: "Give names joined by commas, with / or ( ) for what lies below.",
        },
      ]);
    },
  );

  test.each([undefined, "*", "name", "cases(name,state), nextPageToken", "creator/email"])(
    "finds nothing wrong with %j",
    (fields) => {
      expect(fieldsFaults(fields)).toEqual([]);
    },
  );
});
