import { describe, expect, test } from "vitest";
import { newTrace, readTraceparent, traceOfHeaders, traceparentOf } from "#platform/trace.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

describe("readTraceparent", () => {
  test.each([
    ["a sampled trace", "01", true],
    ["one that is not", "00", false],
    ["one with flags of a later version, too", "fe", false],
    ["one with further flags", "03", true],
  ])("reads %s", (_what, flags, sampled) => {
    expect(readTraceparent(`00-${traceId}-${spanId}-${flags}`)).toEqual({
      traceId,
      spanId,
      sampled,
    });
  });

  test("reads what a later version adds to, as the standard asks", () => {
    expect(readTraceparent(`01-${traceId}-${spanId}-01-more`)).toEqual({
      traceId,
      spanId,
      sampled: true,
    });
  });

  test.each([
    undefined,
    "",
    7,
    ["00"],
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-01-more`,
    `01-${traceId}-${spanId}-01more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01\n`,
    ` 00-${traceId}-${spanId}-01`,
    `00-moa@lindqvist.example-${spanId}-01`,
  ])("takes %j for none", (value) => {
    expect(readTraceparent(value)).toBeUndefined();
  });
});

describe("traceOfHeaders", () => {
  test.each([
    ["12;o=1", "000000000000000c"],
    ["18446744073709551615;o=0", "ffffffffffffffff"],
    ["12", "000000000000000c"],
  ])("reads Google's own header, its span in decimal: %s", (rest, span) => {
    const headers = { "x-cloud-trace-context": `${traceId.toUpperCase()}/${rest}` };

    expect(traceOfHeaders(headers)).toEqual({ traceId, spanId: span, sampled: undefined });
  });

  test.each([
    traceId,
    `${traceId}/0;o=1`,
    `${traceId}/000;o=1`,
    `${traceId}/18446744073709551616;o=1`,
    `${"0".repeat(32)}/12;o=1`,
    `${traceId}/12;o=2`,
    `${traceId}/moa`,
  ])("takes %j for none", (value) => {
    expect(traceOfHeaders({ "x-cloud-trace-context": value })).toBeUndefined();
  });

  test("goes by the standard's header where both came", () => {
    const headers = {
      traceparent: `00-${traceId}-${spanId}-01`,
      "x-cloud-trace-context": `${"1".repeat(32)}/12`,
    };

    expect(traceOfHeaders(headers)).toEqual({ traceId, spanId, sampled: undefined });
  });

  test.each(["00", "01"])("lets no stranger decide whether it is recorded: %s", (flags) => {
    const headers = { traceparent: `00-${traceId}-${spanId}-${flags}` };

    expect(traceOfHeaders(headers)).toEqual({ traceId, spanId, sampled: undefined });
  });

  test("goes by Google's where the other cannot be read", () => {
    const headers = { traceparent: "none", "x-cloud-trace-context": `${traceId}/12` };

    expect(traceOfHeaders(headers)?.traceId).toBe(traceId);
  });
});

describe("traceparentOf", () => {
  test.each([
    [true, `00-${traceId}-${spanId}-01`],
    [false, `00-${traceId}-${spanId}-00`],
  ])("writes what the next hop reads, sampled: %s", (sampled, text) => {
    expect(traceparentOf({ traceId, spanId, sampled })).toBe(text);
  });

  test("writes a trace that begins here, too, each another and none of them sampled", () => {
    const [one, other] = [newTrace(), newTrace()];

    expect(readTraceparent(traceparentOf(one))).toEqual({ ...one, sampled: false });
    expect(other.traceId).not.toBe(one.traceId);
  });
});
