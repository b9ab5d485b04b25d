import { z } from "zod";
import type { Ask } from "../deploy/command.ts";
import { deployedReleases, listed } from "../deploy/rollback.ts";
import { recordsFolder } from "../deploy/steps.ts";
import { fine, looked, toKnow, type Verdict, wrong } from "./verdict.ts";

const Services = z.array(
  z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.unknown(),
    status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) }),
  }),
);
const Subscriptions = z.array(z.object({ name: z.string(), state: z.string().default("ACTIVE") }));
const Series = z.object({
  timeSeries: z
    .array(
      z.object({
        resource: z.object({ labels: z.object({ subscription_id: z.string() }) }),
        points: z.array(z.object({ value: z.object({ int64Value: z.coerce.number() }) })).min(1),
      }),
    )
    .default([]),
});

const lateMinutes = 10;
/** Wherever Cloud Run names it: in the variable RELEASE, and in the path of the archive. */
const releasePattern = /\b\d{8}-\d{4}-[0-9a-f]{7,12}\b/;

/** Reads from Google's APIs in somebody's name; undefined where that fails. */
export type Read = (url: string, token: string) => Promise<unknown>;

type Asking = { project: string; ask: Ask; read: Read; now: number };

/** How the deployment is seen from inside its project, where gcloud is signed in. */
export function lookAtProject(
  asking: Asking,
  subscriptions: readonly string[],
): Promise<Verdict[]> {
  return Promise.all([
    looked("functions", () => functions(asking)),
    looked("subscriptions", () => subscribed(asking, subscriptions)),
    looked("waiting events", () => waiting(asking)),
  ]);
}

async function functions({ project, ask }: Asking): Promise<Verdict> {
  const args = ["run", "services", "list", `--project=${project}`, "--format=json"];
  const { code, stdout, stderr } = await ask("gcloud", args);
  if (code !== 0) return notAsked("functions", stderr);
  const services = Services.parse(JSON.parse(stdout));
  const ill = services.filter(({ status }) =>
    status.conditions.some(({ type, status }) => type === "Ready" && status !== "True"),
  );
  if (ill.length > 0) {
    const names = ill.map(({ metadata }) => metadata.name);
    return wrong("functions", {
      says: `not ready: ${names.join(", ")}`,
      why: "Their newest revision does not start, and the one before goes on answering. Its log says why; often a secret has no value.",
      fix: names.map(
        (name) =>
          `gcloud logging read 'resource.labels.service_name=${name} AND severity>=ERROR' --limit=20 --project=${project}`,
      ),
    });
  }
  return releases(project, services, ask);
}

async function releases(
  project: string,
  services: z.output<typeof Services>,
  ask: Ask,
): Promise<Verdict> {
  const named = services.flatMap(
    ({ spec }) => releasePattern.exec(JSON.stringify(spec))?.[0] ?? [],
  );
  const different = [...new Set(named)];
  if (services.length === 0 || different.length > 1) {
    return wrong("functions", {
      says: services.length === 0 ? "none" : `of several releases: ${different.join(", ")}`,
      why: "A deployment has not come to its end. Running it again finishes it.",
      fix: [`npm run deploy -- --project ${project}`],
    });
  }
  const listing = await listed(ask, recordsFolder({ project }));
  const recorded = deployedReleases(listing ?? "").at(-1);
  const says = `${services.length} ready, all of release ${different[0] ?? "unknown"}`;
  if (recorded === undefined || recorded === different[0]) return fine("functions", says);
  return toKnow("functions", {
    says: `${says}; the last that was recorded is ${recorded}`,
    why: "The last deployment was not found sound, or is going on. A rollback would lead to the one before the recorded.",
    fix: [`npm run deploy -- --project ${project}`],
  });
}

async function subscribed({ project, ask }: Asking, names: readonly string[]): Promise<Verdict> {
  const args = ["pubsub", "subscriptions", "list", `--project=${project}`, "--format=json"];
  const { code, stdout, stderr } = await ask("gcloud", args);
  if (code !== 0) return notAsked("subscriptions", stderr);
  const there = Subscriptions.parse(JSON.parse(stdout)).map(({ name, state }) => ({
    name: name.split("/").at(-1) ?? name,
    state,
  }));
  const active = there.filter(({ state }) => state === "ACTIVE").map(({ name }) => name);
  const missing = names.filter((name) => !active.includes(name));
  if (missing.length === 0) return fine("subscriptions", `all ${names.length}`);
  return wrong("subscriptions", {
    says: `missing or not active: ${missing.join(", ")}`,
    why: "Events on their topics are lost to the functions behind them: mails are not sent, indexes not written.",
    fix: [`npm run deploy -- --project ${project}`],
  });
}

/** From the metrics, which are some minutes old, for Pub/Sub itself does not tell. */
async function waiting({ project, ask, read, now }: Asking): Promise<Verdict> {
  const { code, stdout, stderr } = await ask("gcloud", ["auth", "print-access-token"]);
  if (code !== 0) return notAsked("waiting events", stderr);
  const query = new URLSearchParams({
    filter: 'metric.type="pubsub.googleapis.com/subscription/oldest_unacked_message_age"',
    "interval.startTime": new Date(now - 15 * 60_000).toISOString(),
    "interval.endTime": new Date(now).toISOString(),
  });
  const url = `https://monitoring.googleapis.com/v3/projects/${project}/timeSeries?${query.toString()}`;
  const { timeSeries } = Series.parse(await read(url, stdout.trim()));
  const late = timeSeries
    .map(({ resource, points }) => ({
      name: resource.labels.subscription_id,
      minutes: Math.round((points[0]?.value.int64Value ?? 0) / 60),
    }))
    .filter(({ minutes }) => minutes >= lateMinutes);
  if (late.length === 0) return fine("waiting events", `none older than ${lateMinutes} minutes`);
  return wrong("waiting events", {
    says: late.map(({ name, minutes }) => `${name}: ${minutes} minutes`).join(", "),
    why: "The function behind it fails or is overrun; after ten attempts its events become dead letters, which are put back.",
    fix: ["see infra/runbooks/stranded-events.md and infra/runbooks/dead-letters.md"],
  });
}

function notAsked(part: string, stderr: string): Verdict {
  return toKnow(part, {
    says: `could not be asked: ${stderr.trim().split("\n")[0] || "is gcloud installed?"}`,
    why: "What is seen from inside the project needs gcloud, signed in.",
    fix: ["gcloud auth login"],
  });
}
