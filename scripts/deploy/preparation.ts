import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import type { Settings } from "../../infra/settings.ts";
import { packages } from "../doctor/machine.ts";
import { checkout } from "./bundle.ts";
import type { Ask } from "./command.ts";
import { type Facts, gatherFacts, secretNames } from "./facts.ts";
import { deployCommand, type Options } from "./options.ts";
import { preflight, unasked, type Wanted } from "./preflight.ts";
import { commitOf, releaseOf } from "./release.ts";
import { preflightInWords } from "./report.ts";
import { deployedReleases, listed, missingArchives, releaseBefore } from "./rollback.ts";
import { releasesThatRun } from "./running.ts";
import { withoutValue } from "./secret-checks.ts";
import { type Chosen, chosenSettings, exampleFile, settingsFile } from "./settings.ts";
import { type Staged, stagingFolder } from "./stage.ts";
import {
  type Look,
  type Rollout,
  recordName,
  recordOf,
  recordsFolder,
  releaseBucket,
  type Upload,
} from "./steps.ts";

const unknownRelease = "00000000-0000-0000000";

/**
 * The release that a deployment is of: the checkout's, or the one to go back to. Throws where files are
 * not committed, and where nothing is known of an earlier release; in a dry run it says so instead.
 */
export async function chooseRelease(options: Options, ask: Ask): Promise<string> {
  const { dryRun, rollback } = options;
  if (rollback) return rollback.to ?? releaseToReturnTo(options, ask);
  const { name, changed } = await releaseOf(checkout);
  if (changed.length === 0) return name;
  const some = changed.slice(0, 5).join(", ");
  const problem =
    `${changed.length} files are not as they were committed (${some}${changed.length > 5 ? ", …" : ""}), ` +
    "and a release is a commit: commit them first.";
  if (!dryRun) throw new Error(problem);
  console.log(`${problem} This dry run shows them under the name of the last commit.\n`);
  return name;
}

async function releaseToReturnTo(options: Options, ask: Ask): Promise<string> {
  const { settings } = await chosenSettings(options);
  const records = recordsFolder(settings);
  const [listing, running] = await Promise.all([
    listed(ask, records),
    releasesThatRun(ask, settings),
  ]);
  const known = listing !== undefined && running !== undefined;
  const before = known ? releaseBefore(deployedReleases(listing), running ?? []) : undefined;
  if (before !== undefined) return before;
  const problem = known
    ? "No other release ran before the one that runs now."
    : `Which releases ran stands in ${records}, and which one runs, Cloud Run tells: one of the two could not be read.`;
  if (!options.dryRun) throw new Error(`${problem} Name one: --release RELEASE.`);
  console.log(`${problem} ${unknownRelease} stands for the release before.\n`);
  return unknownRelease;
}

/** Throws where a deployment would run with example values. */
export function requireChosen(chosen: Chosen): void {
  const { settings, examples } = chosen;
  if (examples.length === 0) return;
  throw new Error(
    `These settings are missing: ${examples.join(", ")}. Write them into ` +
      `${settingsFile(settings.project)}, as is right for you; an example:\n${exampleFile(chosen)}`,
  );
}

/** Throws where an earlier release lacks functions that infra/ describes now. */
export async function requireArchives(
  chosen: Chosen,
  services: readonly string[],
  ask: Ask,
): Promise<void> {
  const { release = "" } = chosen.settings;
  const listing = await listed(ask, `${releaseBucket(chosen.settings)}/${release}/`);
  if (listing === undefined) throw new Error(`The bucket holds no release ${release}.`);
  const missing = missingArchives(listing, services);
  if (missing.length === 0) return;
  throw new Error(
    `Release ${release} has no ${missing.join(", ")}: this checkout knows functions that it did not. ` +
      `Go back with the code of then: git switch --detach ${commitOf(release)}, then ${deployCommand(chosen.settings)}`,
  );
}

/**
 * Whether the ground is to be made first, which would delete every function that runs: only where Google
 * says that there is none. Throws where it does not say; in a dry run it is told instead.
 */
export function isFirst({ running }: Facts, { project, dryRun }: Options): boolean {
  if (running !== undefined) return running === null;
  const problem = `Whether functions run in ${project} already, Google did not say.`;
  if (!dryRun) {
    throw new Error(
      `${problem} Without knowing it, nothing is done. Ask it yourself, and mend what it says: ` +
        `gcloud run services list --project=${project}`,
    );
  }
  console.log(`\n${problem} This dry run shows the steps where none do; a deployment would stop.`);
  return true;
}

