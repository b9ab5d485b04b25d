import { describe, expect, test } from "vitest";
import { compareInstant } from "#domain/query/instants.ts";
import type { TimeOperator } from "#domain/query/node.ts";

describe("compareInstant", () => {
  test.each([
    ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31t09:30:00z", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31T09:30:00+02:00", "2026-01-31T07:30:00.000Z"],
    ["2026-01-31T23:30:00-05:30", "2026-02-01T05:00:00.000Z"],
    ["2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.500Z"],
    ["2026-01-31T09:30:00.123000000Z", "2026-01-31T09:30:00.123Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ])("reads %s as %s", (text, at) => {
    const node = compareInstant("updatedAt", ">=", text);

    expect(node).toEqual({ kind: "time", key: "updatedAt", operator: ">=", at });
  });

  test.each([
    "",
    "yesterday",
    "2026-02-30",
    "2026-13-01",
    "2026-02-30T00:00:00Z",
    "2026-1-1",
    "2026-01-31T09:30Z",
    "2026-01-31T09:30:00",
    "2026-01-31 09:30:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T09:30:00 02:00",
    "2026-01-31T09:30:00+24:00",
    "9999-12-31T23:59:59-01:00",
    "0000-01-01T00:00:00+01:00",
    "1767225600",
  ])("takes %j for no instant", (text) => {
    const node = compareInstant("updatedAt", ">", text);

    expect(node).toBeUndefined();
  });

  test.each<[TimeOperator, TimeOperator]>([
    [">", ">"],
    [">=", ">"],
    ["<", "<="],
    ["<=", "<="],
  ])(
    "%s a fraction of a millisecond is %s the millisecond, since records know no finer",
    (written, operator) => {
      const node = compareInstant("updatedAt", written, "2026-01-31T09:30:00.000500Z");

      expect(node).toEqual({
        kind: "time",
        key: "updatedAt",
        operator,
        at: "2026-01-31T09:30:00.000Z",
      });
    },
  );

  test("nothing equals a fraction of a millisecond", () => {
    const node = compareInstant("updatedAt", "=", "2026-01-31T09:30:00.000500Z");

    expect(node).toEqual({ kind: "or", nodes: [] });
  });
});
