import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Writes a value whole or not at all, and before it returns: nothing else runs in between. */
export function writeJson(path: string, value: unknown): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, JSON.stringify(value, undefined, 2));
  renameSync(temporary, path);
}

/** Undefined for a file that this store did not finish. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
