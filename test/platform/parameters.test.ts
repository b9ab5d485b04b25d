import { describe, expect, test } from "vitest";
import { Refusal } from "#domain/refusal.ts";
import { Flag, PageSize, readParameters } from "#platform/parameters.ts";

describe("readParameters", () => {
  test.each([
    ["", {}],
    ["pageSize=5&page_token=x", { pageSize: "5", pageToken: "x" }],
    ["updateMask=a&updateMask=b", { updateMask: ["a", "b"] }],
    ["filter=", { filter: "" }],
    ["filter=a%20b+c", { filter: "a b c" }],
    ["product.productLine=GOOGLE_CLOUD", { "product.productLine": "GOOGLE_CLOUD" }],
    ["$.xgafv=1&callback=c&key=k&prettyPrint=true&quotaUser=q&alt=json", {}],
    ["uploadType=media&upload_protocol=raw&alt=", {}],
  ])("reads %j", (query, given) => {
    expect(readParameters(new URLSearchParams(query))).toEqual({ given: { ...given } });
  });

  test.each([
    ["validateOnly=true&validate_only=false", { validateOnly: ["true", "false"] }],
    ["page_token=a&pageToken=a", { pageToken: ["a", "a"] }],
  ])("takes two spellings for one parameter given twice: %s", (query, given) => {
    expect(readParameters(new URLSearchParams(query))).toEqual({ given });
  });

  test("refuses `fields` given twice, and more parameters than any call has", () => {
    const many = Array.from({ length: 101 }, (_, at) => `p${at}=`).join("&");

    expect(() => readParameters(new URLSearchParams("fields=a&fields=b"))).toThrow(/fields/);
    expect(() => readParameters(new URLSearchParams(many))).toThrow(/…/);
    expect(Object.keys(readParameters(new URLSearchParams(many.slice(4))).given)).toHaveLength(100);
  });

  test("keeps `fields` apart", () => {
    expect(readParameters(new URLSearchParams("fields=name&alt=json"))).toEqual({
      given: {},
      fields: "name",
    });
  });

  test("holds names from an object's prototype as any others", () => {
    const { given } = readParameters(new URLSearchParams("constructor=1&toString=2"));

    expect(Object.entries(given)).toEqual([
      ["constructor", "1"],
      ["toString", "2"],
    ]);
  });

  test.each([
    ["alt=proto", "NOT_IMPLEMENTED"],
    ["alt=media", "NOT_IMPLEMENTED"],
    ["alt=json&alt=proto", "NOT_IMPLEMENTED"],
    ["alt=JSON", "INVALID_ARGUMENT"],
    ["alt=sse", "INVALID_ARGUMENT"],
  ])("refuses %s", (query, code) => {
    expect(() => readParameters(new URLSearchParams(query))).toThrow(
      expect.objectContaining({ constructor: Refusal, code }),
    );
  });
});

describe("PageSize", () => {
  test.each([
    [undefined, 10],
    ["0", 10],
    ["1", 1],
    ["100", 100],
    ["101", 100],
    ["9999999999", 100],
  ])("reads %s as %i", (text, size) => {
    expect(PageSize.parse(text)).toBe(size);
  });

  test.each(["-1", "1.5", "ten", "", " 5", "1e3", "0x10", "٣"])("refuses %j", (text) => {
    expect(PageSize.safeParse(text).success).toBe(false);
  });
});

describe("Flag", () => {
  test.each([
    [undefined, false],
    ["false", false],
    ["true", true],
  ])("reads %s as %s", (text, flag) => {
    expect(Flag.parse(text)).toBe(flag);
  });

  test.each(["yes", "TRUE", "1", ""])("refuses %j", (text) => {
    expect(Flag.safeParse(text).success).toBe(false);
  });
});
