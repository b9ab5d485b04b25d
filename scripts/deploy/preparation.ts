import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { checkout } from "./bundle.ts";
import type { Ask, Facts } from "./facts.ts";
import type { Options } from "./options.ts";
import { releaseOf } from "./release.ts";
import { deployedReleases, listed, missingArchives, releaseBefore } from "./rollback.ts";
import { type Chosen, exampleFile, settingsFile } from "./settings.ts";
import { type Staged, stagingFolder } from "./stage.ts";
import { recordName, recordsFolder, releaseBucket } from "./steps.ts";

const unknownRelease = "00000000-0000-0000000";

/**
 * The release that a deployment is of: the checkout's, or the one to go back to. Throws where files are
 * not committed, and where nothing is known of an earlier release; in a dry run it says so instead.
 */
export async function chooseRelease(options: Options, ask: Ask): Promise<string> {
  const { project, dryRun, rollback } = options;
  if (rollback) return rollback.to ?? releaseToReturnTo(project, dryRun, ask);
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

async function releaseToReturnTo(project: string, dryRun: boolean, ask: Ask): Promise<string> {
  const records = recordsFolder({ project });
  const listing = await listed(ask, records);
  const before = listing === undefined ? undefined : releaseBefore(deployedReleases(listing));
  if (before !== undefined) return before;
  const problem =
    listing === undefined
      ? `${records} could not be read, where it stands which releases ran.`
      : "No other release ran before the one that runs now.";
  if (!dryRun) throw new Error(`${problem} Name one: --release RELEASE.`);
  console.log(`${problem} ${unknownRelease} stands for the release before.\n`);
  return unknownRelease;
}

/** Throws where a deployment would run with example values. */
export function requireChosen({ settings, examples }: Chosen): void {
  if (examples.length === 0) return;
  throw new Error(
    `These settings are missing: ${examples.join(", ")}. Write them into ` +
      `${settingsFile(settings.project)}, as is right for you; an example:\n${exampleFile(examples)}`,
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
  const commit = release.split("-").at(-1);
  throw new Error(
    `Release ${release} has no ${missing.join(", ")}: this checkout knows functions that it did not. ` +
      `Go back with the code of then: git switch --detach ${commit}, then npm run deploy -- --project ${chosen.settings.project}`,
  );
}

/** Whether buckets or secrets are still to be made. What could not be asked counts as a project with nothing in it. */
export function isFirst({ releaseBucket, secrets }: Facts): boolean {
  if (releaseBucket === undefined || secrets === undefined) return releaseBucket !== true;
  return !releaseBucket || Object.values(secrets).includes(null);
}

/** What is uploaded of a release: the archives, and their record, which is written here. */
export async function filesToUpload(staged: readonly Staged[], release: string): Promise<string[]> {
  const archives = staged.map(({ service, archive, archiveBytes, sha256 }) => ({
    path: archive,
    told: { service: service.name, bytes: archiveBytes, sha256 },
  }));
  const record = join(stagingFolder(release), recordName);
  const text = { release, archives: archives.map(({ told }) => told) };
  await writeFile(record, `${JSON.stringify(text, null, 2)}\n`);
  return [...archives.map(({ path }) => path), record].map((path) => relative(checkout, path));
}
