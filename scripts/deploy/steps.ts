import type { Settings } from "../../infra/settings.ts";
import type { SecretName } from "./facts.ts";
import { deployCommand } from "./options.ts";
import { howToGiveSecrets } from "./secret-checks.ts";
import { asConfig } from "./settings.ts";

/** A program to be run, from the top of the checkout. */
export type Command = { program: string; args: readonly string[] };

/** One part of a deployment. Each may be run again after it failed half way. */
export type Step = {
  title: string;
  why: string;
  commands: readonly Command[];
  /** What is looked at after it, for only now can it be seen. */
  look?: Look;
  /** Where the deployment stops after it, until somebody has given what no command of ours can. */
  stop?: { until: string; fix: readonly string[] };
};

/** `preflight`: whether anything is missing still. `archives`: whether those of the release are ours. */
export type Look = "preflight" | "archives";

export type Rollout = {
  settings: Settings;
  release: string;
  /** What is uploaded, as files; undefined where all of it lies in the bucket already. */
  upload: Upload | undefined;
  /** Nothing runs yet, and buckets and secrets may be missing. Where something runs, this would delete it. */
  first: boolean;
  /** The secrets that have no value yet, or of which that is not known. */
  valueless: readonly SecretName[];
  /** Pulumi asks before it changes anything, unless told not to. */
  unasked: boolean;
  /** When it is done, as `20261123T081500Z`, so that records stand in the order of deployments. */
  at: string;
};

/** The archives of a release, and the record that tells which they are. */
export type Upload = { record: string; archives: readonly string[] };

/** The steps of a deployment or a rollback, in their order. */
export function stepsOf(rollout: Rollout): Step[] {
  const { upload, first } = rollout;
  return [
    keepSettings(rollout),
    ...(first ? [makeGround(rollout)] : []),
    ...(upload ? [claim(rollout, upload), uploadArchives(rollout, upload)] : []),
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

/** Where the record of a release lies, beside its archives. */
export function recordOf(settings: Pick<Settings, "project">, release: string): string {
  return `${releaseBucket(settings)}/${release}/${recordName}`;
}

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
  const { valueless, settings } = rollout;
  const { why, fix } = howToGiveSecrets(valueless, settings.project);
  const until = `Then the deployment stops, unless there is a value for: ${valueless.join(", ")}. Give it, and run the same command again, which goes on. ${why}`;
  return {
    title: "Make the ground: everything but the functions",
    why: "Database, indexes, rules, topics, buckets, and secrets without a value. Once, in a project that has none of it.",
    // A release that was set by an earlier run would have functions made here, without their archives.
    commands: [pulumi("config", "rm-all", "--stack", settings.project, "release"), up(rollout)],
    look: "preflight",
    ...(valueless.length > 0 && { stop: { until: until.trim(), fix } }),
  };
}

function claim({ settings, release }: Rollout, { record }: Upload): Step {
  return {
    title: `Claim the name ${release}`,
    why: "The record comes first. If one lies there already that names other archives, made on another machine, the deployment stops.",
    commands: [gcloud("storage", "cp", "--no-clobber", record, recordOf(settings, release))],
    look: "archives",
  };
}

function uploadArchives({ settings, release }: Rollout, { archives }: Upload): Step {
  const folder = `${releaseBucket(settings)}/${release}/`;
  return {
    title: `Upload the archives of ${release}`,
    why: "What lies there already stays as it is: a release never changes.",
    commands: [gcloud("storage", "cp", "--no-clobber", ...archives, folder)],
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
    why: `The release is recorded only if it does. If it does not: ${deployCommand(settings, "--rollback")}`,
    commands: [{ program: "node", args: [...doctor, "--project", settings.project] }],
  };
}

function record({ settings, release, at }: Rollout): Step {
  const made = recordOf(settings, release);
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
