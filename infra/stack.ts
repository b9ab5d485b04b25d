import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import { type Holdings, makeIdentity } from "./access.ts";
import { enableApis } from "./apis.ts";
import { makeDatabase } from "./database.ts";
import { type DnsRecords, makeFrontDoor } from "./front-door.ts";
import { type Deployed, deployedFunctions } from "./functions.ts";
import type { Ground } from "./ground.ts";
import { makeSignIn } from "./identity.ts";
import { makeObservation } from "./observation.ts";
import { makePushes } from "./pushes.ts";
import { makeOwnRoles } from "./roles.ts";
import { makeSchedules } from "./schedules.ts";
import { makeSecrets } from "./secrets.ts";
import { makeService } from "./services.ts";
import type { Settings } from "./settings.ts";
import { makeAttachmentBucket, makeReleaseBucket } from "./storage.ts";
import { makeTopics } from "./topics.ts";

/**
 * Declares everything that the product has in its project, in the order in which it comes to be. Returns what is
 * left to a person: DNS records.
 */
export function declareStack(settings: Settings): DnsRecords {
  const ground = groundOf(settings);
  const releases = makeReleaseBucket(ground);
  // A database without the bucket would look to a next deployment like somebody else's.
  const { ready } = makeDatabase(ground, releases);
  const topics = makeTopics(ground);
  const holdings = {
    topics,
    bucket: makeAttachmentBucket(ground),
    secrets: makeSecrets(ground),
    roles: makeOwnRoles(ground),
  };
  makeSignIn(ground);
  makeObservation(ground);
  if (settings.release === undefined) return undefined;
  const services = runFunctions(settings.release, ground, {
    holdings,
    ready: [...ready, ...releases],
  });
  makePushes(ground, topics, services.event);
  makeSchedules(ground, topics);
  return makeFrontDoor(ground, services.http);
}

/** Calls that Google bills or limits by a project are this project's, whoever runs the program. */
function groundOf(settings: Settings): Ground {
  const { project, region } = settings;
  const provider = new gcp.Provider("project", {
    project,
    region,
    billingProject: project,
    userProjectOverride: true,
  });
  const apis = enableApis(settings, { provider });
  return {
    settings,
    after: (...others) => ({ provider, dependsOn: [...apis, ...others] }),
  };
}

type Services = Record<Deployed["kind"], Map<string, gcp.cloudrunv2.Service>>;

function runFunctions(
  release: string,
  ground: Ground,
  { holdings, ready }: { holdings: Holdings; ready: readonly Resource[] },
): Services {
  const services: Services = { http: new Map(), event: new Map() };
  for (const deployed of deployedFunctions(ground.settings.own)) {
    const identity = makeIdentity(deployed, ground, holdings);
    const running = { deployed, release, identity, secrets: holdings.secrets, ready };
    services[deployed.kind].set(deployed.name, makeService(running, ground));
  }
  return services;
}
