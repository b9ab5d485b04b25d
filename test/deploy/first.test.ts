import { describe, expect, test } from "vitest";
import type { Outcome } from "../../scripts/deploy/command.ts";
import { gatherFacts, secretNames } from "../../scripts/deploy/facts.ts";
import { readOptions } from "../../scripts/deploy/options.ts";
import { isFirst, requireComplete, rolloutOf } from "../../scripts/deploy/preparation.ts";
import { withoutValue } from "../../scripts/deploy/secret-checks.ts";
import {
  cloud,
  forbidden,
  forbiddenIn404,
  noApi,
  noBucket,
  noProgram,
  noSecret,
  nothingRuns,
  running,
  settings,
} from "./cloud.ts";

const release = "20261123-0815-3101a87";
const place = { project: "acme-support", region: "europe-north1" };
const options = readOptions(["--project", "acme-support"]);
const rehearsal = readOptions(["--project", "acme-support", "--dry-run"]);

async function first(answers: Parameters<typeof cloud>[0], how = options): Promise<boolean> {
  return isFirst(await gatherFacts(cloud(answers), place), how);
}

function says(stderr: string, code = 1): Outcome {
  return { code, stdout: "", stderr };
}

/** What gcloud 528 answers by its source where some regions are silent, and in others nothing runs. */
function listWithout(regions: string): Outcome {
  const stderr = `WARNING: The following Cloud Run regions did not respond: ${regions}. List results may be incomplete.\n`;
  return { code: 0, stdout: "[]", stderr };
}

const wanted = { settings: settings(), apis: [] };
const complete = async (answers: Parameters<typeof cloud>[0]) =>
  requireComplete(await gatherFacts(cloud(answers), place), wanted);

describe("what functions need, once the ground is made,", () => {
  test("is there where every secret has a value", async () => {
    await expect(complete(nothingRuns)).resolves.toBeUndefined();
  });

  test.each([
    ["has no version", "[]", "gcloud secrets versions add SMTP_URL"],
    ["is missing", noSecret, "gcloud secrets versions add SMTP_URL"],
    ["is not told of", forbidden, "Google did not answer about: secrets."],
  ])("is not there where a secret %s", async (...[, answer, told]) => {
    const answers = { ...nothingRuns, "gcloud secrets versions list SMTP_URL": answer };

    await expect(complete(answers)).rejects.toThrow(told);
  });

  test("is asked for by commands where Google does not say, and by nothing that can wait", async () => {
    const answers = { ...nothingRuns, "gcloud secrets versions list SMTP_URL": forbidden };

    const stops = await complete(answers).catch(String);

    expect(stops).toContain("gcloud secrets versions list SMTP_URL --project=acme-support");
    expect(stops).not.toContain("what is marked");
    expect(stops).not.toContain(" ! ");
  });
});

const valueless = async (answers: Parameters<typeof cloud>[0]) =>
  withoutValue(await gatherFacts(cloud(answers), place));

describe("the secrets without a value", () => {
  test.each([
    ["none", {}, []],
    ["one", { "gcloud secrets versions list SMTP_URL": "[]" }, ["SMTP_URL"]],
    ["both, missing themselves", { "gcloud secrets versions list": noSecret }, secretNames],
    [
      "both, where Google does not say of one",
      { "gcloud secrets versions list SMTP_URL": forbidden },
      secretNames,
    ],
  ])("are %s", async (...[, answers, names]) => {
    expect(await valueless(answers)).toEqual(names);
  });
});

