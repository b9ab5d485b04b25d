import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { carryOut } from "../../scripts/deploy/carry-out.ts";
import { readOptions } from "../../scripts/deploy/options.ts";
import { looksOf, requireOurArchives, requirePackages } from "../../scripts/deploy/preparation.ts";
import type { Staged } from "../../scripts/deploy/stage.ts";
import { stepsOf } from "../../scripts/deploy/steps.ts";
import { cloud, forbidden, settings } from "./cloud.ts";

const release = "20261123-0815-3101a87";
const place = { project: "acme-support", region: "europe-north1", release };
const ours = [staged("api", "aaaa"), staged("mail-followers", "bbbb")];

function staged(name: string, sha256: string): Staged {
  const service = { name, functionName: name, kind: "http" } as const;
  return { service, folder: name, archive: `${name}.tar.gz`, archiveBytes: 1, bytes: 1, sha256 };
}

function inBucket(archives: Record<string, string>) {
  const told = Object.entries(archives).map(([service, sha256]) => ({ service, bytes: 1, sha256 }));
  const record = JSON.stringify({ release, archives: told });
  const file = `gs://acme-support-releases/${release}/release.json`;
  return cloud({ [`gcloud storage cat ${file}`]: record });
}

describe("the archives of a release in the bucket", () => {
  test("may be there already where they are the same", async () => {
    const there = inBucket({ "mail-followers": "bbbb", api: "aaaa" });

    await expect(requireOurArchives(ours, place, there)).resolves.toBeUndefined();
  });

  test.each([
    ["other bytes", { api: "cccc", "mail-followers": "bbbb" }, "of api than"],
    ["fewer", { api: "aaaa" }, "of mail-followers than"],
    [
      "more",
      { api: "aaaa", "mail-followers": "bbbb", "index-words": "dddd" },
      "of index-words than",
    ],
  ])(
    "stop a deployment where they are %s, and can be run as they are",
    async (...[, there, names]) => {
      const refused = requireOurArchives(ours, place, inBucket(there));

      await expect(refused).rejects.toThrow(names);
      await expect(refused).rejects.toThrow(
        `npm run deploy -- --project acme-support --region europe-north1 --rollback --release ${release}`,
      );
    },
  );

  test("stop a deployment where nobody can read which they are", async () => {
    const shut = cloud({ "gcloud storage cat": forbidden });

    await expect(requireOurArchives(ours, place, shut)).rejects.toThrow("PERMISSION_DENIED");
  });
});

describe("the steps of a deployment are carried out", () => {
  const steps = stepsOf({
    settings: settings(),
    release,
    upload: { record: "release.json", archives: ["api.tar.gz"] },
    first: true,
    valueless: [],
    unasked: false,
    at: "20261123T081500Z",
  });

  test("up to the look that finds other archives: nothing is put beside them, and nothing runs", async () => {
    const done: string[] = [];

    const carried = carryOut(steps, {
      perform: async (program, args) => {
        done.push([program, ...args].join(" "));
        return 0;
      },
      looks: {
        preflight: async () => void done.push("look at the project"),
        archives: () => Promise.reject(new Error("other archives")),
      },
    });

    await expect(carried).rejects.toThrow("other archives");
    expect(done.slice(3)).toEqual([
      "pulumi --cwd infra up --stack acme-support",
      "look at the project",
      `gcloud storage cp --no-clobber release.json gs://acme-support-releases/${release}/release.json`,
    ]);
  });

  const wanted = { settings: settings(), apis: [] };

  test("up to the look that finds a secret without a value, or other archives, by what Google says", async () => {
    const stops = async (answers: Parameters<typeof cloud>[0]) => {
      const looks = looksOf({ made: ours, wanted, release }, cloud(answers));
      return carryOut(steps, { perform: async () => 0, looks }).catch(String);
    };

    const empty = await stops({ "gcloud secrets versions list SMTP_URL": "[]" });
    const record = JSON.stringify({ release, archives: [{ service: "api", sha256: "cccc" }] });
    const others = await stops({ "gcloud storage cat": record });

    expect(empty).toContain("Secrets without a value: SMTP_URL.");
    expect(others).toContain("with other archives of api, mail-followers than");
  });

  test("up to the first that fails", async () => {
    const carried = carryOut(steps, {
      perform: async (program) => (program === "gcloud" ? 3 : 0),
      looks: { preflight: async () => {}, archives: async () => {} },
    });

    await expect(carried).rejects.toThrow("gcloud ended with 3");
  });
});

describe("packages that go into archives", () => {
  const options = readOptions(["--project", "acme-support"]);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "packages-"));
    await mkdir(join(folder, "node_modules"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("are those of the lock file", async () => {
    await versions({ lock: "1.2.3", installed: "1.2.3" });

    await expect(requirePackages(options, folder)).resolves.toBeUndefined();
  });

  test("stop a deployment where they are others, and are told in a dry run", async () => {
    await versions({ lock: "1.2.3", installed: "1.2.4" });

    await expect(requirePackages(options, folder)).rejects.toThrow("node_modules/zod");
    await expect(requirePackages(options, folder)).rejects.toThrow("npm ci");
    await expect(requirePackages({ ...options, dryRun: true }, folder)).resolves.toBeUndefined();
  });

  async function versions({ lock, installed }: { lock: string; installed: string }): Promise<void> {
    await writeFile(join(folder, "package-lock.json"), lockOf(lock));
    await writeFile(join(folder, "node_modules", ".package-lock.json"), lockOf(installed));
  }
});

function lockOf(version: string): string {
  return JSON.stringify({ packages: { "node_modules/zod": { version } } });
}
