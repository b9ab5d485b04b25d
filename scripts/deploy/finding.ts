/** What is wrong, why it matters, and the commands that mend it. */
export type Finding = {
  /** `blocks` keeps a deployment from succeeding; `later` is to be done after its first step. */
  weight: "blocks" | "later" | "advice";
  what: string;
  why: string;
  /** To be typed as they stand, in this order. */
  fix: readonly string[];
};

const marks = { blocks: "✗", later: "…", advice: "!" } as const;

/** Findings in their order, for the terminal. */
export function findingsInWords(findings: readonly Finding[]): string {
  return findings
    .map(({ weight, what, why, fix }) =>
      [`  ${marks[weight]} ${what}`, `      ${why}`, ...fix.map((line) => `        ${line}`)].join(
        "\n",
      ),
    )
    .join("\n");
}