describe("the ground, whose making deletes what runs, is made", () => {
  test("where Google says that nothing of ours runs", async () => {
    expect(await first(nothingRuns)).toBe(true);
  });

  test.each([
    ["nothing is missing", {}],
    ["a secret is gone", { "gcloud secrets versions list SMTP_URL": noSecret }],
    ["all secrets are gone", { "gcloud secrets versions list": noSecret }],
    ["the bucket of releases is gone", { "gcloud storage buckets describe": noBucket }],
    [
      "the api alone is gone",
      {
        ...nothingRuns,
        "gcloud run services list": `[${running("mail-followers", release)}]`,
      },
    ],
    [
      "in another region",
      {
        ...nothingRuns,
        "gcloud run services list": `[${running("api", release, "us-east1")}]`,
      },
    ],
    ["the api names no release", { "gcloud run services list": `[${running("api", "")}]` }],
  ])("never where functions run: %s", async (...[, answers]) => {
    expect(await first(answers)).toBe(false);
  });

  test.each([
    ["nobody may ask", forbidden],
    ["a project's number holds 404", forbiddenIn404],
    [
      "another thing is not found",
      says("ERROR: (gcloud.run.services.describe) Region not found\n"),
    ],
    ["another service is not found", says(noApi.stderr.replace("[api]", "[api-2]"))],
    ["the words come with success", { ...noApi, code: 0 }],
    ["gcloud was killed", { ...noApi, code: -1 }],
  ])("never where it is not known, which stops a deployment: %s", async (...[, answer]) => {
    const answers = { ...nothingRuns, "gcloud run services describe": answer };

    await expect(first(answers)).rejects.toThrow("Whether functions run in acme-support already");
  });

  test.each(["europe-north1", "asia-east1, europe-north1, us-east1"])(
    "never where the list leaves our region out: %s",
    async (regions) => {
      const answers = { ...nothingRuns, "gcloud run services list": listWithout(regions) };

      await expect(first(answers)).rejects.toThrow("Without knowing it, nothing is done.");
    },
  );

  test("where services run whose variable RELEASE names none of ours", async () => {
    const list = `[${running("somebody-elses", "latest")}]`;

    expect(await first({ ...nothingRuns, "gcloud run services list": list })).toBe(true);
  });

  test("where the list leaves others out", async () => {
    const list = listWithout("asia-east1, europe-north10");

    expect(await first({ ...nothingRuns, "gcloud run services list": list })).toBe(true);
  });

  test.each([
    ["the list is refused", { ...nothingRuns, "gcloud run services list": forbidden }],
    ["the list is no JSON", { ...nothingRuns, "gcloud run services list": "Listed 0 items." }],
    ["gcloud is not installed", { "gcloud version": noProgram }],
  ])("in a dry run alone where nobody could be asked: %s", async (...[, answers]) => {
    await expect(first(answers)).rejects.toThrow("Without knowing it, nothing is done.");
    expect(await first(answers, rehearsal)).toBe(true);
  });
});

async function told(answers: Parameters<typeof cloud>[0], ...more: string[]) {
  const how = readOptions(["--project", "acme-support", ...more]);
  const facts = await gatherFacts(cloud(answers), place);
  return rolloutOf(facts, how, { settings: settings(), release });
}

describe("what the steps are told of a project", () => {
  const gone = { ...nothingRuns, "gcloud secrets versions list SMTP_URL": "[]" };

  test("in which nothing runs: to make the ground, and which secret has no value", async () => {
    expect(await told(gone)).toMatchObject({ first: true, valueless: ["SMTP_URL"], release });
  });

  test("in which functions run: not to", async () => {
    expect(await told({})).toMatchObject({ first: false, valueless: [] });
  });

  test("by a rollback: never to, whatever Google says or does not", async () => {
    const silent = { ...gone, "gcloud run services list": forbidden };

    expect(await told(gone, "--rollback")).toMatchObject({ first: false });
    expect(await told(silent, "--rollback")).toMatchObject({ first: false });
  });

  test("by somebody who leaves Pulumi nothing to ask", async () => {
    expect(await told({})).toMatchObject({ unasked: false });
    expect(await told({}, "--yes")).toMatchObject({ unasked: true });
  });

  test("at the time of it, as records are named in their order", async () => {
    expect((await told({})).at).toMatch(/^20\d{6}T\d{6}Z$/);
  });
});
