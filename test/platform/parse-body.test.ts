import { describe, expect, test } from "vitest";
import type { Asked } from "#platform/exchange.ts";
import { camelCase, parseBody } from "#platform/parse-body.ts";

const json = "application/json";

describe("parseBody", () => {
  test.each([
    ["", {}],
    [" \r\n", {}],
    ["{}", {}],
    ['{"display_name":"a","priority":"P1"}', { displayName: "a", priority: "P1" }],
    ['{"a":{"b_c":[{"d_e":1}]}}', { a: { bC: [{ dE: 1 }] } }],
    ['{"a":null,"b":{"c":null}}', { b: {} }],
    ['{"a":[null]}', { a: [null] }],
  ])("reads %j", (text, expected) => {
    expect(parseBody(asked(text))).toEqual(expected);
  });

  test.each(["", "text/plain", "application/json5", "text/json"])(
    "refuses a body that is sent as %j",
    (type) => {
      expect(faultsOf(() => parseBody(asked("{}", type)))).toEqual(["Content-Type"]);
    },
  );

  test("asks for no Content-Type where there is no body", () => {
    expect(parseBody(asked("", ""))).toEqual({});
  });

  test.each(["{", "[]", "1", '"a"', "null", "{'a':1}", "NaN", '{"a":1}x'])("refuses %s", (text) => {
    expect(faultsOf(() => parseBody(asked(text)))).toEqual(["body"]);
  });

  test("refuses bytes that are no UTF-8", () => {
    const body = Uint8Array.from([0x7b, 0xc3, 0x28, 0x7d]);

    expect(faultsOf(() => parseBody({ ...asked(""), body }))).toEqual(["body"]);
  });

  test("says nothing of the text that it cannot read, which may be a secret", () => {
    expect(() => parseBody(asked('{"password": hunter2}'))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });

  test("tells every field that is given in two spellings", () => {
    const text = '{"display_name":"a","displayName":"b","x":{"y_z":1,"yZ":2}}';

    expect(faultsOf(() => parseBody(asked(text)))).toEqual(["displayName", "x.yZ"]);
  });

  test.each([
    ["a field given twice", '{"a":1,"x":{"b":1,"b":2}}', ["x.b"]],
    ["a number that is rounded", '{"a":[1,9007199254740993]}', ["a.1"]],
    ["half a character", '{"a":{"b":["\\ud800"]}}', ["a.b.0"]],
    ["all of these", '{"a":1e999,"a":1,"b":"\\udc00"}', ["a", "a", "b"]],
  ])("tells %s", (_what, text, fields) => {
    expect(faultsOf(() => parseBody(asked(text)))).toEqual(fields);
  });

  test("tells of text that is no JSON no field, even where one stands twice", () => {
    expect(faultsOf(() => parseBody(asked('{"secret":1,"secret":2')))).toEqual(["body"]);
  });

  test("tells where it is nested too deep", () => {
    const text = `{"a":${"[".repeat(21)}${"]".repeat(21)}}`;

    expect(faultsOf(() => parseBody(asked(text)))).toEqual([`a${".0".repeat(20)}`]);
  });

  test("leaves every object's prototype alone", () => {
    const read = parseBody(asked('{"__proto__":{"polluted":true},"constructor":{"a":1}}'));

    expect({}).not.toHaveProperty("polluted");
    expect(read).not.toHaveProperty("polluted");
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read)).toHaveLength(2);
  });
});

describe("camelCase", () => {
  test.each([
    ["display_name", "displayName"],
    ["page_size", "pageSize"],
    ["displayName", "displayName"],
    ["sha_256", "sha256"],
    ["$.xgafv", "$.xgafv"],
  ])("spells %s as %s", (name, spelt) => {
    expect(camelCase(name)).toBe(spelt);
  });
});

function asked(text: string, type = json): Asked {
  return {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: type === "" ? {} : { "content-type": type },
    body: new TextEncoder().encode(text),
  };
}

function faultsOf(work: () => unknown): string[] | undefined {
  try {
    work();
  } catch (error) {
    const { details } = error as { details: { violations: { field: string }[] } };
    return details.violations.map(({ field }) => field);
  }
  return undefined;
}
