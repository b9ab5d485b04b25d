import * as gcp from "@pulumi/gcp";
import type { DnsRecords } from "./front-door.ts";
import type { Ground } from "./ground.ts";
import type { Services } from "./pushes.ts";

/**
 * Firebase Hosting in front of the api: a certificate, one address and no machine. It routes by path and not by
 * method, so every path goes to the api; functions on their own are reached at addresses of their own.
 */
export function makeHosting({ settings, after }: Ground, httpServices: Services): DnsRecords {
  const api = httpServices.get("api");
  if (!api) throw new Error("There is no api for Hosting to hand on to.");
  const project = new gcp.firebase.Project("firebase", { project: settings.project }, after());
  const site = new gcp.firebase.HostingSite(
    "site",
    { project: settings.project, siteId: settings.project },
    { ...after(project), retainOnDelete: true },
  );
  const version = new gcp.firebase.HostingVersion(
    "everything-to-the-api",
    {
      siteId: settings.project,
      config: { rewrites: [{ glob: "**", run: { serviceId: api.name, region: settings.region } }] },
    },
    after(site),
  );
  new gcp.firebase.HostingRelease(
    "everything-to-the-api",
    { siteId: settings.project, versionName: version.name, message: "Everything to the api" },
    after(site),
  );
  if (settings.domain === undefined) return undefined;
  const domain = new gcp.firebase.HostingCustomDomain(
    "domain",
    { siteId: settings.project, customDomain: settings.domain, waitDnsVerification: false },
    after(site),
  );
  return domain.requiredDnsUpdates;
}
