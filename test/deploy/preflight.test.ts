import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { ask } from "../../scripts/deploy/command.ts";
import { gatherFacts } from "../../scripts/deploy/facts.ts";
import type { Finding } from "../../scripts/deploy/finding.ts";
import { preflight, unasked } from "../../scripts/deploy/preflight.ts";
import { cloud, forbidden, noProgram, notFound, settings } from "./cloud.ts";

const apis = ["firestore.googleapis.com", "run.googleapis.com"];
const gcloudIsHere = (await ask("gcloud", ["version"])).code === 0;

type Answers = Parameters<typeof cloud>[0];

async function findings(answers: Answers, over = {}): Promise<Finding[]> {
  const facts = await gatherFacts(cloud(answers), "acme-support");
  return preflight(facts, { settings: settings(over), apis });
}

/** Everything that can be wrong, each with what gcloud or Pulumi says then. */
const faults: [string, Answers, string, string[]][] = [
  [
    "gcloud",
    { "gcloud version": noProgram },
    "is not installed",
    ["curl https://sdk.cloud.google.com | bash"],
  ],
  ["a sign-in", { "gcloud auth list": "[]" }, "signed in", ["gcloud auth login"]],
  [
    "credentials for programs",
    { "gcloud auth application-default print-access-token": forbidden },
    "no credentials",
    ["gcloud auth application-default login"],
  ],
  [
    "the project",
    { "gcloud projects describe": notFound },
    "no project",
    ["gcloud projects create acme-support"],
  ],
  [
    "a project that stays",
    { "gcloud projects describe": '{"lifecycleState": "DELETE_REQUESTED"}' },
    "DELETE_REQUESTED",
    ["gcloud projects undelete acme-support"],
  ],
  [
    "billing",
    { "gcloud billing projects describe": '{"name": "projects/acme-support/billingInfo"}' },
    "No billing account",
    [
      "gcloud billing accounts list",
      "gcloud billing projects link acme-support --billing-account=BILLING_ACCOUNT",
    ],
  ],
  [
    "a role",
    { "gcloud projects get-iam-policy": '[{"bindings": {"role": "roles/viewer"}}]' },
    "roles/viewer",
    [
      "gcloud projects add-iam-policy-binding acme-support --member=user:anna@alfa-partner.example --role=roles/owner",
    ],
  ],
  [
    "an API",
    { "gcloud services list": '[{"config": {"name": "run.googleapis.com"}}]' },
    "1 APIs",
    ["gcloud services enable firestore.googleapis.com --project=acme-support"],
  ],
  [
    "the region",
    { "gcloud run regions list": '[{"locationId": "us-east1"}]' },
    "no region europe-north1",
    ["gcloud run regions list --project=acme-support"],
  ],
  [
    "a database in its place",
    {
      "gcloud firestore databases list":
        '[{"name": "projects/p/databases/(default)", "locationId": "nam5", "type": "FIRESTORE_NATIVE"}]',
    },
    "lies in nam5",
    ["gcloud firestore databases describe --database='(default)' --project=acme-support"],
  ],
  [
    "a database in native mode",
    {
      "gcloud firestore databases list":
        '[{"name": "projects/p/databases/(default)", "locationId": "eur3", "type": "DATASTORE_MODE"}]',
    },
    "another mode",
    ["gcloud firestore databases list --project=acme-support"],
  ],
  [
    "a database of its own",
    { "gcloud storage buckets describe": notFound },
    "a database already",
    ["gcloud firestore databases delete --database='(default)' --project=acme-support"],
  ],
  [
    "Pulumi",
    { "pulumi version": noProgram },
    "Pulumi is not installed",
    ["curl -fsSL https://get.pulumi.com | sh"],
  ],
  [
    "Pulumi's place",
    { "pulumi whoami": forbidden },
    "where to keep",
    [
      "gcloud storage buckets create gs://acme-support-pulumi --project=acme-support --location=europe-north1 --uniform-bucket-level-access --public-access-prevention",
      "gcloud storage buckets update gs://acme-support-pulumi --versioning",
      "pulumi login gs://acme-support-pulumi",
    ],
  ],
  [
    "the stack",
    { "pulumi --cwd infra stack ls": '[{"name": "other-support"}]' },
    "no stack acme-support",
    [
      "PULUMI_CONFIG_PASSPHRASE='' pulumi --cwd infra stack init acme-support --secrets-provider=passphrase",
    ],
  ],
  [
    "a secret's value",
    { "gcloud secrets versions list PAGE_TOKEN_KEY": "[]" },
    "without a value: PAGE_TOKEN_KEY",
    [
      "openssl rand -base64 48 | tr -d '\\n' | gcloud secrets versions add PAGE_TOKEN_KEY --data-file=- --project=acme-support",
    ],
  ],
];

