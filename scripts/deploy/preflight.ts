import type { Settings } from "../../infra/settings.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import {
  apisAreOn,
  billingIsLinked,
  databaseFits,
  databaseIsOurs,
  projectIsActive,
  regionHasFunctions,
  rolesSuffice,
} from "./project-checks.ts";
import { mailCanGoOut, secretsAreThere, secretsHaveValues } from "./secret-checks.ts";
import { alertsReachSomebody, filesAreScanned, portalMayCall } from "./settings-checks.ts";
import {
  gcloudIsThere,
  programsMayCall,
  pulumiIsSignedIn,
  pulumiIsThere,
  somebodyIsSignedIn,
  stackIsThere,
} from "./tool-checks.ts";

export type Wanted = { settings: Settings /** The APIs of the graph. */; apis: readonly string[] };
type Check = (facts: Facts, wanted: Wanted) => Finding | undefined;

/** What is missing, in the order in which it is to be mended. What could not be asked is passed over. */
export function preflight(facts: Facts, wanted: Wanted): Finding[] {
  return checks.flatMap((check) => check(facts, wanted) ?? []);
}

/** What nobody could be asked about, and why; empty where everything was answered. */
export function unasked(facts: Facts): string {
  if (facts.gcloudVersion === null)
    return "gcloud is not installed: nothing was asked of the project.";
  if (facts.account === null)
    return "Nobody is signed in to gcloud: nothing was asked of the project.";
  if (facts.projectState === null)
    return "The project cannot be seen: nothing more was asked of it.";
  const open = questions.filter((name) => facts[name] === undefined);
  return open.length > 0 ? `Google did not answer about: ${open.join(", ")}.` : "";
}

const questions = ["billed", "roles", "apis", "regions", "database", "running", "secrets"] as const;

const checks: readonly Check[] = [
  gcloudIsThere,
  somebodyIsSignedIn,
  programsMayCall,
  projectIsActive,
  billingIsLinked,
  rolesSuffice,
  apisAreOn,
  regionHasFunctions,
  databaseFits,
  databaseIsOurs,
  pulumiIsThere,
  pulumiIsSignedIn,
  stackIsThere,
  secretsAreThere,
  secretsHaveValues,
  mailCanGoOut,
  alertsReachSomebody,
  portalMayCall,
  filesAreScanned,
];
