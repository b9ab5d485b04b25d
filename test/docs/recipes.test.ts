import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyOfCheckout, type Edit, editsOf, follow } from "../support/recipes.ts";

const recipes = ["add-a-field", "add-a-text", "add-a-function", "add-an-event"];

const folder = new URL("../../functions/docs/recipes/", import.meta.url);
const tools = {
  tsc: "typescript/bin/tsc",
  biome: "@biomejs/biome/bin/biome",
  vitest: "vitest/vitest.mjs",
};

let copy: string;
let edits: Edit[];

beforeAll(async () => {
  const texts = recipes.map((name) => readFile(new URL(`${name}.md`, folder), "utf8"));
  edits = (await Promise.all(texts)).flatMap(editsOf);
  copy = await copyOfCheckout();
});

afterAll(() => rm(copy, { recursive: true }));

/** Runs a tool in the copy; rejects with what it says where it objects. */
function run(tool: keyof typeof tools, ...args: string[]): Promise<string> {
  return node(join(copy, "node_modules", tools[tool]), ...args);
}

function node(script: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], { cwd: copy }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

describe("a newcomer who follows the recipes, one after the other,", () => {
  test("finds every place that they name", async () => {
    await follow(copy, edits);

    expect(edits.length).toBeGreaterThan(30);
  });

  test("has code that compiles, formatted as all is", async () => {
    const changed = [...new Set(edits.map(({ path }) => path))];

    expect(await run("tsc")).toBe("");
    expect(await run("biome", "check", ...changed)).toBe("");
  });

  test("keeps the promises of the domain that the recipes name", async () => {
    const unit = ["--config", ".vitest.config.ts", "--project", "unit"];

    expect(await run("vitest", "run", ...unit, "test/domain/case-view.test.ts")).toMatch(/passed/);
  });

  test("finds the new field and the new function in the generated documents", async () => {
    await node("scripts/reference/generate.ts");

    const written = await readFile(join(copy, "functions/client/schema.d.ts"), "utf8");
    expect(written).toContain("customerReference?: string;");
    expect(written).toContain("showEscalation: {");
  });
});

describe("what follows recipes", () => {
  const path = "functions/domain/viewer.ts";

  test.each([
    ["stands there no longer", " export type Watcher = never;"],
    ["stands there more than once", " }"],
    ["is a part of a line", " export const supportViewer"],
  ])("objects to a place that %s", async (_, line) => {
    const recipe = `So:\n\n\`\`\`diff\n--- ${path}\n${line}\n+// new\n\`\`\`\n`;

    await expect(follow(copy, editsOf(recipe))).rejects.toThrow(`${path} has`);
  });

  test("objects to writing a file that is there already", async () => {
    const recipe = `In \`${path}\`:\n\n\`\`\`ts\nlet a;\n\`\`\`\n`;

    await expect(follow(copy, editsOf(recipe))).rejects.toThrow("EEXIST");
  });

  test("reads several places of a file, with what goes and what comes", () => {
    const recipe =
      "1. So:\n\n   ```diff\n   --- a.ts\n    one\n   +two\n   -three\n   +four\n   ```\n";

    expect(editsOf(recipe)).toEqual([
      { path: "a.ts", from: "one", to: "one\ntwo" },
      { path: "a.ts", from: "three", to: "four" },
    ]);
  });

  test("takes a block for a file where the line before names one, and no other", () => {
    const recipe =
      "In `a/b.ts`:\n\n```ts\nlet a;\n\nlet b;\n```\n\nFor instance:\n\n```ts\nc();\n```\n";

    expect(editsOf(recipe)).toEqual([{ path: "a/b.ts", to: "let a;\n\nlet b;" }]);
  });
});
