import { describe, expect, test } from "vitest";
import { compilePath, decodePath } from "#platform/route-path.ts";

const close = compilePath("/{version}/customers/{customer}/cases/{case}:close");
const get = compilePath("/{version}/customers/{customer}/cases/{case}");

describe("compilePath", () => {
  test.each([
    ["/v2/customers/1001/cases/7:close", "customers"],
    ["/v2beta/organizations/1001/cases/7:close", "organizations"],
  ])("finds the parameters in %s, and the form of name", (path, form) => {
    expect(close(path)).toEqual({ params: { customer: "1001", case: "7" }, form });
  });

  test.each([
    "/v2/customers/1001/cases/7",
    "/v2/customers/1001/cases/7:closed",
    "/v2/customers/1001/cases/7:close/",
    "/v2/customers/1001/cases/7:close:close",
    "/v2/customers//cases/7:close",
    "/v2/folders/1001/cases/7:close",
    "/v1/customers/1001/cases/7:close",
    "/v2alpha/customers/1001/cases/7:close",
    "/upload/v2/customers/1001/cases/7:close",
    "/v2/customers/1001/cases/7:close\n",
  ])("does not take %j for it", (path) => {
    expect(close(path)).toBeUndefined();
  });

  test("never takes a verb for a part of the id", () => {
    expect(get("/v2/customers/1001/cases/7:close")).toBeUndefined();
  });

  test("knows a path without parameters", () => {
    const search = compilePath("/{version}/cases:search");

    expect(search("/v2/cases:search")).toEqual({ params: {}, form: "customers" });
    expect(search("/v2/cases")).toBeUndefined();
  });

  test("gives names from an object's prototype as they are", () => {
    expect(get("/v2/customers/__proto__/cases/constructor")?.params).toEqual({
      customer: "__proto__",
      case: "constructor",
    });
  });
});

describe("decodePath", () => {
  test.each([
    ["/v2/cases%3Asearch", "/v2/cases:search"],
    ["/v2/%E5%90%8D", "/v2/名"],
    ["/v2/a%2525", "/v2/a%25"],
    ["/v2/../x", "/v2/../x"],
    ["", ""],
  ])("decodes %j once", (path, decoded) => {
    expect(decodePath(path)).toBe(decoded);
  });

  test.each(["/v2/a%2Fb", "/v2/a%2fb", "/v2/%", "/v2/%zz", "/v2/%E0%A4", "/v2/%ff"])(
    "has nothing to make of %j",
    (path) => {
      expect(decodePath(path)).toBeUndefined();
    },
  );
});
