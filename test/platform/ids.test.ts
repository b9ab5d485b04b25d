import { describe, expect, test } from "vitest";
import { ChildId } from "#domain/identifiers.ts";
import { digest, messageIdFor, newCaseId, newChildId, receiptIdFor } from "#platform/ids.ts";
import { demoEnvironment } from "../../scripts/stack/environment.ts";

Object.assign(process.env, demoEnvironment, { SMTP_URL: "smtp://127.0.0.1:1" });

describe("digest", () => {
  test("does not depend on the order of keys, at any depth", () => {
    const one = { a: 1, b: { c: [{ d: 1, e: 2 }], f: null } };
    const other = { b: { f: null, c: [{ e: 2, d: 1 }] }, a: 1 };

    expect(digest(other)).toBe(digest(one));
    expect(digest(one)).toMatch(/^[0-9a-f]{48}$/);
  });

  test.each([
    ["the order of a list", ["a", "b"], ["b", "a"]],
    ["a number and its text", { a: 1 }, { a: "1" }],
    ["where one word ends", ["ab", "c"], ["a", "bc"]],
    ["a key and a value", { a: "b" }, { b: "a" }],
    ["an empty list and an empty object", [], {}],
    ["a list and an object of its places", ["a"], { 0: "a" }],
    ["upper and lower case", { a: "x" }, { a: "X" }],
  ])("tells %s", (_what, one, other) => {
    expect(digest(one)).not.toBe(digest(other));
  });
});

describe("newCaseId", () => {
  test("has twelve digits, by chance", () => {
    const ids = Array.from({ length: 200 }, newCaseId);

    expect(ids.filter((id) => !/^[1-9][0-9]{11}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(200);
  });
});

describe("newChildId", () => {
  test("is an id, and another each time", () => {
    const ids = Array.from({ length: 200 }, newChildId);

    expect(ids.filter((id) => !ChildId.safeParse(id).success)).toEqual([]);
    expect(new Set(ids).size).toBe(200);
  });
});

describe("receiptIdFor", () => {
  const email = "anna@alfa-partner.example";

  test("is met again by the same caller and key", () => {
    expect(receiptIdFor(email, "key-1")).toBe(receiptIdFor(email, "key-1"));
  });

  test.each([
    ["another caller", "anna@beta-partner.example", "key-1"],
    ["another key", email, "key-2"],
    ["a key in another case", email, "KEY-1"],
  ])("is another for %s", (_what, caller, key) => {
    expect(receiptIdFor(caller, key)).not.toBe(receiptIdFor(email, "key-1"));
  });

  test("is an id whatever stands in the key", () => {
    expect(ChildId.safeParse(receiptIdFor(email, "../a?b#c/__d__")).success).toBe(true);
  });
});

describe("messageIdFor", () => {
  test("is one for an event and a person, whenever the mail is sent", () => {
    const [id, again] = [1, 2].map(() => messageIdFor("e1", "moa@lindqvist.example"));

    expect(id).toMatch(/^<e1\.[0-9a-f]{24}@mail\.support\.example>$/);
    expect(again).toBe(id);
    expect(messageIdFor("e1", "olle@lindqvist.example")).not.toBe(id);
    expect(messageIdFor("e2", "moa@lindqvist.example")).not.toBe(id);
  });

  test("does not show the address", () => {
    expect(messageIdFor("e1", "moa@lindqvist.example")).not.toContain("moa");
  });
});
