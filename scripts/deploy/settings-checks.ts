import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Wanted } from "./preflight.ts";
import { settingsFile } from "./settings.ts";

export function alertsReachSomebody(_: Facts, { settings }: Wanted): Finding | undefined {
  const { alertAddresses, project } = settings;
  if (alertAddresses.length > 0) return undefined;
  return {
    weight: "advice",
    what: "No alert reaches anybody.",
    why: `Alerts show in the console alone. Name who is on call as \`alertAddresses\` in ${settingsFile(project)}.`,
    fix: [],
  };
}

export function portalMayCall(_: Facts, { settings }: Wanted): Finding | undefined {
  const { corsOrigins, portalUrl, project } = settings;
  const { origin } = new URL(portalUrl);
  if (corsOrigins.includes(origin)) return undefined;
  return {
    weight: "advice",
    what: `Pages of the portal, ${origin}, may not call the API.`,
    why: `Browsers let pages of those origins alone call it that \`corsOrigins\` in ${settingsFile(project)} names. It is right so where only servers call.`,
    fix: [],
  };
}

export function filesAreScanned(_: Facts, { settings }: Wanted): Finding | undefined {
  const { scanner, project } = settings;
  if (scanner) return undefined;
  return {
    weight: "advice",
    what: "Files are not scanned for malware.",
    why: `What is attached can be downloaded at once. Run clamd in a network of yours and name it as \`scanner\` in ${settingsFile(project)}: infra/README.md tells what it needs.`,
    fix: [],
  };
}
