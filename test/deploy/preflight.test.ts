import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { ask } from "../../scripts/deploy/command.ts";
import { gatherFacts } from "../../scripts/deploy/facts.ts";
import type { Finding } from "../../scripts/deploy/finding.ts";
import { preflight, unasked } from "../../scripts/deploy/preflight.ts";
import {
  cloud,
  forbidden,
  forbiddenIn404,
  noBucket,
  noSecret,
  nothingRuns,
  settings,
} from "./cloud.ts";
import { type Answers, faults } from "./faults.ts";

const place = { project: "acme-support", region: "europe-north1" };
const apis = ["firestore.googleapis.com", "run.googleapis.com"];
const gcloudIsHere = (await ask("gcloud", ["version"])).code === 0;

/** What is no fault to leave out, and is told of where it is. */
const advised = {
  alertAddresses: ["oncall@support.example"],
  corsOrigins: ["https://portal.support.example"],
  scanner: { address: "10.20.0.5:3310", network: "support", subnetwork: "support-north" },
};

async function findings(answers: Answers, over = {}): Promise<Finding[]> {
  const facts = await gatherFacts(cloud(answers), place);
  return preflight(facts, { settings: settings({ ...advised, ...over }), apis });
}

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
      "Secrets without a value: PAGE_TOKEN_KEY, SMTP_URL.",
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

  test.each([
    ["alertAddresses", { alertAddresses: [] }, "No alert reaches anybody."],
    [
      "corsOrigins",
      { corsOrigins: ["https://portal.support.example:8443"] },
      "Pages of the portal, https://portal.support.example, may not call the API.",
    ],
    ["scanner", { scanner: undefined }, "Files are not scanned for malware."],
  ])(
    "advises on %s, names the setting and its file, and blocks nothing",
    async (...[name, over, what]) => {
      const found = await findings({}, over);

      expect(found).toMatchObject([{ weight: "advice", what, fix: [] }]);
      expect(found[0]?.why).toContain(`\`${name}\` in infra/settings/acme-support.json`);
    },
  );

  test("knows the portal by its origin, whatever its address goes on with", async () => {
    expect(await findings({}, { portalUrl: "https://portal.support.example/cases/" })).toEqual([]);
  });

  test("lets secrets that do not exist yet wait for the first step, and blocks for those without a value", async () => {
    const missing = await findings({ ...nothingRuns, "gcloud secrets versions list": noSecret });
    const empty = await findings({ "gcloud secrets versions list": "[]" });

    expect([missing[0]?.weight, empty[0]?.weight]).toEqual(["later", "blocks"]);
  });

  test("tells of a secret that is gone from running functions once, and does not leave it to a first step", async () => {
    const found = await findings({ "gcloud secrets versions list PAGE_TOKEN_KEY": noSecret });

    expect(found.map(({ weight, what }) => [weight, what])).toEqual([
      ["blocks", "Functions run, and secrets of theirs are gone: PAGE_TOKEN_KEY."],
    ]);
  });

  test("blames nobody for what could not be asked, and says what that was", async () => {
    const answers = {
      "gcloud services list": forbidden,
      "gcloud secrets versions list": forbidden,
    };

    const facts = await gatherFacts(cloud(answers), place);

    expect(preflight(facts, { settings: settings(advised), apis })).toMatchObject([
      { weight: "advice" },
    ]);
    expect(unasked(facts)).toBe("Google did not answer about: apis, secrets.");
  });

  test.each([
    ["run", {}],
    ["may run", { "gcloud run services list": forbidden }],
  ])(
    "has nobody delete the database of functions that %s, should the bucket of releases be gone",
    async (...[, runs]) => {
      const answers = { ...runs, "gcloud storage buckets describe": noBucket };

      expect(await findings(answers)).toEqual([]);
    },
  );

  test.each([
    ["may not see", forbidden],
    ["of project number 404 may not see", forbiddenIn404],
  ])(
    "holds no database for another's because it %s the bucket of releases",
    async (...[, refused]) => {
      const answers = { ...nothingRuns, "gcloud storage buckets describe": refused };

      expect(await findings(answers)).toEqual([]);
    },
  );

  test("holds no secret for gone because a refusal names a number that holds 404", async () => {
    const facts = await gatherFacts(
      cloud({ "gcloud secrets versions list": forbiddenIn404 }),
      place,
    );

    expect(unasked(facts)).toBe("Google did not answer about: secrets.");
  });

  test("believes no answer of a command that failed", async () => {
    const facts = await gatherFacts(
      cloud({ "gcloud services list": { ...forbidden, stdout: "[]" } }),
      place,
    );

    expect(unasked(facts)).toBe("Google did not answer about: apis.");
  });

  test("takes what is no JSON, and JSON of another form, for no answer", async () => {
    const answers = { "gcloud services list": "Listed 0 items.", "gcloud run regions list": "{}" };

    const facts = await gatherFacts(cloud(answers), place);

    expect(unasked(facts)).toBe("Google did not answer about: apis, regions.");
  });

  test.runIf(gcloudIsHere)(
    "runs, prints and explains no command or flag that gcloud does not know",
    async () => {
      const asked: string[] = [];
      await gatherFacts(async (program, args) => {
        asked.push([program, ...args].join(" "));
        return cloud(nothingRuns)(program, args);
      }, place);
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
