import { relative } from "node:path";
import type { Settings } from "../../infra/settings.ts";
import { checkout } from "./bundle.ts";
import { carryOut } from "./carry-out.ts";
import { ask, perform } from "./command.ts";
import { gatherFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { requireInfraPackages } from "./infra-packages.ts";
import { type Options, readOptions } from "./options.ts";
import { preflight, unasked } from "./preflight.ts";
import * as prepare from "./preparation.ts";
import * as report from "./report.ts";
import { type Service, servicesOf } from "./services.ts";
import { chosenSettings } from "./settings.ts";
import { type Staged, stage, stagingFolder } from "./stage.ts";
import { type Step, stepsOf } from "./steps.ts";

const stopped = "Mend what is marked ✗, in this order, and run the same command again.";

/**
 * Deploys this checkout to a Google Cloud project, or runs an earlier release again: `npm run deploy`.
 * Ends with 1, and the commands that mend it, where something is missing or fails.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const release = await prepare.chooseRelease(options, ask);
  const chosen = await chosenSettings({ ...options, release });
  console.log(report.heading(release, options));
  if (!options.dryRun) prepare.requireChosen(chosen);
  console.log(`\n${report.settingsInWords(chosen)}`);
  const graph = await graphOf(chosen.settings);
  const apis = graph.filter(({ type }) => type === "gcp:projects/service:Service");
  const wanted = { settings: chosen.settings, apis: apis.map(({ name }) => name) };
  const facts = await gatherFacts(ask, chosen.settings);
  const findings = preflight(facts, wanted);
  console.log(`\n${report.preflightInWords(findings, unasked(facts))}`);
  if (!options.dryRun && isBlocked(findings)) throw new Error(stopped);
  const rollout = prepare.rolloutOf(facts, options, { settings: chosen.settings, release });
  const services = await servicesOf(chosen.settings.own);
  if (options.rollback && !options.dryRun) {
    await prepare.requireArchives(
      chosen,
      services.map(({ name }) => name),
      ask,
    );
  }
  const made = options.rollback ? [] : await staged(services, release, options);
  const upload = options.rollback ? undefined : await prepare.filesToUpload(made, release);
  const steps = stepsOf({ ...rollout, upload });
  if (options.dryRun) {
    console.log(`\n${report.resourcesInWords(graph)}`);
    console.log(`\nWhat would be done, in this order:\n\n${report.stepsInWords(steps)}\n`);
    return;
  }
  await go(steps, { made, wanted, release });
}

async function go(
  steps: readonly Step[],
  deployed: Parameters<typeof prepare.looksOf>[0],
): Promise<void> {
  // Pulumi asks for it, though no setting is secret.
  process.env["PULUMI_CONFIG_PASSPHRASE"] ??= "";
  await carryOut(steps, { perform, looks: prepare.looksOf(deployed, ask) });
  console.log("\nDone.");
}

async function graphOf(settings: Settings) {
  await requireInfraPackages();
  const { previewStack } = await import("../../infra/preview.ts");
  return previewStack(settings);
}

async function staged(
  services: readonly Service[],
  release: string,
  options: Options,
): Promise<Staged[]> {
  await prepare.requirePackages(options);
  const folder = stagingFolder(release);
  const made = await stage(services, folder);
  console.log(`\n${report.archivesInWords(made, relative(checkout, folder))}`);
  return made;
}

function isBlocked(findings: readonly Finding[]): boolean {
  return findings.some(({ weight }) => weight === "blocks");
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
