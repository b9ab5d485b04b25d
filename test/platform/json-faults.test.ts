import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFaults } from "#platform/json-faults.ts";

const mebibyte = 1_048_576;

describe("jsonFaults", () => {
  test.each([
    ['{"a":1,"a":1}', ["a"]],
    ['{"a":null,"a":2}', ["a"]],
    ['{"a":1,"\\u0061":2}', ["a"]],
    ['{"a":{"b":1,"b":2},"c":3}', ["a.b"]],
    ['{"a":[{},{"b":1,"b":2}]}', ["a.1.b"]],
    ['{"a":1,"a":2,"a":3}', ["a", "a"]],
    ['{"__proto__":1,"__proto__":2}', ["__proto__"]],
    ['{"":1,"":2}', [""]],
    ['{"a" \n:\t1 , "a"\r:2}', ["a"]],
    ['{"a":{},"b":{},"a":{}}', ["a"]],
  ])("names the key that is given twice in %s", (text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  test.each([
    '{"a":1,"A":1}',
    '{"a":{"a":{"a":1}}}',
    '{"a":"a","b":"a"}',
    '[{"a":1},{"a":1}]',
    '{"a":["a","a"],"b":"\\"a\\":1"}',
    '{"a":"{\\"a\\":1","b":"}"}',
    '{"constructor":1,"toString":2}',
    '""',
  ])("finds nothing in %s", (text) => {
    expect(fieldsOf(text)).toEqual([]);
  });

  test.each([
    ['{"a":1e400}', ["a"]],
    ['{"a":[0,-1e999]}', ["a.1"]],
    ['{"a":9007199254740992}', ["a"]],
    ['{"a":-12345678901234567890}', ["a"]],
    ['{"a":9007199254740991,"b":-9007199254740991,"c":1e-400,"d":0.1}', []],
  ])("names the number that would not stay what it is in %s", (text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  test.each([
    ["lists alone", "[".repeat(mebibyte), ".0".repeat(21).slice(1)],
    ["objects alone", '{"a":'.repeat(mebibyte / 5), ".a".repeat(21).slice(1)],
    ["lists below a field", `{"a":${"[".repeat(100)}`, `a${".0".repeat(20)}`],
  ])("ends at the first value that lies too deep: %s", (_what, text, field) => {
    expect(() => jsonFaults(text, 20)).toThrow(
      expect.objectContaining({
        code: "INVALID_ARGUMENT",
        details: { violations: [{ field, description: "Nest at most 20 levels." }] },
      }),
    );
  });

  test("ends at more members than anybody needs", () => {
    const few = `[${"0,".repeat(10_000)}0]`;

    expect(fieldsOf(few)).toEqual([]);
    expect(() => jsonFaults(few.replace("]", ",0]"), 20)).toThrow(
      expect.objectContaining({
        details: {
          violations: [
            { field: "body", description: "Give at most 10000 fields and items together." },
          ],
        },
      }),
    );
  });

  test("lets stand what is just as deep as it may be", () => {
    expect(fieldsOf(`${"[".repeat(21)}${"]".repeat(21)}`)).toEqual([]);
  });

  test.each([
    ["escapes", `{"a":"${'\\"'.repeat(mebibyte / 2)}"}`],
    ["escapes without an end", `{"a":"${'\\"'.repeat(mebibyte / 2)}`],
    ["letters without an end", `"${"a".repeat(mebibyte)}`],
    ["back-slashes", "\\".repeat(mebibyte)],
    ["blanks", " ".repeat(mebibyte)],
    ["digits", "9".repeat(mebibyte)],
    ["quotes", '"'.repeat(mebibyte)],
    ["closings", "]}".repeat(mebibyte / 2)],
  ])("reads to the end of a mebibyte of %s", (_what, text) => {
    expect(jsonFaults(text, 20).length).toBeLessThanOrEqual(1);
  });

  test("finds nothing in whatever JSON.stringify writes", () => {
    const unit = fc.constantFrom('"', "\\", "{", "}", "[", "]", ":", ",", "\n", "å", "1", "a");
    const leaves = [fc.string({ unit }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, ...leaves, tie("list"), tie("object")),
      list: fc.array(tie("value"), { maxLength: 4 }),
      object: fc.dictionary(fc.string({ unit }), tie("value"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1), (json, indent) => {
        expect(fieldsOf(JSON.stringify(json, undefined, indent))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("finds a key exactly where JSON.parse has dropped one", () => {
    // Two characters or more: V8 of Node 24 takes some escaped keys of one character for a back-slash.
    const key = fc.constantFrom("ab", "Ab", "__proto__", 'q"', "\\\\", "åa", "\u0000a");
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 6 }), (keys) => {
        const text = `{${keys.map(([name, escaped]) => `${spelt(name, escaped)}:0`).join(",")}}`;

        const dropped = keys.length - Object.keys(JSON.parse(text)).length;

        expect(fieldsOf(text)).toHaveLength(dropped);
      }),
      { numRuns: 1_000 },
    );
  });

  test("never fails on text that is no JSON, but for its depth", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"',
      "\\",
      "a",
      "1e999",
      " ",
      "\ud800",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expect(Array.isArray(jsonFaults(parts.join(""), 100))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

function fieldsOf(text: string): string[] {
  return jsonFaults(text, 20).map(({ field }) => field);
}

/** A key as any writer may spell it: plainly, or each character by its number. */
function spelt(name: string, escaped: boolean): string {
  if (!escaped) return JSON.stringify(name);
  const codes = Array.from(name).map((letter) =>
    letter.charCodeAt(0).toString(16).padStart(4, "0"),
  );
  return `"${codes.map((code) => `\\u${code}`).join("")}"`;
}
