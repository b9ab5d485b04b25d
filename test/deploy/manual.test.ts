import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { requireChosen } from "../../scripts/deploy/preparation.ts";
import { settingsInWords } from "../../scripts/deploy/report.ts";
import { chosenSettings, exampleFile } from "../../scripts/deploy/settings.ts";
import { settings } from "./cloud.ts";

const manual = await readFile(new URL("../../infra/README.md", import.meta.url), "utf8");
const firstDay = await readFile(new URL("../../infra/runbooks/README.md", import.meta.url), "utf8");
const [, example = "", scanner = ""] =
  /```json\n([\s\S]+?)```[\s\S]+?```json\n([\s\S]+?)```/.exec(manual) ?? [];
const nobodys = await chosenSettings({ project: "nobodys-support", region: undefined });

describe("the example of settings", () => {
  test("that a dry run prints is the manual's, with pages that may call, alerts that arrive and a budget", () => {
    const names = Object.keys(JSON.parse(example));

    expect(names.slice(-3)).toEqual(["corsOrigins", "alertAddresses", "budget"]);
    expect(JSON.parse(exampleFile(nobodys))).toEqual(JSON.parse(example));
    expect(settingsInWords(nobodys)).toContain(exampleFile(nobodys));
  });

  test("mails no stranger, and lets no strange page call, where the file leaves them out", () => {
    const { corsOrigins, alertAddresses, budget } = nobodys.settings;

    expect([corsOrigins, alertAddresses, budget]).toEqual([[], [], undefined]);
  });

  test("demands nothing that may be left out", () => {
    expect(nobodys.examples).toEqual([
      "region",
      "databaseLocation",
      "bucketLocation",
      "supportDomain",
      "portalUrl",
      "mailFrom",
      "mailDomain",
    ]);
  });

  test("goes with the manual's scanner, which takes three fields", () => {
    const chosen = settings({ ...JSON.parse(example), ...JSON.parse(scanner) });

    expect(Object.keys(chosen.scanner ?? {})).toEqual(["address", "network", "subnetwork"]);
  });

  test("stops no deployment that does without what may be left out", () => {
    const chosen = { settings: settings(), examples: [], unsaid: ["corsOrigins", "budget"] };

    expect(() => requireChosen(chosen)).not.toThrow();
  });

  test("shows what may be left out beside what may not, and nothing that is chosen", () => {
    const chosen = { settings: settings(), examples: ["mailDomain"], unsaid: ["alertAddresses"] };

    expect(() => requireChosen(chosen)).toThrow(
      '{\n  "mailDomain": "mail.support.example",\n  "alertAddresses": [\n    "oncall@support.example"\n  ]\n}',
    );
  });
});

describe("operators", () => {
  test.each([
    ["the manual", manual],
    ["the first day", firstDay],
  ])("read in %s which role a deployment takes", (_, text) => {
    expect(text.includes("`roles/owner` on the project")).toBe(true);
  });

  test.each([
    ["the manual", manual],
    ["the first day", firstDay],
  ])("install in %s so that npm keeps this machine's settings", (_, text) => {
    const installs = text.split("\n").filter((line) => /npm (ci --prefix|run packages)/.test(line));

    expect(installs).toHaveLength(1);
    expect(installs[0]).toContain("npm run packages");
  });

  test("are told that a dry run asks nothing of a project before they sign in", () => {
    expect(/signed in, also what the project lacks/.test(manual)).toBe(true);
  });
});
