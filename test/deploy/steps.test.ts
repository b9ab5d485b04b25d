import { describe, expect, test } from "vitest";
import { typed } from "../../scripts/deploy/command.ts";
import { readOptions } from "../../scripts/deploy/options.ts";
import { isReleaseName, releaseName } from "../../scripts/deploy/release.ts";
import { stepsInWords } from "../../scripts/deploy/report.ts";
import { asConfig } from "../../scripts/deploy/settings.ts";
import { publicUrl, type Rollout, stepsOf } from "../../scripts/deploy/steps.ts";
import { settings } from "./cloud.ts";

const release = "20261123-0815-3101a87";
const up = "pulumi --cwd infra up --stack acme-support";

function rollout(over: Partial<Rollout> = {}): Rollout {
  return {
    settings: settings(),
    release,
    upload: { record: "release.json", archives: ["a.tar.gz", "b.tar.gz"] },
    first: false,
    valueless: ["PAGE_TOKEN_KEY", "SMTP_URL"],
    unasked: false,
    at: "20261123T081500Z",
    ...over,
  };
}

function commands(over: Partial<Rollout> = {}): string[] {
  return stepsOf(rollout(over)).flatMap((step) =>
    step.commands.map(({ program, args }) => [program, ...args].join(" ")),
  );
}

function groundInWords(valueless: Rollout["valueless"]): string {
  const words = stepsInWords(stepsOf(rollout({ first: true, valueless })));
  const [, ground] = /\n2[.] Make the ground([\s\S]+?)\n3[.] Claim/.exec(words) ?? [];
  if (ground === undefined) throw new Error(`No ground is made in:\n${words}`);
  return ground;
}

describe("the steps of a deployment", () => {
  test("upload before anything runs, run, check, and record only then", () => {
    expect(commands().slice(2)).toEqual([
      `gcloud storage cp --no-clobber release.json gs://acme-support-releases/${release}/release.json`,
      `gcloud storage cp --no-clobber a.tar.gz b.tar.gz gs://acme-support-releases/${release}/`,
      `pulumi --cwd infra config set --stack acme-support --plaintext release ${release}`,
      up,
      "node scripts/doctor/doctor.ts --url https://acme-support.web.app --project acme-support",
      `gcloud storage cp gs://acme-support-releases/${release}/release.json gs://acme-support-releases/deployed/20261123T081500Z.${release}.json`,
    ]);
  });

  test("in a project with nothing in it, make buckets and secrets first, whatever release was set before", () => {
    const ground = commands({ first: true }).slice(2, 4);

    expect(ground).toEqual(["pulumi --cwd infra config rm-all --stack acme-support release", up]);
  });

  test.each([
    ["a deployment", {}, 1],
    ["a first deployment", { first: true }, 2],
    ["a rollback", { upload: undefined }, 1],
  ])("of %s say right before each up whether anything is to run, and what", (...[, over, ups]) => {
    const all = commands(over);
    const before = all.flatMap((line, index) => (line === up ? [all[index - 1]] : []));

    const runs = `pulumi --cwd infra config set --stack acme-support --plaintext release ${release}`;
    expect(before).toHaveLength(ups);
    expect(before.at(-1)).toBe(runs);
    expect(before.slice(0, -1).filter((line) => !line?.endsWith("acme-support release"))).toEqual(
      [],
    );
  });

  test("look at what the ground lacks still, and at the archives before anything is put beside them", () => {
    const looked = stepsOf(rollout({ first: true })).flatMap(({ title, look }) =>
      look ? [[title, look]] : [],
    );

    expect(looked).toEqual([
      ["Make the ground: everything but the functions", "preflight"],
      [`Claim the name ${release}`, "archives"],
    ]);
  });

  test("tell of the ground that the deployment stops behind it, and how both secrets get a value", () => {
    const ground = groundInWords(["PAGE_TOKEN_KEY", "SMTP_URL"]);

    expect(ground).toContain(
      "\n   Then the deployment stops, unless there is a value for: PAGE_TOKEN_KEY, SMTP_URL.",
    );
    expect(ground).toContain("smtps://USER:PASSWORD@smtp.example:465");
    // What reads from the keyboard comes last, or it would read the command below it.
    expect(ground.split("\n").filter((line) => line.includes("versions add"))).toEqual([
      "     openssl rand -base64 48 | tr -d '\\n' | gcloud secrets versions add PAGE_TOKEN_KEY --data-file=- --project=acme-support",
      '     read -rs SMTP_URL && printf %s "$SMTP_URL" | gcloud secrets versions add SMTP_URL --data-file=- --project=acme-support',
    ]);
  });

  test("tell of the one secret that has no value, and of none that has", () => {
    const one = groundInWords(["PAGE_TOKEN_KEY"]);

    expect(one).toContain("unless there is a value for: PAGE_TOKEN_KEY. Give it");
    expect(one).not.toContain("SMTP_URL");
    expect(groundInWords([])).not.toContain("stops");
  });

  test("say how to go back where the release does not answer", () => {
    const smoke = stepsOf(rollout()).find(({ title }) => title === "Check that it answers");

    expect(smoke?.why).toContain(
      "npm run deploy -- --project acme-support --region europe-north1 --rollback",
    );
  });

  test("of a rollback upload nothing", () => {
    expect(commands({ upload: undefined }).filter((line) => line.includes("--no-clobber"))).toEqual(
      [],
    );
  });

  test("let Pulumi ask, unless nobody is there to answer", () => {
    expect(commands({ unasked: true })).toContain(`${up} --yes`);
    expect(commands()).toContain(up);
  });

  test("tell Pulumi every setting but the release, and take back what is no longer set", () => {
    const [set, unset] = commands();

    expect(set).toContain("--plaintext supportDomain=support.example");
    expect(set).toContain("--plaintext corsOrigins=[]");
    expect(set).not.toContain("release");
    expect(unset).toBe(
      "pulumi --cwd infra config rm-all --stack acme-support domain attachmentTypes scanner webApiKey budget",
    );
  });

  test("the doctor looks where clients are", () => {
    const balanced = settings({ frontDoor: "loadBalancer", domain: "api.support.example" });

    expect(publicUrl(settings())).toBe("https://acme-support.web.app");
    expect(publicUrl(balanced)).toBe("https://api.support.example");
  });
});

