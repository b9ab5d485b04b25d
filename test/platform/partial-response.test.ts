import { describe, expect, test } from "vitest";
import { fieldsFaults, partial } from "#platform/partial-response.ts";

const reply = {
  cases: [
    { name: "customers/1001/cases/1", state: "NEW", creator: { email: "a@b.example" } },
    { name: "customers/1001/cases/2", state: "CLOSED" },
  ],
  nextPageToken: "t",
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
  ])("is what fields=%s selects", (fields, expected) => {
    expect(partial(reply, fields)).toEqual(expected);
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
