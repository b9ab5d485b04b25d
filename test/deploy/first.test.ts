import { describe, expect, test } from "vitest";
import type { Outcome } from "../../scripts/deploy/command.ts";
import { gatherFacts } from "../../scripts/deploy/facts.ts";
import { readOptions } from "../../scripts/deploy/options.ts";
import { isFirst, requireComplete } from "../../scripts/deploy/preparation.ts";
import {
  cloud,
  forbidden,
  noApi,
  noBucket,
  noProgram,
  noSecret,
  nothingRuns,
  running,
  settings,
} from "./cloud.ts";

const place = { project: "acme-support", region: "europe-north1" };
const options = readOptions(["--project", "acme-support"]);
const rehearsal = readOptions(["--project", "acme-support", "--dry-run"]);

async function first(answers: Parameters<typeof cloud>[0], how = options): Promise<boolean> {
  return isFirst(await gatherFacts(cloud(answers), place), how);
}

function says(stderr: string, code = 1): Outcome {
  return { code, stdout: "", stderr };
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
});

describe("the ground, whose making deletes what runs, is made", () => {
  test("where Google says that there is no api", async () => {
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
        "gcloud run services list": `[${running("mail-followers", "20261123-0815-3101a87")}]`,
      },
    ],
    ["the api names no release", { "gcloud run services list": `[${running("api", "")}]` }],
  ])("never where functions run: %s", async (...[, answers]) => {
    expect(await first(answers)).toBe(false);
  });

  test.each([
    ["nobody may ask", forbidden],
    ["a project's number holds 404", says("ERROR: PERMISSION_DENIED: project 404404404404\n")],
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

  test.each([
    ["the list is refused", { ...nothingRuns, "gcloud run services list": forbidden }],
    ["the list is no JSON", { ...nothingRuns, "gcloud run services list": "Listed 0 items." }],
    ["gcloud is not installed", { "gcloud version": noProgram }],
  ])("in a dry run alone where nobody could be asked: %s", async (...[, answers]) => {
    await expect(first(answers)).rejects.toThrow("Without knowing it, nothing is done.");
    expect(await first(answers, rehearsal)).toBe(true);
  });
});