test("settings that are no text become JSON, as the program in infra/ reads them", () => {
  const { set } = asConfig(
    settings({ apiInstancesMin: 2, corsOrigins: ["https://portal.example"] }),
  );

  expect(Object.fromEntries(set)).toMatchObject({
    apiInstancesMin: "2",
    corsOrigins: '["https://portal.example"]',
    region: "europe-north1",
  });
});

describe("releases", () => {
  test("are named by the time of their commit in UTC, and its id", () => {
    expect(releaseName("1795421700 3101a87\n")).toBe("20261123-0815-3101a87");
  });

  test.each(["20261123-0815-3101a87", "20261123-0815-3101a87c2f"])("%s is a release", (name) => {
    expect(isReleaseName(name)).toBe(true);
  });

  test.each(["main", "3101a87", "20261123-0815-3101a87/../x", "20261123-0815-", ""])(
    "%s is none, and becomes no path",
    (name) => {
      expect(isReleaseName(name)).toBe(false);
    },
  );
});

describe("the options", () => {
  test("are a project, and what is to be done", () => {
    expect(readOptions(["--project", "acme-support", "--dry-run"])).toEqual({
      project: "acme-support",
      region: undefined,
      dryRun: true,
      rollback: undefined,
      unasked: false,
    });
  });

  test("name a release for a rollback", () => {
    const { rollback } = readOptions([
      "--project",
      "acme-support",
      "--rollback",
      "--release",
      release,
    ]);

    expect(rollback).toEqual({ to: release });
  });

  test.each([
    [[], "Say which Google Cloud project"],
    [["--project", "Not a project"], "Say which Google Cloud project"],
    [["--project", "acme-support", "--release", release], "for a rollback alone"],
    [["--project", "acme-support", "--rollback", "--release", "main"], "main is no release"],
    [["--project", "acme-support", "--force"], "--force"],
    [["acme-support"], "acme-support"],
  ])("%j are refused with how the command is used", (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
    expect(() => readOptions(args)).toThrow("npm run deploy -- --project PROJECT");
  });
});

describe("a command as it is typed", () => {
  test("quotes what a shell would read otherwise", () => {
    expect(typed("gcloud", ["--flatten=bindings[].members", "it's", "a b"])).toBe(
      String.raw`gcloud '--flatten=bindings[].members' 'it'\''s' 'a b'`,
    );
  });

  test("runs over several lines where it is long", () => {
    const long = "x".repeat(60);

    expect(typed("cp", [long, long])).toBe(`cp ${long} \\\n  ${long}`);
  });
});
