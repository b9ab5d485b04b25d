import { describe, expect, test } from "vitest";
import { readOptions } from "../../scripts/deploy/options.ts";
import { heading } from "../../scripts/deploy/report.ts";
import { deployedReleases, missingArchives, releaseBefore } from "../../scripts/deploy/rollback.ts";

const release = "20261123-0815-3101a87";
const letters = (text: string) => text.split("");

describe("a rollback", () => {
  const records = [
    "gs://p-releases/deployed/",
    "gs://p-releases/deployed/20261124T101500Z.20261124-1000-bbbbbbb.json",
    "gs://p-releases/deployed/20261123T081500Z.20261123-0815-aaaaaaa.json",
    "gs://p-releases/deployed/20261124T103000Z.20261124-1000-bbbbbbb.json",
    "gs://p-releases/deployed/notes.txt",
  ].join("\n");

  test("knows what ran from the records, in the order of deployments", () => {
    expect(deployedReleases(records)).toEqual([
      "20261123-0815-aaaaaaa",
      "20261124-1000-bbbbbbb",
      "20261124-1000-bbbbbbb",
    ]);
  });

  test.each([
    ["runs, and is recorded: the one before", "AB", "B", "A"],
    ["failed its check: the last that is recorded", "AB", "C", "B"],
    ["failed its check, as the second ever", "A", "B", "A"],
    ["was deployed twice", "ABB", "B", "A"],
    ["was gone back to: further back, never to the one that was left", "ABCB", "B", "A"],
    ["was gone back to, and failed its check", "ABC", "B", "A"],
    ["was deployed after a rollback, and failed its check", "ABCB", "D", "B"],
    ["was left, deployed again, and failed its check", "ABCB", "C", "B"],
    ["was left, deployed again, and is recorded", "ABCBC", "C", "B"],
    ["was left together with another, and deployed again alone", "ABCAC", "C", "A"],
    ["is half deployed", "AB", "BC", "B"],
    ["is half gone back to", "ABC", "CB", "B"],
  ])("from a release that %s", (...[, deployed, running, before]) => {
    expect(releaseBefore(letters(deployed), letters(running))).toBe(before);
  });

  test.each([
    ["before the first", "", "A"],
    ["beside the one that runs", "AA", "A"],
    ["below the one that was gone back to", "ABA", "A"],
    ["from what names no release", "AB", ""],
  ])("knows none %s", (...[, deployed, running]) => {
    expect(releaseBefore(letters(deployed), letters(running))).toBeUndefined();
  });

  test("notices the functions that the earlier release did not have", () => {
    const listing = "gs://p-releases/r/api.tar.gz\ngs://p-releases/r/release.json\n";

    expect(missingArchives(listing, ["api", "index-words"])).toEqual(["index-words"]);
  });
});

describe("the heading", () => {
  const options = readOptions(["--project", "acme-support"]);

  test("of a rollback says that rules stay, and the commands that take them back", () => {
    const text = heading(release, { ...options, rollback: { to: undefined } });

    expect(text).toContain(`Rollback of acme-support to ${release}`);
    expect(text).toContain("firestore.rules, indexes and settings stay");
    expect(text).toContain("git restore --source=3101a87 firestore.rules\n");
    expect(text).toContain(
      `npm run deploy -- --project acme-support --rollback --release ${release}\n`,
    );
  });

  test("of a rollback in another region than the settings' has the commands name it", () => {
    const text = heading(release, { ...options, region: "us-east1", rollback: { to: release } });

    expect(text).toContain(`--project acme-support --region us-east1 --rollback --release`);
  });

  test("of a deployment says nothing of rules", () => {
    expect(heading(release, options)).toBe(`Deployment of ${release} to acme-support`);
  });
});
