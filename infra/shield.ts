import * as gcp from "@pulumi/gcp";
import type { Ground } from "./ground.ts";

/** What one address may ask in a minute: several busy people behind one, but no crawl. */
const requestsPerMinute = 1_200;

/**
 * Cloud Armor before the api. Only rules that look at how a request is made, not at what it says: log lines, SQL,
 * scripts and requests are what people write to support and search for, and a rule against them would refuse a case,
 * a search or a file.
 */
export function makeShield({ settings, after }: Ground): gcp.compute.RegionSecurityPolicy {
  return new gcp.compute.RegionSecurityPolicy(
    "shield",
    {
      name: "shield",
      region: settings.region,
      type: "CLOUD_ARMOR",
      rules: [
        deny(
          1_000,
          "Known scanners, by the headers that they send",
          // The signature left out looks at paths and parameters, which are what people search for.
          "evaluatePreconfiguredWaf('scannerdetection-v33-stable', {'sensitivity': 1, 'opt_out_rule_ids': ['owasp-crs-v030301-id913120-scannerdetection']})",
        ),
        throttle(2_000),
        {
          priority: 2_147_483_647,
          action: "allow",
          description: "Everything else: the functions decide",
          match: everyAddress,
        },
      ],
    },
    after(),
  );
}

type Rule = gcp.types.input.compute.RegionSecurityPolicyRule;

const everyAddress = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };

function deny(priority: number, description: string, expression: string): Rule {
  // A file is looked at by nothing here: its first bytes may look like anything.
  const notAFile = `!request.path.startsWith('/upload/') && ${expression}`;
  return { priority, description, action: "deny(403)", match: { expr: { expression: notAFile } } };
}

function throttle(priority: number): Rule {
  return {
    priority,
    action: "throttle",
    description: `${requestsPerMinute} requests a minute from one address`,
    match: everyAddress,
    rateLimitOptions: {
      conformAction: "allow",
      exceedAction: "deny(429)",
      enforceOnKey: "IP",
      rateLimitThreshold: { count: requestsPerMinute, intervalSec: 60 },
    },
  };
}
