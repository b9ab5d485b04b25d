import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadRules } from "../support/direct.ts";
import { mutantsOf } from "../support/rule-mutants.ts";
import { rows, storeRows, verdictOf } from "./rows.ts";

const rules = readFileSync(
  fileURLToPath(new URL("../../firestore.rules", import.meta.url)),
  "utf8",
);

beforeAll(storeRows);

describe("the rules", () => {
  test.each(rows)("$who $does $path $asked: $allowed", async (row) => {
    expect(await verdictOf(row)).toBe(row.allowed);
  });
});

describe("with one thing wrong", () => {
  test("no row goes by unnoticed", async () => {
    const survivors: string[] = [];
    const mutants = mutantsOf(rules);
    for (const mutant of mutants) {
      await loadRules(mutant.rules);
      if (!(await isCaught())) survivors.push(mutant.name);
    }
    await loadRules(rules);
    console.log(`rules: ${mutants.length} planted faults, ${survivors.length} unnoticed`);

    expect(survivors).toEqual([]);
    expect(mutants.length).toBeGreaterThan(100);
  }, 400_000);
});

const atOnce = 10;

/** Rows far from each other come together, so that few have to be asked until one objects. */
async function isCaught(): Promise<boolean> {
  const turns = Math.ceil(rows.length / atOnce);
  for (let turn = 0; turn < turns; turn += 1) {
    const some = rows.filter((_, place) => place % turns === turn);
    const right = await Promise.all(
      some.map(async (row) => (await verdictOf(row)) === row.allowed),
    );
    if (right.includes(false)) return true;
  }
  return false;
}
