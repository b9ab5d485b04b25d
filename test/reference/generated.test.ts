import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { generatedFiles } from "../../scripts/reference/documents.ts";

let generated: Map<string, string>;

beforeAll(async () => {
  generated = await generatedFiles();
});

// Not compared as texts, of which thousands of lines would be printed.
test.each([
  "functions/reference/openapi.json",
  "functions/reference/discovery.json",
  "functions/client/schema.d.ts",
  "functions/client/given-reasons.ts",
])("%s is up to date: else run node scripts/reference/generate.ts", async (path) => {
  const committed = await readFile(new URL(`../../${path}`, import.meta.url), "utf8");

  expect(committed === generated.get(path)).toBe(true);
});

test("nothing else is generated that would go unwatched", () => {
  expect([...generated.keys()]).toHaveLength(4);
});
