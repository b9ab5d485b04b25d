import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apisOf } from "../../infra/apis.ts";
import { checkout } from "../../scripts/deploy/bundle.ts";
import { ask, type Outcome } from "../../scripts/deploy/command.ts";
import { servicesOf } from "../../scripts/deploy/services.ts";
import { settingsFile } from "../../scripts/deploy/settings.ts";
import { noApi, running, settings, sound } from "./cloud.ts";

const release = "20261123-0815-3101a87";
const older = "20261122-0815-aaaaaaa";

/** A program that notes how it was called, and says what the file beside it says. */
const standIn = (name: string) => `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const command = ${JSON.stringify(name)} + " " + process.argv.slice(2).join(" ");
appendFileSync(__dirname + "/calls", command + "\\n");
const answers = JSON.parse(readFileSync(__dirname + "/answers.json", "utf8"));
const [, answer = ""] = answers.find(([start]) => command.startsWith(start)) ?? [];
if (answer === "fails") process.exit(3);
if (answer === "missing") {
  process.stderr.write(${JSON.stringify(noApi.stderr)});
  process.exit(${noApi.code});
}
// Pulumi's own would ask for it, and nobody answers.
if (/^pulumi .* up /.test(command) && process.env.PULUMI_CONFIG_PASSPHRASE === undefined) process.exit(4);
process.stdout.write(answer);
`;