/** What the steps depend on beside the archives. Throws as `isFirst` does. */
export function rolloutOf(
  facts: Facts,
  options: Options,
  of: Pick<Rollout, "settings" | "release">,
): Omit<Rollout, "upload"> {
  return {
    ...of,
    first: !options.rollback && isFirst(facts, options),
    valueless: withoutValue(facts),
    unasked: options.unasked,
    at: new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ""),
  };
}

/**
 * Throws, once the ground is made, unless all is there that functions need: now nothing comes later, and a
 * secret of which Google says nothing may be empty.
 */
export function requireComplete(facts: Facts, wanted: Wanted): void {
  const missing = preflight(facts, wanted).filter(({ weight }) => weight !== "advice");
  const { project } = wanted.settings;
  const silent = secretNames.map(
    (name) => `gcloud secrets versions list ${name} --project=${project}`,
  );
  const remedies = [
    ...(missing.length > 0 ? ["Mend what is marked, in this order"] : []),
    ...(facts.secrets ? [] : [`Ask Google yourself, and mend what it says (${silent.join("; ")})`]),
  ];
  if (remedies.length === 0) return;
  throw new Error(
    `${preflightInWords(missing, unasked(facts))}\n${remedies.join(". ")}, and run the same command again.`,
  );
}

/** What is looked at between the steps of a deployment, for only then can it be seen. */
export function looksOf(
  { made, wanted, release }: { made: readonly Staged[]; wanted: Wanted; release: string },
  ask: Ask,
): Record<Look, () => Promise<void>> {
  const { settings } = wanted;
  return {
    preflight: async () => requireComplete(await gatherFacts(ask, settings), wanted),
    archives: () => requireOurArchives(made, { ...settings, release }, ask),
  };
}

/** Throws where the packages, which go into the archives, are others than the lock file's; a dry run says so. */
export async function requirePackages({ dryRun }: Options, folder = checkout): Promise<void> {
  const verdict = await packages(folder, "");
  if (verdict.fine) return;
  const problem = `node_modules/, of which archives are made: ${verdict.says}. Mend it: npm ci.`;
  if (!dryRun) throw new Error(problem);
  console.log(`\n${problem}`);
}

/** What is uploaded of a release: the archives, and their record, which is written here. */
export async function filesToUpload(staged: readonly Staged[], release: string): Promise<Upload> {
  const record = join(stagingFolder(release), recordName);
  const archives = staged.map(({ service, archiveBytes, sha256 }) => ({
    service: service.name,
    bytes: archiveBytes,
    sha256,
  }));
  await writeFile(record, `${JSON.stringify({ release, archives }, null, 2)}\n`);
  return {
    record: relative(checkout, record),
    archives: staged.map(({ archive }) => relative(checkout, archive)),
  };
}

const Recorded = z.object({
  archives: z.array(z.object({ service: z.string(), sha256: z.string() })),
});

/**
 * Throws where the bucket's record of a release names other archives than ours, for those of one machine
 * would run beside those of another; and where it cannot be read.
 */
export async function requireOurArchives(
  staged: readonly Staged[],
  { project, region, release }: Pick<Settings, "project" | "region"> & { release: string },
  ask: Ask,
): Promise<void> {
  const place = recordOf({ project }, release);
  const { code, stdout, stderr } = await ask("gcloud", ["storage", "cat", place]);
  if (code !== 0) throw new Error(`${place} could not be read: ${stderr.trim()}`);
  const { archives } = Recorded.parse(JSON.parse(stdout));
  const theirs = new Map(archives.map(({ service, sha256 }) => [service, sha256]));
  const ours = new Map(staged.map(({ service, sha256 }) => [service.name, sha256]));
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  const different = [...names].filter((name) => ours.get(name) !== theirs.get(name));
  if (different.length === 0) return;
  throw new Error(
    `${release} lies in the bucket already, with other archives of ${different.join(", ")} than were made here. ` +
      "A commit makes the same everywhere with the same packages: is npm ci run, and esbuild untouched? " +
      `To run those that lie there: ${deployCommand({ project, region }, "--rollback", "--release", release)}. ` +
      "Should some be missing there, a new commit has a new name.",
  );
}
