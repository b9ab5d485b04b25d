import * as gcp from "@pulumi/gcp";
import type { Output } from "@pulumi/pulumi";
import type { Ground } from "./ground.ts";
import { makeHosting } from "./hosting.ts";
import { makeLoadBalancer } from "./load-balancer.ts";
import type { Services } from "./pushes.ts";

/** The DNS records that the owner of the API's host name has to set. */
export type DnsRecords = Output<unknown> | undefined;

/** What the world comes in by: the chosen front door, and everybody's right to ask. */
export function makeFrontDoor(ground: Ground, httpServices: Services): DnsRecords {
  for (const [name, service] of httpServices) letEverybodyAsk(name, service, ground);
  return ground.settings.frontDoor === "hosting"
    ? makeHosting(ground, httpServices)
    : makeLoadBalancer(ground, httpServices);
}

/**
 * Cloud Run lets every request through to an HTTP function: it verifies the ID token itself, which is one of
 * the portal's users and none of Google's accounts, and says no in the form that the contract promises.
 */
function letEverybodyAsk(
  name: string,
  service: gcp.cloudrunv2.Service,
  { settings, after }: Ground,
): void {
  new gcp.cloudrunv2.ServiceIamMember(
    `${name}.everybody`,
    {
      name: service.name,
      location: settings.region,
      role: "roles/run.invoker",
      member: "allUsers",
    },
    after(),
  );
}
