import { describe, expect, test } from "vitest";
import { z } from "zod";
import { violationsOf } from "#platform/violations.ts";

const Order = z.strictObject({
  name: z.string().min(2, "Give two letters."),
  lines: z.array(z.strictObject({ count: z.int("Give a whole number.") })).default([]),
  size: z.enum(["S", "L"], { error: "Give S or L." }).optional(),
});

describe("violationsOf", () => {
  test("names each field as JSON does, and says what would be right", () => {
    const input = { name: "a", lines: [{ count: 1 }, { count: 1.5 }], size: "M" };

    expect(faultsOf(input)).toEqual([
      { field: "name", description: "Give two letters." },
      { field: "lines[1].count", description: "Give a whole number." },
      { field: "size", description: "Give S or L." },
    ]);
  });

  test("says of a missing field that it is required", () => {
    expect(faultsOf({ lines: [{}] })).toEqual([
      { field: "name", description: "This is required." },
      { field: "lines[0].count", description: "This is required." },
    ]);
  });

  test("gives every unknown field an entry of its own", () => {
    const description = "There is no such field: leave it out, or check its spelling.";

    expect(
      faultsOf({ name: "ab", colour: 1, constructor: 2, lines: [{ count: 1, x: 1 }] }),
    ).toEqual([
      { field: "lines[0].x", description },
      { field: "colour", description },
      { field: "constructor", description },
    ]);
  });

  test("never repeats what was given, which may be a secret", () => {
    const said = JSON.stringify(faultsOf({ name: 7, size: "hunter2", lines: "hunter2" }));

    expect(said).not.toContain("hunter2");
  });
});

function faultsOf(input: unknown) {
  const { error } = Order.safeParse(input);
  return error ? violationsOf(error, input) : [];
}
