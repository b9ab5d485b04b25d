import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { healthPages } from "#platform/health.ts";
import { samples } from "../../functions/reference/refusals.ts";
import { routes } from "../../functions/routes.ts";
import { subscriptions } from "../../functions/subscriptions.ts";
import { logMetrics } from "../../infra/metrics.ts";
import { settingNames } from "../../infra/settings.ts";
import packageFile from "../../package.json" with { type: "json" };
import { readOptions } from "../../scripts/deploy/options.ts";
import type { Line } from "../support/logged.ts";
import { at, everything, ofType, one, planOf, textAt } from "./plan.ts";
import { commandsOf, fieldsOf, filterIn, folder, pages, valuesOf } from "./runbook-pages.ts";
import { lineOfError, writtenLines } from "./written-lines.ts";

const plan = await planOf(everything);
const policies = ofType(plan, "monitoring/alertPolicy");
const runbooks = pages.filter(({ name }) => name !== "README.md");
const overview = pages.find(({ name }) => name === "README.md")?.text ?? "";
const commands = pages.flatMap(({ name, text }) =>
  commandsOf(text).map((command) => ({ name, command })),
);
const names = "## Names in the commands";
const readings = commands.filter(({ command }) => command.includes("gcloud logging read"));

const manual = { name: "../README.md", text: readFileSync("infra/README.md", "utf8") };

function leadsSomewhere(link: string): boolean {
  const [file, section] = link.split("#");
  const text = [...pages, manual].find(({ name }) => name === file)?.text;
  const headings = [...(text ?? "").matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);
  const anchors = headings.map((title) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  return text !== undefined && (section === undefined || anchors.includes(section));
}

describe("runbooks", () => {
  test("are one for each alert of the graph, where its policy says, and none besides", () => {
    const told = policies.map(({ inputs }) => textAt(inputs, "documentation", "content"));
    const paths = told.flatMap((content) => /What to do: (\S+)$/.exec(content)?.[1] ?? []);

    expect(paths.toSorted()).toEqual(runbooks.map(({ name }) => `${folder}/${name}`).toSorted());
  });

  test.each(runbooks)(
    "$name fits on a page, and tells all that it has to in the usual order",
    ({ name, text }) => {
      const headings = text.split("\n").filter((line) => line.startsWith("## "));

      expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(70);
      expect(text.startsWith(`# ${name.replace(".md", "")}: `)).toBe(true);
      expect(text).toMatch(/\n\*\*Who waits for what[.]\*\* [\s\S]+\n\*\*How urgent[.]\*\* /);
      expect(headings).toEqual([
        "## Look first",
        "## Causes, the likeliest first",
        "## What the product does meanwhile",
        "## It is over when",
        "## Do not",
      ]);
    },
  );

  test("have a row each on the page before them", () => {
    const rows = [...overview.matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\)/gm)];

    expect(rows.map(([, name]) => name).toSorted()).toEqual(policies.map(({ name }) => name));
    expect(rows.filter(([, name, file]) => name !== file)).toEqual([]);
  });

  test("lead to pages that are there", () => {
    const links = pages.flatMap(({ text }) => [...text.matchAll(/\]\((?!https:)([^)]+)\)/g)]);

    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(([, path = ""]) => !leadsSomewhere(path))).toEqual([]);
  });

  test("have whoever may roll back look at what a checkout lacks for it, on the first day", () => {
    const [, day = ""] = /\n## On the first day\n([\s\S]+?)\n## /.exec(overview) ?? [];

    expect(day).toContain("(../README.md#a-second-person-or-a-fresh-checkout)");
  });

  test("say how long dead letters are kept", () => {
    const kept = ["dead-letters.reviveDeadLetter", "late-access-records.recordAccess"].map(
      (name) => one(plan, "pubsub/subscription", name).inputs["messageRetentionDuration"],
    );

    expect(kept).toEqual(["604800s", "604800s"]);
    expect(runbooks.find(({ name }) => name === "dead-letters.md")?.text).toMatch(
      /Dead letters\nare kept for a week/,
    );
  });
});

const written = await writtenLines();
const sources = [
  "adapters/firestore",
  "adapters/dlp",
  "adapters/pubsub",
  "adapters/storage",
  "platform",
]
  .flatMap((path) => readdirSync(`functions/${path}`).map((file) => `functions/${path}/${file}`))
  .filter((path) => path.endsWith(".ts"))
  .concat("functions/main.ts")
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

/** The lines of a message; where it takes a cloud to write one, what each has that tells of an error. */
async function linesOf(message: string): Promise<readonly Line[]> {
  const known = written.filter((line) => line["message"] === message);
  return known.length > 0 ? known : lineOfError(message);
}

/** Fields of a line in Cloud Logging that Cloud Run and Logging themselves fill in. */
const googles = new Set([
  "timestamp",
  "severity",
  "trace",
  "textPayload",
  "resource.labels.service_name",
  "resource.labels.revision_name",
  "labels.instanceId",
]);
const tallied = logMetrics.flatMap((metric) => ("value" in metric ? [metric.value.field] : []));

/** The fields of a command that no line has of which it asks. */
async function strangeFields(command: string): Promise<string[]> {
  const messages = valuesOf(filterIn(command), "jsonPayload.message");
  const lines = messages.length > 0 ? (await Promise.all(messages.map(linesOf))).flat() : written;
  const has = (field: string) =>
    lines.some((line) => at(line, ...field.split(".")) !== undefined) ||
    (messages.includes("event") && tallied.some((each) => each === field));
  return fieldsOf(command).filter((field) =>
    field.startsWith("jsonPayload.")
      ? !has(field.slice("jsonPayload.".length))
      : !googles.has(field),
  );
}

