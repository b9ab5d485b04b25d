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
const count = Math.ceil(rows.length / atOnce);
/** Rows far from each other come together; those that objected last are asked first. */
let turns = Array.from({ length: count }, (_, turn) =>
  rows.filter((_, place) => place % count === turn),
);

async function isCaught(): Promise<boolean> {
  for (const turn of turns) {
    const right = await Promise.all(
      turn.map(async (row) => (await verdictOf(row)) === row.allowed),
    );
    if (!right.includes(false)) continue;
    turns = [turn, ...turns.filter((each) => each !== turn)];
    return true;
  }
  return false;
}