describe("preflight", () => {
  test("finds nothing in a sound project", async () => {
    expect(await findings({})).toEqual([]);
  });

  test.each(faults)(
    "without %s, it says so and how to mend it",
    async (...[, answers, what, fix]) => {
      const [first] = await findings(answers);

      expect(first?.what).toContain(what);
      expect(first?.fix).toEqual(fix);
    },
  );

  test("tells several faults in the order in which they are to be mended", async () => {
    const found = await findings({
      "gcloud secrets versions list": "[]",
      "gcloud services list": "[]",
      "gcloud billing projects describe": "{}",
      "gcloud run regions list": "[]",
      "pulumi whoami": forbidden,
    });

    expect(found.map(({ what }) => what)).toEqual([
      "No billing account is linked to the project.",
      "2 APIs are switched off.",
      "Cloud Run knows no region europe-north1.",
      "Pulumi does not know where to keep what it made.",
      "Secrets without a value: SMTP_URL, PAGE_TOKEN_KEY.",
      "Mail in the name of support.example needs a mail server, and DNS records that allow it.",
    ]);
  });

  test("links the billing account that the settings name", async () => {
    const budget = { billingAccount: "012345-6789AB-CDEF01", monthly: 50, currency: "EUR" };

    const [first] = await findings({ "gcloud billing projects describe": "{}" }, { budget });

    expect(first?.fix).toEqual([
      "gcloud billing projects link acme-support --billing-account=012345-6789AB-CDEF01",
    ]);
  });

  test("lets secrets that do not exist yet wait for the first step, and blocks for those without a value", async () => {
    const missing = await findings({ "gcloud secrets versions list": notFound });
    const empty = await findings({ "gcloud secrets versions list": "[]" });

    expect([missing[0]?.weight, empty[0]?.weight]).toEqual(["later", "blocks"]);
  });

  test("blames nobody for what could not be asked, and says what that was", async () => {
    const answers = {
      "gcloud services list": forbidden,
      "gcloud secrets versions list": forbidden,
    };

    const facts = await gatherFacts(cloud(answers), "acme-support");

    expect(preflight(facts, { settings: settings(), apis })).toMatchObject([{ weight: "advice" }]);
    expect(unasked(facts)).toBe("Google did not answer about: apis, secrets.");
  });

  test("holds no database for another's because it may not see the bucket of releases", async () => {
    expect(await findings({ "gcloud storage buckets describe": forbidden })).toEqual([]);
  });

  test("believes no answer of a command that failed", async () => {
    const facts = await gatherFacts(
      cloud({ "gcloud services list": { ...forbidden, stdout: "[]" } }),
      "acme-support",
    );

    expect(unasked(facts)).toBe("Google did not answer about: apis.");
  });

  test("takes what is no JSON, and JSON of another form, for no answer", async () => {
    const answers = { "gcloud services list": "Listed 0 items.", "gcloud run regions list": "{}" };

    const facts = await gatherFacts(cloud(answers), "acme-support");

    expect(unasked(facts)).toBe("Google did not answer about: apis, regions.");
  });

  test.runIf(gcloudIsHere)(
    "runs, prints and explains no command or flag that gcloud does not know",
    async () => {
      const asked: string[] = [];
      await gatherFacts(async (program, args) => {
        asked.push([program, ...args].join(" "));
        return cloud()(program, args);
      }, "acme-support");
      const printed = await Promise.all(faults.map(([, answers]) => findings(answers)));
      const manual = await readFile(new URL("../../infra/README.md", import.meta.url), "utf8");
      const lines = [...asked, ...printed.flat().flatMap(({ fix }) => fix), manual];

      const unknown = await Promise.all([...usesOf(lines)].map(unknownIn));

      expect(unknown.flat()).toEqual([]);
    },
    300_000,
  );
});

/** Each gcloud command in some lines, with all flags that it is used with. */
function usesOf(lines: readonly string[]): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>();
  for (const [, words = ""] of lines.join("\n").matchAll(/\bgcloud ([a-z][^|\n]+)/g)) {
    const [command = ""] = /^[a-z]+( [a-z-]+)*(?= |$)/.exec(words) ?? [];
    const flags = [...words.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
    const known = uses.get(command) ?? new Set();
    uses.set(command, new Set([...known, ...flags]));
  }
  return uses;
}

async function unknownIn([words, flags]: [string, Set<string>]): Promise<string[]> {
  // Names of projects and APIs look like commands: the longest beginning that gcloud knows is one.
  const parts = words.split(" ");
  for (let length = parts.length; length > 0; length -= 1) {
    const command = parts.slice(0, length);
    const { code, stdout } = await ask("gcloud", [...command, "--help"]);
    if (code !== 0) continue;
    const wide = ["--project", "--format", "--filter", "--flatten", "--billing-project"];
    const page = stripVTControlCharacters(stdout);
    const missing = [...flags].filter((flag) => !wide.includes(flag) && !page.includes(flag));
    return missing.map((flag) => `gcloud ${command.join(" ")} ${flag}`);
  }
  return [`gcloud ${words}`];
}
