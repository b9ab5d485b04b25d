/** A value below which the given share of a sample lies: 0 the smallest, 0.5 the median, 1 the largest. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The two-sample Kolmogorov–Smirnov statistic: the largest distance between two samples' distribution functions, 0 to 1. */
export function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): number {
  const values = [...new Set([...one, ...other])].toSorted((a, b) => a - b);
  const below = (sample: readonly number[]) => {
    const sorted = sample.toSorted((a, b) => a - b);
    let count = 0;
    return values.map((value) => {
      while (count < sorted.length && (sorted[count] ?? 0) <= value) count += 1;
      return count / sorted.length;
    });
  };
  const [ofOne, ofOther] = [below(one), below(other)];
  return Math.max(...ofOne.map((share, at) => Math.abs(share - (ofOther[at] ?? 0))));
}

/**
 * What the statistic exceeds by chance in one of a hundred pairs of samples alike. Large samples:
 * https://en.wikipedia.org/wiki/Kolmogorov–Smirnov_test#Two-sample_Kolmogorov–Smirnov_test
 */
export function onePercentThreshold(sizeOfOne: number, sizeOfOther: number): number {
  return Math.sqrt(
    (-Math.log(0.01 / 2) / 2) * ((sizeOfOne + sizeOfOther) / (sizeOfOne * sizeOfOther)),
  );
}

const binCount = 24;
const bars = " ▁▂▃▄▅▆▇█";

/** Samples as rows of bars over the same bins, from the smallest value to the 98th percentile of all; what lies beyond is in the last. */
export function histograms(...samples: readonly (readonly number[])[]): string[] {
  const all = samples.flat();
  const [low, high] = [quantile(all, 0), quantile(all, 0.98)];
  const binOf = (value: number) =>
    Math.min(binCount - 1, Math.floor(((value - low) / (high - low || 1)) * binCount));
  const counts = samples.map((sample) => {
    const bins = Array.from({ length: binCount }, () => 0);
    for (const value of sample) bins[binOf(value)] = (bins[binOf(value)] ?? 0) + 1;
    return bins;
  });
  const top = Math.max(...counts.flat());
  return counts.map((bins) =>
    bins.map((count) => bars[Math.ceil((count / top) * (bars.length - 1))]).join(""),
  );
}
