/** What was looked at, and how it is. */
export type Verdict =
  | { part: string; fine: true; says: string }
  | {
      part: string;
      fine: false;
      /** Whether something does not work because of it; else it is good to know. */
      matters: boolean;
      says: string;
      why: string;
      /** Commands or steps that mend it, in their order. */
      fix: readonly string[];
    };

type Ill = Omit<Extract<Verdict, { fine: false }>, "part" | "fine" | "matters">;

export function fine(part: string, says: string): Verdict {
  return { part, fine: true, says };
}

export function wrong(part: string, told: Ill): Verdict {
  return { part, fine: false, matters: true, ...told };
}

export function toKnow(part: string, told: Ill): Verdict {
  return { part, fine: false, matters: false, ...told };
}

/** True where something does not work. */
export function isIll(verdicts: readonly Verdict[]): boolean {
  return verdicts.some((verdict) => !verdict.fine && verdict.matters);
}

/** Verdicts in their order, one line for what is fine, and for the rest what to do. */
export function inWords(title: string, verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ part }) => part.length)) + 2;
  const lines = verdicts.map((verdict) => {
    const name = verdict.part.padEnd(width);
    if (verdict.fine) return `  ✓ ${name}${verdict.says}`;
    const mark = verdict.matters ? "✗" : "!";
    const fix = verdict.fix.map((line) => `        ${line}`);
    return [`  ${mark} ${name}${verdict.says}`, `      ${verdict.why}`, ...fix].join("\n");
  });
  return [title, ...lines].join("\n");
}

/** The same, where looking can fail: what was thrown is then what is wrong. */
export async function looked(part: string, look: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await look();
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return wrong(part, { says, why: "It could not be looked at.", fix: [] });
  }
}
