import type { Ask } from "./command.ts";
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

/**
 * The release to go back to from those that run; undefined where there is none. What runs without a
 * record failed its check: back to the last that is recorded. What a rollback left is never returned to.
 * Where several run, the way to one of them was not ended: on to the earliest.
 */
export function releaseBefore(
  deployed: readonly string[],
  running: readonly string[],
): string | undefined {
  const standing = notLeft(deployed);
  const places = running.map((release) => standing.indexOf(release));
  if (places.includes(-1)) return standing.at(-1);
  const earliest = Math.min(...places);
  return standing[running.length > 1 ? earliest : earliest - 1];
}

/** Each release once, without those that a later rollback went back behind. */
function notLeft(deployed: readonly string[]): string[] {
  const standing: string[] = [];
  for (const release of deployed) {
    const place = standing.indexOf(release);
    if (place !== -1) standing.length = place;
    standing.push(release);
  }
  return standing;
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
