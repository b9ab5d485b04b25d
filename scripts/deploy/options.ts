import { parseArgs } from "node:util";
import { isReleaseName } from "./release.ts";

export type Options = {
  project: string;
  /** Instead of the settings' region. */
  region: string | undefined;
  dryRun: boolean;
  /** To the release that ran before, or to the one that is named. */
  rollback: { to: string | undefined } | undefined;
  /** Nobody is there to be asked by Pulumi. */
  unasked: boolean;
};

export const usage = `
npm run deploy -- --project PROJECT [--region REGION] [--dry-run] [--yes]
npm run deploy -- --project PROJECT --rollback [--release RELEASE] [--dry-run] [--yes]

  --dry-run   stages the bundles, and prints what would be made and done; changes nothing
  --rollback  runs the release that ran before, or RELEASE, from the archives of then
  --yes       lets Pulumi go ahead without asking, for machines
`;

/** How a deployment to a project is typed; a region is left out where the project's settings have it. */
export function deployCommand(
  { project, region }: { project: string; region?: string | undefined },
  ...more: string[]
): string {
  const where = region === undefined ? [] : ["--region", region];
  return ["npm run deploy -- --project", project, ...where, ...more].join(" ");
}

/** The options of a command line. Throws with what is wrong and how the command is used. */
export function readOptions(args: readonly string[]): Options {
  const { project, region, release, rollback, ...flags } = parsed(args);
  if (!project || !/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(project)) {
    throw new Error(`Say which Google Cloud project: --project PROJECT.\n${usage}`);
  }
  if (release !== undefined && !rollback) {
    throw new Error(
      `A release is named for a rollback alone; else it is the checkout's.\n${usage}`,
    );
  }
  if (release !== undefined && !isReleaseName(release)) {
    throw new Error(
      `${release} is no release: they are named like 20261123-0815-3101a87.\n${usage}`,
    );
  }
  return {
    project,
    region,
    dryRun: flags["dry-run"],
    rollback: rollback ? { to: release } : undefined,
    unasked: flags.yes,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        project: { type: "string" },
        region: { type: "string" },
        release: { type: "string" },
        rollback: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, {
      cause: error,
    });
  }
}