describe("npm run deploy, with stand-ins for gcloud and Pulumi", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rollout-"));
    const { project: _project, release: _release, ...chosen } = settings();
    await mkdir(join(folder, "infra", "settings"), { recursive: true });
    await writeFile(join(folder, settingsFile("acme-support")), JSON.stringify(chosen));
    for (const name of ["gcloud", "pulumi", "node"]) {
      await writeFile(join(folder, name), standIn(name));
      await chmod(join(folder, name), 0o755);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("a rollback runs the earlier release, checks it and records it, and asks before it changes anything", async () => {
    const { code } = await deploy([], ["--rollback", "--release", release]);

    expect(code).toBe(0);
    expect(await changes()).toEqual([
      expect.stringMatching(/^pulumi --cwd infra config set-all --stack acme-support /),
      expect.stringMatching(/^pulumi --cwd infra config rm-all --stack acme-support /),
      `pulumi --cwd infra config set --stack acme-support --plaintext release ${release}`,
      "pulumi --cwd infra up --stack acme-support",
      "node scripts/doctor/doctor.ts --url https://acme-support.web.app --project acme-support",
      expect.stringMatching(
        /^gcloud storage cp gs:\/\/acme-support-releases\/20261123-0815-3101a87\/release.json /,
      ),
    ]);
  });

  test("a rollback to a named release needs not know which one runs", async () => {
    const { code } = await deploy(
      [["gcloud run services list", "fails"]],
      ["--rollback", "--release", release],
    );

    expect(code).toBe(0);
    expect((await changes()).join("\n")).not.toContain("rm-all --stack acme-support release");
  });

  test("a release that does not answer is not recorded", async () => {
    const { code, stderr } = await deploy(
      [["node", "fails"]],
      ["--rollback", "--release", release],
    );

    expect(code).toBe(1);
    expect(stderr).toContain("node ended with 3");
    expect((await changes()).at(-1)).toMatch(/^node /);
  });

  test.each([
    ["runs and is recorded: the one before", "20261124-1000-bbbbbbb"],
    ["failed its check, and is not recorded: the last that is", "20261125-1000-ccccccc"],
  ])("a rollback without a name, from a release that %s", async (...[, runs]) => {
    const deployed = runs.endsWith("ccccccc") ? [older, release] : [older, release, runs];
    const records = deployed.map(
      (name, day) => `gs://acme-support-releases/deployed/2026112${day}T081500Z.${name}.json`,
    );

    const { stdout } = await deploy(
      [
        ["gcloud storage ls gs://acme-support-releases/deployed/", records.join("\n")],
        ["gcloud run services list", `[${running("api", runs)}]`],
      ],
      ["--rollback"],
    );

    expect((await changes()).join("\n")).toContain(`--plaintext release ${release}`);
    expect(stdout).toContain(`git restore --source=3101a87 firestore.rules`);
  });

  test("a rollback without a name goes by what runs in its region", async () => {
    const records = [older, release, "20261124-1000-bbbbbbb"].map(
      (name, day) => `gs://acme-support-releases/deployed/2026112${day}T081500Z.${name}.json`,
    );
    const forgotten = running("api", older, "us-east1");
    const services = [running("api", "20261124-1000-bbbbbbb"), forgotten];

    await deploy(
      [
        ["gcloud storage ls gs://acme-support-releases/deployed/", records.join("\n")],
        ["gcloud run services list", `[${services.join(",")}]`],
      ],
      ["--rollback"],
    );

    expect((await changes()).join("\n")).toContain(`--plaintext release ${release}`);
  });

  test("a rollback of nobody knows what is refused", async () => {
    const { code, stderr } = await deploy([["gcloud run services list", "fails"]], ["--rollback"]);

    expect(code).toBe(1);
    expect(stderr).toContain("Name one: --release RELEASE.");
    expect(await changes()).toEqual([]);
  });

  test("what preflight finds stops it before anything is changed", async () => {
    const billing: [string, string] = [
      "gcloud billing projects describe",
      '{"billingEnabled": false}',
    ];

    const { code, stdout } = await deploy([billing], ["--rollback", "--release", release]);

    expect(code).toBe(1);
    expect(stdout).toContain("gcloud billing projects link acme-support");
    expect(await changes()).toEqual([]);
  });

  test("an earlier release without a function of now is refused, and how to return to it is said", async () => {
    const listing: [string, string] = [
      `gcloud storage ls gs://acme-support-releases/${release}/`,
      "x/api.tar.gz",
    ];

    const { code, stderr } = await deploy([listing], ["--rollback", "--release", release]);

    expect(code).toBe(1);
    expect(stderr).toContain("git switch --detach 3101a87");
    expect(await changes()).toEqual([]);
  });

  test("a dry run changes nothing", async () => {
    const { code, stdout } = await deploy([], ["--rollback", "--release", release, "--dry-run"]);

    expect(code).toBe(0);
    expect(stdout).toContain("What would be done, in this order:");
    expect(await changes()).toEqual([]);
  });

  test("settings that nobody has chosen stop a deployment, and are shown as examples", async () => {
    const args = ["--project", "other-support", "--rollback", "--release", release];

    const { code, stderr } = await run(args, []);

    expect(code).toBe(1);
    expect(stderr).toContain("infra/settings/other-support.json");
    expect(stderr).toContain('"supportDomain": "support.example"');
  });

  /** Every call that does more than ask. */
  async function changes(): Promise<string[]> {
    const calls = (await readFile(join(folder, "calls"), "utf8").catch(() => ""))
      .trim()
      .split("\n");
    return calls.filter((call) => /^(pulumi .* (up|config)\b|node|gcloud storage cp)/.test(call));
  }

  async function deploy(answers: [string, string][], args: string[]): Promise<Outcome> {
    return run(["--project", "acme-support", ...args], answers);
  }

  async function run(args: string[], answers: [string, string][]): Promise<Outcome> {
    await rm(join(folder, "calls"), { force: true });
    await writeFile(
      join(folder, "answers.json"),
      JSON.stringify([...answers, ...(await sayings())]),
    );
    const script = join(checkout, "scripts", "deploy", "deploy.ts");
    const path = [folder, dirname(process.execPath), process.env["PATH"]].join(delimiter);
    return ask("/usr/bin/env", [`PATH=${path}`, process.execPath, script, ...args], {
      cwd: folder,
      seconds: 200,
    });
  }
});

/** What a project says in which everything is there, and the release's archives as well. */
async function sayings(): Promise<[string, string][]> {
  const apis = apisOf(settings()).map((name) => ({ config: { name } }));
  const archives = (await servicesOf([])).map(({ name }) => `x/${name}.tar.gz`);
  return [
    ["gcloud services list", JSON.stringify(apis)],
    [`gcloud storage ls gs://acme-support-releases/${release}/`, archives.join("\n")],
    ...Object.entries(sound),
  ];
}
