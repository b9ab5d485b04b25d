import { ask } from "./command.ts";

/** A state of the product that can be deployed: its name, and whether the checkout is just that. */
export type Release = {
  /** By the time (UTC) and the id of its commit, such as `20261123-0815-3101a87`: in the order of names. */
  name: string;
  /** Files that would be deployed other than they were committed. */
  changed: readonly string[];
};

const ingredients = [
  "functions",
  "infra",
  "firestore.rules",
  "firestore.indexes.json",
  "package.json",
  "package-lock.json",
  "scripts/deploy",
  // Pulumi writes its copy of the settings there, as a deployment runs.
  ":(exclude,glob)infra/Pulumi.*.yaml",
];

/** The release that this checkout holds. Rejects where it is no git checkout, for releases are named by commit. */
export async function releaseOf(checkout: string): Promise<Release> {
  const commit = ["show", "--no-patch", "--abbrev=7", "--format=%ct %h", "HEAD"];
  const name = releaseName(await git(checkout, commit));
  const status = await git(checkout, ["status", "--porcelain", "--", ...ingredients]);
  const changed = status.split("\n").filter((line) => line !== "");
  return { name, changed: changed.map((line) => line.slice(3)) };
}

/** The name of a commit's release, from its time in seconds and its short id. */
export function releaseName(commit: string): string {
  const [seconds, id] = commit.trim().split(" ");
  const [day, time] = new Date(Number(seconds) * 1_000).toISOString().split("T");
  return `${day?.replaceAll("-", "")}-${time?.slice(0, 5).replace(":", "")}-${id}`;
}

/** The short id of the commit that a release is of. */
export function commitOf(release: string): string {
  return release.split("-").at(-1) ?? "";
}

/** Tells a release's name from anything else, for names become paths and arguments. */
export function isReleaseName(text: string): boolean {
  return /^\d{8}-\d{4}-[0-9a-f]{7,12}$/.test(text);
}

async function git(checkout: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ask("git", args, { cwd: checkout });
  if (code === 0) return stdout;
  throw new Error(
    `Releases are named by their commit, and git cannot tell it: ${stderr.trim() || "is git installed?"}`,
  );
}
