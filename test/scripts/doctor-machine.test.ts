import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask } from "../../scripts/deploy/command.ts";
import { generated } from "../../scripts/doctor/machine.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "clone-"));
});

afterEach(() => rm(clone, { recursive: true }));

describe("generated files, in a clone with the packages of the root alone", () => {
  beforeEach(async () => {
    for (const each of ["package.json", "functions", "scripts"]) {
      await cp(join(checkout, each), join(clone, each), { recursive: true, filter: isOurs });
    }
    await symlink(join(checkout, "node_modules"), join(clone, "node_modules"));
  });

  test("are told of as not looked at, with what it takes, and count as working", async () => {
    expect(await generated(clone)).toMatchObject({
      part: "generated files",
      fine: false,
      matters: false,
      says: "not looked at",
      fix: ["npm run packages"],
    });
  });

  test("are refused to whoever makes them in one line, without the place in our code", async () => {
    const script = ["scripts/reference/generate.ts"];
    const { code, stderr } = await ask(process.execPath, script, { cwd: clone });

    expect(stderr).toBe("The client's packages are not installed: npm run packages\n");
    expect(code).toBe(2);
  });
});

describe("generated files that cannot be made", () => {
  test.each([
    ["throw new TypeError('no such field');", "no such field"],
    [
      "console.error('a.json is not up to date'); process.exitCode = 1;",
      "a.json is not up to date",
    ],
  ])("(%s) are told of by what was said", async (script, says) => {
    await mkdir(join(clone, "scripts", "reference"), { recursive: true });
    await writeFile(join(clone, "scripts", "reference", "generate.ts"), script);

    const verdict = await generated(clone);

    expect(verdict).toMatchObject({ matters: true, says, fix: ["npm run generate"] });
  });
});

function isOurs(path: string): boolean {
  return !path.includes("node_modules");
}
