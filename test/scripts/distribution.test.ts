import { describe, expect, test } from "vitest";
import {
  histograms,
  kolmogorovSmirnov,
  onePercentThreshold,
  quantile,
} from "../../scripts/bench/distribution.ts";

const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
const later = Array.from({ length: 100 }, (_, at) => at + 21);

describe("kolmogorovSmirnov", () => {
  test.each([
    ["a sample and itself", { one: hundred, other: hundred, statistic: 0 }],
    ["samples that do not meet", { one: [1, 2, 3], other: [4, 5], statistic: 1 }],
    ["samples that share a half", { one: [1, 2, 3, 4], other: [3, 4, 5, 6], statistic: 0.5 }],
    [
      "samples in any order, with ties",
      { one: [2, 1, 1, 2], other: [1, 2, 2, 2], statistic: 0.25 },
    ],
    ["a sample and one later by a fifth", { one: hundred, other: later, statistic: 0.2 }],
  ])("of %s", (_what, { one, other, statistic }) => {
    expect(kolmogorovSmirnov(one, other)).toBeCloseTo(statistic, 10);
    expect(kolmogorovSmirnov(other, one)).toBeCloseTo(statistic, 10);
  });
});

test("two samples of 200 are told apart, with one error in a hundred, from 0.163 on", () => {
  expect(onePercentThreshold(200, 200)).toBeCloseTo(0.1628, 4);
});

test.each([
  [0, 1],
  [0.1, 11],
  [0.5, 51],
  [0.9, 91],
  [1, 100],
])("a share of %d of a hundred numbers lies below %d", (share, value) => {
  expect(quantile(hundred, share)).toBe(value);
});

test("histograms show samples over the same bins, and a value far out in the last", () => {
  const [early, late] = histograms([0, 0, 0, 1_000], [...hundred]);

  expect(early).toMatch(/^\S {22}\S$/);
  expect(late).toMatch(/^\S{24}$/);
});
