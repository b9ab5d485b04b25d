import type { Settings } from "../../infra/settings.ts";
import { asConfig } from "./settings.ts";

/** A program to be run, from the top of the checkout. */
export type Command = { program: string; args: readonly string[] };

/** One part of a deployment. Each may be run again after it failed half way. */
export type Step = {
  title: string;
  why: string;
  commands: readonly Command[];
  /** Preflight is asked again after it, for only now can all of it be answered. */
  thenAsk?: boolean;
};

export type Rollout = {
  settings: Settings;
  release: string;
  /** The archives and their record, as files; none where they lie in the bucket already. */
  upload: readonly string[];
  /** Buckets or secrets are missing, so that neither archives nor secrets' values have a place. */
  first: boolean;
  /** Pulumi asks before it changes anything, unless told not to. */
  unasked: boolean;
  /** When it is done, as `20261123T081500Z`, so that records stand in the order of deployments. */
  at: string;
};

/** The steps of a deployment or a rollback, in their order. */
export function stepsOf(rollout: Rollout): Step[] {
  const { upload, first } = rollout;
  return [
    keepSettings(rollout),
    ...(first ? [makeGround(rollout)] : []),
    ...(upload.length > 0 ? [uploadArchives(rollout)] : []),
    run(rollout),
    smoke(rollout),
    record(rollout),
  ];
}

/** Where clients reach a deployment. */
export function publicUrl({ frontDoor, domain, project }: Settings): string {
  return frontDoor === "loadBalancer" ? `https://${domain}` : `https://${project}.web.app`;
}

export function releaseBucket({ project }: Pick<Settings, "project">): string {
  return `gs://${project}-releases`;
}

/** What a release consists of, beside its archives. */
export const recordName = "release.json";

/** Where it is noted which releases have run, one object for each deployment. */
export function recordsFolder(settings: Pick<Settings, "project">): string {
  return `${releaseBucket(settings)}/deployed/`;
}

function keepSettings({ settings }: Rollout): Step {
  const { set, unset } = asConfig(settings);
  const values = set.filter(([name]) => name !== "release");
  const stack = ["--stack", settings.project];
  const unwanted = unset.filter((name) => name !== "release");
  return {
    title: "Tell Pulumi the settings",
    why: "The file in infra/settings/ is what counts; Pulumi's own copy is made from it each time.",
    commands: [
      pulumi(
        "config",
        "set-all",
        ...stack,
        ...values.flatMap(([name, value]) => ["--plaintext", `${name}=${value}`]),
      ),
      ...(unwanted.length > 0 ? [pulumi("config", "rm-all", ...stack, ...unwanted)] : []),
    ],
  };
}

function makeGround(rollout: Rollout): Step {
  return {
    title: "Make the ground: everything but the functions",
    why: "Database, indexes, rules, topics, buckets, and secrets without a value. Once, in a project that has none of it.",
    commands: [up(rollout)],
    thenAsk: true,
  };
}

function uploadArchives({ settings, release, upload }: Rollout): Step {
  const folder = `${releaseBucket(settings)}/${release}/`;
  return {
    title: `Upload the archives of ${release}`,
    why: "What lies there already stays as it is: a release never changes.",
    commands: [gcloud("storage", "cp", "--no-clobber", ...upload, folder)],
  };
}

function run(rollout: Rollout): Step {
  const { settings, release } = rollout;
  return {
    title: `Run ${release}`,
    why: "In the order in which one needs the other: indexes, and waiting until they are built; rules; functions; subscriptions and front door. Instances of before answer until the new ones are ready.",
    commands: [
      pulumi("config", "set", "--stack", settings.project, "--plaintext", "release", release),
      up(rollout),
    ],
  };
}

function smoke({ settings }: Rollout): Step {
  const doctor = ["scripts/doctor/doctor.ts", "--url", publicUrl(settings)];
  return {
    title: "Check that it answers",
    why: "The release is recorded only if it does. If it does not: npm run deploy -- --rollback.",
    commands: [{ program: "node", args: [...doctor, "--project", settings.project] }],
  };
}

function record({ settings, release, at }: Rollout): Step {
  const made = `${releaseBucket(settings)}/${release}/${recordName}`;
  return {
    title: "Record the release",
    why: "So that a rollback knows what ran before.",
    commands: [gcloud("storage", "cp", made, `${recordsFolder(settings)}${at}.${release}.json`)],
  };
}

function up({ settings, unasked }: Rollout): Command {
  return pulumi("up", "--stack", settings.project, ...(unasked ? ["--yes"] : []));
}

function pulumi(...args: string[]): Command {
  return { program: "pulumi", args: ["--cwd", "infra", ...args] };
}

function gcloud(...args: string[]): Command {
  return { program: "gcloud", args };
}
