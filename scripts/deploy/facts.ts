import { z } from "zod";
import { type Ask, isMissing, parsed } from "./command.ts";
import { releasesThatRun } from "./running.ts";

/**
 * What is known of a project. A field that is undefined could not be asked; `null` and empty lists are
 * answers: there is none.
 */
export type Facts = {
  gcloudVersion?: string | null;
  /** Who is signed in to gcloud. */
  account?: string | null;
  /** Whether programs of this machine, such as Pulumi, may call Google in somebody's name. */
  programsMayCall?: boolean;
  /** The project's state, such as ACTIVE; null where there is none, or this account may not see it. */
  projectState?: string | null;
  billed?: boolean;
  /** Of the signed-in account itself: what it has through groups or folders is not seen. */
  roles?: readonly string[];
  apis?: readonly string[];
  regions?: readonly string[];
  database?: { location: string; type: string } | null;
  /** The releases that run; null where by Google's word nothing of ours does, so that nothing can be lost. */
  running?: readonly string[] | null;
  releaseBucket?: boolean;
  /** Each secret: how many versions have a value, null where the secret itself is missing. */
  secrets?: Readonly<Record<SecretName, number | null>>;
  pulumiVersion?: string | null;
  pulumiUser?: string | null;
  stacks?: readonly string[];
};

/** That whose value is typed comes last: `read` would take the line below it for the value. */
export const secretNames = ["PAGE_TOKEN_KEY", "SMTP_URL"] as const;
export type SecretName = (typeof secretNames)[number];

/** Where a deployment is. */
type Place = { project: string; region: string };

const Version = z.object({ "Google Cloud SDK": z.string() });
const Accounts = z.array(z.object({ account: z.string() }));
const Project = z.object({ lifecycleState: z.string() });
const Billing = z.object({ billingEnabled: z.boolean().default(false) });
const Apis = z.array(z.object({ config: z.object({ name: z.string() }) }));
const Regions = z.array(z.object({ locationId: z.string() }));
const Bindings = z.array(z.object({ bindings: z.object({ role: z.string() }) }));
const Databases = z.array(z.object({ name: z.string(), locationId: z.string(), type: z.string() }));
const Versions = z.array(z.object({ state: z.string() }));
const Stacks = z.array(z.object({ name: z.string() }));

/** Asks gcloud and Pulumi what there is. Never rejects: what they do not answer stays undefined. */
export async function gatherFacts(ask: Ask, place: Place): Promise<Facts> {
  const [cloud, pulumi] = await Promise.all([cloudFacts(ask, place), pulumiFacts(ask)]);
  return { ...cloud, ...pulumi };
}

async function cloudFacts(ask: Ask, place: Place): Promise<Facts> {
  const version = await answered(ask, Version, ["version"]);
  if (!version) return { gcloudVersion: null };
  const known = { gcloudVersion: version["Google Cloud SDK"] };
  const accounts = await answered(ask, Accounts, ["auth", "list", "--filter=status:ACTIVE"]);
  const account = accounts?.[0]?.account ?? null;
  if (account === null) return { ...known, account };
  const [{ code }, found] = await Promise.all([
    ask("gcloud", ["auth", "application-default", "print-access-token"]),
    answered(ask, Project, ["projects", "describe", place.project]),
  ]);
  const seen = { ...known, account, programsMayCall: code === 0 };
  if (!found) return { ...seen, projectState: null };
  return {
    ...seen,
    projectState: found.lifecycleState,
    ...(await projectFacts(ask, place, account)),
  };
}

async function projectFacts(ask: Ask, place: Place, account: string): Promise<Facts> {
  const { project } = place;
  const of = `--project=${project}`;
  const mine = [
    "--flatten=bindings[].members",
    `--filter=bindings.members~:${account}$`,
    "--format=json(bindings.role)",
  ];
  const [billing, bindings, apis, regions, databases, running, bucket, secrets] = await Promise.all(
    [
      answered(ask, Billing, ["billing", "projects", "describe", project]),
      answered(ask, Bindings, ["projects", "get-iam-policy", project, ...mine]),
      answered(ask, Apis, ["services", "list", "--enabled", of]),
      answered(ask, Regions, ["run", "regions", "list", of]),
      answered(ask, Databases, ["firestore", "databases", "list", of]),
      releasesThatRun(ask, place),
      ask("gcloud", ["storage", "buckets", "describe", `gs://${project}-releases`, of]),
      Promise.all(secretNames.map((name) => secretFact(ask, name, of))),
    ],
  );
  const main = databases?.find(({ name }) => name.endsWith("/(default)"));
  return defined({
    billed: billing?.billingEnabled,
    roles: bindings?.map(({ bindings: { role } }) => role),
    apis: apis?.map(({ config }) => config.name),
    regions: regions?.map(({ locationId }) => locationId),
    database: databases && (main ? { location: main.locationId, type: main.type } : null),
    running,
    releaseBucket: bucket.code === 0 ? true : isMissing(bucket, noBucket) ? false : undefined,
    secrets: secrets.every((each) => each !== undefined)
      ? { PAGE_TOKEN_KEY: secrets[0] ?? null, SMTP_URL: secrets[1] ?? null }
      : undefined,
  });
}

/** What gcloud says of a bucket, and of a secret, that is not there. */
const noBucket =
  /^ERROR: \(gcloud\.storage\.buckets\.describe\) gs:\/\/[a-z0-9-]+-releases not found: 404\.$/m;
const noSecret =
  /^ERROR: \(gcloud\.secrets\.versions\.list\) NOT_FOUND: Secret \[projects\/[\w-]+\/secrets\/\w+\] not found\b/m;

async function secretFact(ask: Ask, name: string, of: string): Promise<number | null | undefined> {
  const args = ["secrets", "versions", "list", name, of, "--filter=state:ENABLED"];
  const outcome = await ask("gcloud", [...args, "--format=json"]);
  if (outcome.code !== 0) return isMissing(outcome, noSecret) ? null : undefined;
  return parsed(Versions, outcome.stdout)?.length;
}

async function pulumiFacts(ask: Ask): Promise<Facts> {
  const version = await ask("pulumi", ["version"]);
  if (version.code !== 0) return { pulumiVersion: null };
  const known = { pulumiVersion: version.stdout.trim() };
  const user = await ask("pulumi", ["whoami", "--non-interactive"]);
  if (user.code !== 0) return { ...known, pulumiUser: null };
  const listed = await ask("pulumi", ["--cwd", "infra", "stack", "ls", "--json"]);
  const stacks = parsed(Stacks, listed.stdout)?.map(({ name }) => name);
  return defined({ ...known, pulumiUser: user.stdout.trim(), stacks });
}

/** What gcloud says in JSON; undefined where it fails, or says something else than it used to. */
async function answered<T extends z.ZodType>(
  ask: Ask,
  schema: T,
  args: readonly string[],
): Promise<z.output<T> | undefined> {
  const format = args.some((arg) => arg.startsWith("--format")) ? [] : ["--format=json"];
  const { code, stdout } = await ask("gcloud", [...args, ...format]);
  return code === 0 ? parsed(schema, stdout) : undefined;
}

/** Only what is known, for `undefined` and a missing field are told apart by the compiler. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
