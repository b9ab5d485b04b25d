import * as gcp from "@pulumi/gcp";
import { output } from "@pulumi/pulumi";
import type { DnsRecords } from "./front-door.ts";
import type { Ground } from "./ground.ts";
import { serviceNameOf } from "./names.ts";
import type { Services } from "./pushes.ts";
import { contractOf, matchRulesOf } from "./routing.ts";
import { makeShield } from "./shield.ts";

type Backends = ReadonlyMap<string, gcp.compute.RegionBackendService>;

/**
 * A regional external load balancer: unlike Hosting and the global one it tells `{case}` from `{case}:close`, and
 * one method from another, so that functions on their own stand behind the same address.
 */
export function makeLoadBalancer(ground: Ground, httpServices: Services): DnsRecords {
  const { settings, after } = ground;
  const { region } = settings;
  const backends = makeBackends(ground, httpServices);
  const urlMap = makeUrlMap(ground, backends);
  const network = makeNetwork(ground);
  const { certificate, authorization } = makeCertificate(ground);
  const proxy = makeProxy(ground, urlMap, certificate);
  const address = new gcp.compute.Address(
    "front-door",
    { name: "front-door", region, networkTier: "STANDARD" },
    after(),
  );
  new gcp.compute.ForwardingRule(
    "front-door",
    {
      name: "front-door",
      region,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      networkTier: "STANDARD",
      ipProtocol: "TCP",
      portRange: "443",
      ipAddress: address.id,
      target: proxy.id,
      network: network.network.id,
    },
    after(network.proxies),
  );
  return output({
    [`${settings.domain}`]: address.address,
    ofCertificate: authorization.dnsResourceRecords,
  });
}

/** TLS of today's clients alone, with the one certificate. */
function makeProxy(
  { settings, after }: Ground,
  urlMap: gcp.compute.RegionUrlMap,
  certificate: gcp.certificatemanager.Certificate,
): gcp.compute.RegionTargetHttpsProxy {
  const { region } = settings;
  const tls = new gcp.compute.RegionSslPolicy(
    "front-door",
    { name: "front-door", region, profile: "MODERN", minTlsVersion: "TLS_1_2" },
    after(),
  );
  return new gcp.compute.RegionTargetHttpsProxy(
    "front-door",
    {
      name: "front-door",
      region,
      urlMap: urlMap.id,
      certificateManagerCertificates: [certificate.id],
      sslPolicy: tls.id,
    },
    after(),
  );
}

function makeBackends(ground: Ground, httpServices: Services): Backends {
  const { settings, after } = ground;
  const { region } = settings;
  const shield = makeShield(ground);
  const made = [...httpServices].map(([functionName, service]) => {
    const name = serviceNameOf(functionName);
    const group = new gcp.compute.RegionNetworkEndpointGroup(
      name,
      { name, region, networkEndpointType: "SERVERLESS", cloudRun: { service: service.name } },
      after(),
    );
    const backend = new gcp.compute.RegionBackendService(
      name,
      {
        name,
        region,
        loadBalancingScheme: "EXTERNAL_MANAGED",
        protocol: "HTTPS",
        securityPolicy: shield.id,
        backends: [{ group: group.id, balancingMode: "UTILIZATION", capacityScaler: 1 }],
        // Its lines would hold addresses with people, search texts and names of files; the functions' own do not.
        logConfig: { enable: false },
      },
      after(),
    );
    return [functionName, backend] as const;
  });
  return new Map(made);
}

/** Everything goes to the api, but what a function of its own answers. */
function makeUrlMap({ settings, after }: Ground, backends: Backends): gcp.compute.RegionUrlMap {
  const api = backends.get("api");
  if (!api) throw new Error("There is no api behind the load balancer.");
  const own = [...backends].filter(([name]) => name !== "api");
  return new gcp.compute.RegionUrlMap(
    "front-door",
    {
      name: "front-door",
      region: settings.region,
      defaultService: api.id,
      hostRules: [{ hosts: ["*"], pathMatcher: "functions" }],
      pathMatchers: [
        {
          name: "functions",
          defaultService: api.id,
          routeRules: own.map(([name, backend], at) => ({
            priority: at + 1,
            service: backend.id,
            matchRules: matchRulesOf(contractOf(name)),
          })),
        },
      ],
    },
    after(),
  );
}

/** The load balancer's proxies need addresses of their own; nothing else is in this network. */
function makeNetwork({ settings, after }: Ground): {
  network: gcp.compute.Network;
  proxies: gcp.compute.Subnetwork;
} {
  const network = new gcp.compute.Network(
    "front-door",
    { name: "front-door", autoCreateSubnetworks: false },
    after(),
  );
  const proxies = new gcp.compute.Subnetwork(
    "front-door-proxies",
    {
      name: "front-door-proxies",
      region: settings.region,
      network: network.id,
      ipCidrRange: "10.129.0.0/23",
      purpose: "REGIONAL_MANAGED_PROXY",
      role: "ACTIVE",
    },
    after(),
  );
  return { network, proxies };
}

type Certified = {
  certificate: gcp.certificatemanager.Certificate;
  authorization: gcp.certificatemanager.DnsAuthorization;
};

/** Issued and renewed by Google, once the DNS record of its authorisation is set. */
function makeCertificate({ settings, after }: Ground): Certified {
  const { domain, region } = settings;
  if (domain === undefined) throw new Error("A load balancer needs the setting domain.");
  const authorization = new gcp.certificatemanager.DnsAuthorization(
    "front-door",
    { name: "front-door", location: region, domain, type: "PER_PROJECT_RECORD" },
    after(),
  );
  const certificate = new gcp.certificatemanager.Certificate(
    "front-door",
    {
      name: "front-door",
      location: region,
      managed: { domains: [domain], dnsAuthorizations: [authorization.id] },
    },
    after(),
  );
  return { certificate, authorization };
}
