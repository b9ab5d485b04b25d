import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkout } from "../../scripts/deploy/bundle.ts";
import { ask } from "../../scripts/deploy/command.ts";
import { releaseOf } from "../../scripts/deploy/release.ts";

describe("what is not committed", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "release-"));
    await mkdir(join(folder, "infra"));
    await writeFile(join(folder, "infra", "Pulumi.yaml"), "name: support-cases\n");
    await git("init", "--quiet");
    await commit();
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("is told, for a release is a commit", async () => {
    await writeFile(join(folder, "infra", "Pulumi.yaml"), "name: other\n");

    expect((await releaseOf(folder)).changed).toEqual(["infra/Pulumi.yaml"]);
  });

  test("counts for nothing where Pulumi wrote it, so that a first deployment can be run again", async () => {
    await writeFile(join(folder, "infra", "Pulumi.acme-support.yaml"), "encryptionsalt: v1\n");

    expect((await releaseOf(folder)).changed).toEqual([]);
  });

  test("counts for nothing where Pulumi changed what somebody committed", async () => {
    await writeFile(join(folder, "infra", "Pulumi.acme-support.yaml"), "encryptionsalt: v1\n");
    await commit();
    await writeFile(join(folder, "infra", "Pulumi.acme-support.yaml"), "encryptionsalt: v2\n");

    expect((await releaseOf(folder)).changed).toEqual([]);
  });

  test("is not offered to git where Pulumi wrote it", async () => {
    await copyFile(join(checkout, ".gitignore"), join(folder, ".gitignore"));
    await commit();
    await writeFile(join(folder, "infra", "Pulumi.acme-support.yaml"), "encryptionsalt: v1\n");

    expect((await git("status", "--porcelain")).stdout).toBe("");
  });

  function git(...args: string[]) {
    const who = ["-c", "user.name=Anna Berg", "-c", "user.email=anna@alfa-partner.example"];
    return ask("git", [...who, ...args], { cwd: folder });
  }

  async function commit(): Promise<void> {
    await git("add", "--all");
    await git("commit", "--quiet", "--no-gpg-sign", "--message", "Some state");
  }
});
