/** What a resource costs, in kind: nothing, by what is used or kept, or around the clock. */
export type Cost = "none" | "use" | "always" | "unknown";

/** How a kind of resource is told to somebody who reads what would be made. */
export type Kind = {
  title: string;
  cost: Cost;
  /** What it is paid for, where it costs. */
  paid?: string;
  /** What a resource is, from its main inputs, besides its name. */
  told: readonly Told[];
};

/** A word before an input, where the input stands, and what a value of it means that alarms without its reason. */
export type Told = readonly [
  word: string,
  path: string,
  meaning?: Readonly<Record<string, string>>,
];
