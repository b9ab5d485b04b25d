import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requireInfraPackages } from "../../scripts/deploy/infra-packages.ts";

/** Notes how it was called and where, and ends as the file beside it says. */
const npm = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
appendFileSync(__dirname + "/calls", process.argv.slice(2).join(" ") + " in " + process.cwd());
process.exit(Number(readFileSync(__dirname + "/code", "utf8")));
`;

describe("the packages of infra/", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "infra-packages-"));
    await mkdir(join(folder, "infra"));
    await writeFile(join(folder, "npm"), npm);
    await chmod(join(folder, "npm"), 0o755);
    await writeFile(join(folder, "code"), "0");
    vi.stubEnv("PATH", [folder, process.env["PATH"]].join(delimiter));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  const calls = () => readFile(join(folder, "calls"), "utf8").catch(() => "");

  test("are installed in their folder, not by --prefix, which hides this machine's npm settings", async () => {
    await requireInfraPackages(folder);

    expect(await calls()).toMatch(/^ci in .*[/]infra$/);
  });

  test("stay as they are where they are there", async () => {
    await mkdir(join(folder, "infra", "node_modules", "@pulumi", "gcp"), { recursive: true });

    await requireInfraPackages(folder);

    expect(await calls()).toBe("");
  });

  test("that cannot be installed stop the command with the one that does it by hand", async () => {
    await writeFile(join(folder, "code"), "3");

    await expect(requireInfraPackages(folder)).rejects.toThrow("npm run packages");
  });
});