const asked = (field: string) =>
  readings.flatMap(({ command }) => valuesOf(filterIn(command), field));

describe("what a runbook asks of the log", () => {
  test.each(readings)(
    "is in the lines that the product writes ($name): $command",
    async ({ command }) => {
      expect(filterIn(command)).not.toBe("");
      expect(fieldsOf(command).length + (command.includes("log_id(") ? 1 : 0)).toBeGreaterThan(0);
      expect(await strangeFields(command)).toEqual([]);
    },
  );

  test("are messages that stand in the product's code", () => {
    const messages = new Set(asked("message"));

    expect(messages.size).toBeGreaterThan(6);
    expect([...messages].filter((message) => !sources.includes(`"${message}"`))).toEqual([]);
  });

  test("are operations and outcomes that there are", () => {
    const operations = [
      "{function}",
      ...healthPages.map(({ name }) => name),
      ...routes.map(({ contract }) => contract.name),
      ...subscriptions.map(({ to }) => to.contract.name),
    ];

    expect(asked("operation").filter((name) => !operations.includes(name))).toEqual([]);
    expect(
      asked("outcome").filter((code) => code !== "OK" && !Object.hasOwn(samples, code)),
    ).toEqual([]);
  });
});

describe("commands", () => {
  const gcloud = commands.filter(({ command }) => command.includes("gcloud "));

  test("say in which project, and where what they ask for is in a region", () => {
    const places = [
      [/gcloud run /, '--region="$REGION"'],
      [/gcloud scheduler /, '--location="$REGION"'],
      [/gcloud /, '--project="$PROJECT"'],
    ] as const;
    const wrong = gcloud.filter(({ command }) =>
      places.some(([kind, place]) => kind.test(command) && !command.includes(place)),
    );

    expect(gcloud.length).toBeGreaterThan(25);
    expect(wrong).toEqual([]);
  });

  test.each([
    ["cloudrunv2/service", /gcloud run services [a-z-]+ (["\w]\S*)/],
    ["cloudrunv2/service", /--service=(\S+)/],
    ["cloudscheduler/job", /gcloud scheduler jobs \w+ (\S+)/],
    ["pubsub/topic", /gcloud pubsub topics publish (\S+)/],
    ["pubsub/subscription", /gcloud pubsub subscriptions update (\S+)/],
    ["secretmanager/secret", /gcloud secrets versions add (\S+)/],
  ])("name what the graph has, of %s by %s", (type, pattern) => {
    const named = gcloud.flatMap(({ command }) => pattern.exec(command)?.[1] ?? []);
    const there = ['"$SERVICE"', ...ofType(plan, type).map(({ name }) => name)];

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !there.includes(name))).toEqual([]);
  });

  test("can be pasted: the page before them sets what they name, quoted as a shell needs it", () => {
    const bare = commands.map(({ command }) => command.replaceAll(/'[^']*'/g, "''"));
    const [, set = ""] = /\nexport (.+)\n/.exec(overview.slice(overview.indexOf(names))) ?? [];
    const known = [...set.matchAll(/([A-Z]+)=/g)].map(([, name]) => name);
    const used = bare.flatMap((text) => [...text.matchAll(/\$([A-Z]\w*)/g)]);

    expect(known).toEqual(["PROJECT", "REGION", "URL", "SERVICE"]);
    // The password is what the command itself has just read.
    expect(used.filter(([, name]) => name !== "SMTP_URL" && !known.includes(name))).toEqual([]);
    expect(bare.filter((text) => /[{}]/.test(text))).toEqual([]);
    expect(bare.filter((text) => /\$[A-Z]/.test(text.replaceAll(/"[^"]*"/g, "")))).toEqual([]);
  });

  test("have names in braces within filters alone, which the page before them explains", () => {
    const used = commands.flatMap(({ command }) => filterIn(command).match(/\{\w+\}/g) ?? []);
    const explained = overview.slice(overview.indexOf(names));

    expect(new Set(used).size).toBe(4);
    expect(used.filter((name) => !explained.includes(`\`${name}\` `))).toEqual([]);
  });

  test("of npm are scripts that there are", () => {
    const scripts = commands.flatMap(({ command }) => /npm run (\w+)/.exec(command)?.[1] ?? []);

    expect(new Set(scripts)).toEqual(new Set(["deploy", "doctor"]));
    expect(scripts.filter((name) => !Object.hasOwn(packageFile.scripts, name))).toEqual([]);
  });

  test("that deploy have options that a deployment takes", () => {
    const options = commands.flatMap(
      ({ command }) => /^npm run deploy -- (.+)$/.exec(command)?.[1]?.split(" ") ?? [],
    );
    const given = new Set(options);

    expect(given).toEqual(new Set(["--project", '"$PROJECT"', "--rollback", "--dry-run"]));
    expect(
      readOptions([...given].map((each) => each.replace('"$PROJECT"', "acme-support"))),
    ).toEqual({
      project: "acme-support",
      region: undefined,
      dryRun: true,
      rollback: { to: undefined },
      unasked: false,
    });
  });

  test("change settings that there are", () => {
    const named = pages.flatMap(({ text }) => [...text.matchAll(/setting\s+`(\w+)`/g)]);

    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(([, name = ""]) => !settingNames.includes(name))).toEqual([]);
  });
});
