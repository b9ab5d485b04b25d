import type { Ask } from "./facts.ts";
import { isReleaseName } from "./release.ts";

/** The releases that have run, in the order in which they did, from what `gcloud storage ls` says of their records. */
export function deployedReleases(listing: string): string[] {
  return listing
    .split("\n")
    .map((line) => /\/deployed\/\d{8}T\d{6}Z\.([^/]+)\.json$/.exec(line.trim()))
    .filter((match) => match !== null)
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([, release = ""]) => release)
    .filter(isReleaseName);
}

/** The release that ran before the one that runs now; undefined where nothing else ever ran. */
export function releaseBefore(deployed: readonly string[]): string | undefined {
  const now = deployed.at(-1);
  return deployed.findLast((release) => release !== now);
}

/** Which services' archives a release lacks: those of functions that it did not have yet. */
export function missingArchives(listing: string, services: readonly string[]): string[] {
  const names = listing.split("\n").map((line) => line.trim().split("/").at(-1));
  return services.filter((service) => !names.includes(`${service}.tar.gz`));
}

/** What `gcloud storage ls` says of a folder; undefined where it could not be asked, or there is none. */
export async function listed(ask: Ask, folder: string): Promise<string | undefined> {
  const { code, stdout } = await ask("gcloud", ["storage", "ls", folder]);
  return code === 0 ? stdout : undefined;
}
