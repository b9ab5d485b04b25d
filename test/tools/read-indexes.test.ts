import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type IndexFile, readIndexes } from "../support/index-coverage.ts";
import { fileOf, index, override } from "./index-builders.ts";

describe("readIndexes", () => {
  test("reads a file in the form of the Firebase CLI", () => {
    const file = fileOf(["viewers[], updatedAt-", "n, __name__-"], override("internal"));

    expect(read(JSON.stringify(file))).toEqual(file);
  });

  test.each<[string, unknown]>([
    ["a single field", fileOf(["state"])],
    ["a single field and the name as it is implied", fileOf(["state-, __name__-"])],
    ["two array fields", fileOf(["viewers[], words[]"])],
    ["a field twice", fileOf(["state, state-"])],
    ["a name that is not last", fileOf(["state, __name__, n"])],
    ["an array of names", fileOf(["state, __name__[]"])],
    ["no field but the name", fileOf(["__name__-"])],
    ["the same index twice", fileOf(["a, b", "a, b"])],
    ["two overrides of one field", fileOf([], override("a"), override("a"))],
    ["a misspelt key", { indexes: [{ ...index("a, b"), scope: "COLLECTION" }] }],
    ["a field without a mode", { indexes: [{ ...index("a, b"), fields: [{ fieldPath: "a" }] }] }],
    ["an unknown scope", { indexes: [{ ...index("a, b"), queryScope: "ALL" }] }],
    ["no list of indexes", { fieldOverrides: [] }],
  ])("refuses %s", (_, content) => {
    expect(() => read(JSON.stringify(content))).toThrow(Error);
  });

  test("refuses what is no JSON", () => {
    expect(() => read("{")).toThrow(SyntaxError);
  });
});

function read(content: string): IndexFile {
  const folder = mkdtempSync(join(tmpdir(), "indexes-"));
  const path = join(folder, "firestore.indexes.json");
  try {
    writeFileSync(path, content);
    return readIndexes(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
