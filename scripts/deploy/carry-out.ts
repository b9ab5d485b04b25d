import type { perform } from "./command.ts";
import { stepInWords } from "./report.ts";
import type { Look, Step } from "./steps.ts";

type Means = {
  perform: typeof perform;
  /** Each throws where the steps must not go on. */
  looks: Record<Look, () => Promise<void>>;
};

/** Runs the steps in their order, and throws at the first that fails: all of them may be run again. */
export async function carryOut(steps: readonly Step[], { perform, looks }: Means): Promise<void> {
  for (const [index, step] of steps.entries()) {
    console.log(`\n${stepInWords(step, index + 1)}\n`);
    for (const { program, args } of step.commands) {
      const code = await perform(program, args);
      if (code !== 0)
        throw new Error(
          `${program} ended with ${code}. What is done stays; run the same command again.`,
        );
    }
    if (step.look) await looks[step.look]();
  }
}
