import { z } from "zod";
import { type Ask, isMissing, type Outcome, parsed } from "./command.ts";
import { isReleaseName } from "./release.ts";

const Services = z.array(
  z.object({
    metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
    spec: z.object({
      template: z.object({
        spec: z.object({
          containers: z.array(
            z.object({
              env: z
                .array(z.object({ name: z.string(), value: z.string().optional() }))
                .default([]),
            }),
          ),
        }),
      }),
    }),
  }),
);

type Services = z.output<typeof Services>;

/**
 * The releases that Cloud Run's services in the region name in their variable RELEASE, each once: several
 * where a deployment did not come to its end. `null` where provably nothing of ours runs anywhere: no listed
 * service names a release, the region is not left out of the list, and there is no `api` in either's word.
 * Undefined where that could not be asked.
 */
export async function releasesThatRun(
  ask: Ask,
  { project, region }: { project: string; region: string },
): Promise<readonly string[] | null | undefined> {
  const of = [`--project=${project}`, "--format=json"];
  const listing = await ask("gcloud", ["run", "services", "list", ...of]);
  const services = listing.code === 0 ? parsed(Services, listing.stdout) : undefined;
  if (services === undefined) return undefined;
  if (releasesOf(services).length > 0 || services.some(({ metadata }) => metadata.name === "api"))
    return releasesOf(services.filter(mayBeIn(region)));
  if (regionsLeftOut(listing).includes(region)) return undefined;
  const args = ["run", "services", "describe", "api", `--region=${region}`, ...of];
  return isMissing(await ask("gcloud", args), noApi) ? null : undefined;
}

/** Where a service is, by the label that gcloud itself goes by; without it, it may be anywhere. */
function mayBeIn(region: string): (service: Services[number]) => boolean {
  return ({ metadata: { labels } }) =>
    (labels["cloud.googleapis.com/location"] ?? region) === region;
}

/** The regions that did not answer, which the list passes over with a warning alone. */
function regionsLeftOut({ stderr }: Outcome): string[] {
  return /regions did not respond: ([a-z0-9, -]+)\./.exec(stderr)?.[1]?.split(", ") ?? [];
}

const noApi = /^ERROR: \(gcloud\.run\.services\.describe\) Cannot find service \[api\]$/m;

function releasesOf(services: Services): string[] {
  const variables = services.flatMap(({ spec }) =>
    spec.template.spec.containers.flatMap(({ env }) => env),
  );
  const releases = variables.flatMap(({ name, value }) => (name === "RELEASE" && value) || []);
  return [...new Set(releases)].filter(isReleaseName);
}
