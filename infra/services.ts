import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import type { Identity } from "./access.ts";
import { environmentOf } from "./environment.ts";
import type { Deployed } from "./functions.ts";
import type { Ground } from "./ground.ts";
import { archiveOf, releaseBucketOf } from "./names.ts";
import type { Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { sizeOf, timeoutSecondsOf } from "./sizes.ts";

type Container = gcp.types.input.cloudrunv2.ServiceTemplateContainer;

export type Running = {
  deployed: Deployed;
  release: string;
  identity: Identity;
  secrets: Secrets;
  /** What must be there before the new code runs, such as the indexes that it asks by. */
  ready: readonly Resource[];
};

/** The Cloud Run service of a function, running its archive of the release as it is: nothing is built in the cloud. */
export function makeService(running: Running, ground: Ground): gcp.cloudrunv2.Service {
  const { deployed, identity, ready } = running;
  const { settings, after } = ground;
  const { concurrency, instancesMax } = sizeOf(deployed);
  return new gcp.cloudrunv2.Service(
    deployed.service,
    {
      name: deployed.service,
      location: settings.region,
      // Archives without a build are still in beta at Cloud Run.
      launchStage: "BETA",
      ingress: ingressOf(deployed, settings),
      // The address of all others can be made anew; that of the api is what clients and Hosting know.
      deletionProtection: deployed.name === "api",
      template: {
        serviceAccount: identity.account.email,
        timeout: `${timeoutSecondsOf(deployed)}s`,
        maxInstanceRequestConcurrency: concurrency,
        scaling: {
          minInstanceCount: deployed.name === "api" ? settings.apiInstancesMin : 0,
          maxInstanceCount: instancesMax,
        },
        ...networkOf(deployed, settings),
        containers: [containerOf(running, settings)],
      },
    },
    after(...identity.bindings, ...ready),
  );
}

function containerOf({ deployed, release, secrets }: Running, settings: Settings): Container {
  const { memoryMiB } = sizeOf(deployed);
  const object = archiveOf(release, deployed.service);
  return {
    image: "scratch",
    // Google mends Node and the system below it, without a new release of ours.
    baseImageUri: `${settings.region}-docker.pkg.dev/serverless-runtimes/google-24-full/runtimes/nodejs24`,
    commands: ["node"],
    args: ["main.js"],
    sourceCode: {
      cloudStorageSource: { bucket: releaseBucketOf(settings.project), object },
    },
    ports: { containerPort: 8_080 },
    envs: [...environmentOf(deployed, settings, secrets)],
    resources: {
      limits: { cpu: "1", memory: `${memoryMiB}Mi` },
      cpuIdle: !worksBetween(deployed, settings),
      startupCpuBoost: true,
    },
    ...probesOf(),
  };
}

/** Access records and traces go out behind the answers' backs: without a CPU between them they would stay in memory. */
function worksBetween({ needs }: Deployed, { traceRatio }: Settings): boolean {
  return needs.has("publish:access-records") || traceRatio > 0;
}

/**
 * Cloud Run's probes reach the container itself, where paths that end in z still are the function's own. A release
 * that lacks a setting or a right to Firestore gets no requests, for it never is ready. It is asked every second, so
 * that a cold start waits no longer than it must; a check that takes longer goes on, and the next probe hears of it.
 */
function probesOf(): Pick<Container, "startupProbe" | "livenessProbe"> {
  return {
    startupProbe: {
      httpGet: { path: "/readyz", port: 8_080 },
      periodSeconds: 1,
      timeoutSeconds: 1,
      failureThreshold: 60,
    },
    livenessProbe: {
      httpGet: { path: "/healthz", port: 8_080 },
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
  };
}

/** Pushes of this project's own Pub/Sub count as internal. */
function ingressOf({ kind }: Deployed, { frontDoor }: Settings): string {
  if (kind === "event") return "INGRESS_TRAFFIC_INTERNAL_ONLY";
  return frontDoor === "loadBalancer"
    ? "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    : "INGRESS_TRAFFIC_ALL";
}

/** Only what scans has a way into the scanner's network; all else it sends goes the public way, mail included. */
function networkOf(
  { needs }: Deployed,
  { scanner }: Settings,
): Pick<gcp.types.input.cloudrunv2.ServiceTemplate, "vpcAccess"> {
  if (!scanner || !needs.has("scanner:reached")) return {};
  const { network, subnetwork } = scanner;
  return {
    vpcAccess: { egress: "PRIVATE_RANGES_ONLY", networkInterfaces: [{ network, subnetwork }] },
  };
}
