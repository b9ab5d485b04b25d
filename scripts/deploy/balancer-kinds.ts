import type { Kind } from "./kind.ts";

/** The front door by a load balancer, where that is chosen. */
export const balancerKinds: Readonly<Record<string, Kind>> = {
  "gcp:compute/forwardingRule:ForwardingRule": {
    title: "Front door (load balancer)",
    cost: "always",
    paid: "by the hour, and gigabytes passed",
    told: [
      ["in", "region"],
      ["port", "portRange"],
    ],
  },
  "gcp:compute/regionSecurityPolicy:RegionSecurityPolicy": {
    title: "Cloud Armor",
    cost: "always",
    paid: "the policy and its rules by the month, and requests",
    told: [],
  },
  "gcp:compute/address:Address": {
    title: "Addresses",
    cost: "always",
    paid: "by the hour",
    told: [["in", "region"]],
  },
  "gcp:compute/regionUrlMap:RegionUrlMap": {
    title: "Which paths lead to which function",
    cost: "none",
    told: [],
  },
  "gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy": {
    title: "Where TLS ends",
    cost: "none",
    told: [],
  },
  "gcp:compute/regionSslPolicy:RegionSslPolicy": {
    title: "Versions of TLS",
    cost: "none",
    told: [["at least", "minTlsVersion"]],
  },
  "gcp:compute/regionBackendService:RegionBackendService": {
    title: "Ways to functions",
    cost: "none",
    told: [],
  },
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup": {
    title: "Functions behind the ways",
    cost: "none",
    told: [["to", "cloudRun.service"]],
  },
  "gcp:compute/network:Network": { title: "Networks", cost: "none", told: [] },
  "gcp:compute/subnetwork:Subnetwork": {
    title: "Subnetworks",
    cost: "none",
    told: [["", "ipCidrRange"]],
  },
  "gcp:certificatemanager/certificate:Certificate": {
    title: "Certificates",
    cost: "none",
    told: [["for", "managed.domains"]],
  },
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": {
    title: "Proof that the domain is yours, by a DNS record",
    cost: "none",
    told: [["for", "domain"]],
  },
};
