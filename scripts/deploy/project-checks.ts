import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Wanted } from "./preflight.ts";

export function projectIsActive(
  { projectState, account }: Facts,
  { settings }: Wanted,
): Finding | undefined {
  const { project } = settings;
  if (projectState === undefined || projectState === "ACTIVE") return undefined;
  if (projectState !== null) {
    return {
      weight: "blocks",
      what: `The project ${project} is ${projectState}.`,
      why: "A project that is being deleted takes nothing new.",
      fix: [`gcloud projects undelete ${project}`],
    };
  }
  return {
    weight: "blocks",
    what: `There is no project ${project}, or ${account} may not see it.`,
    why: "Everything is made in a project of its own; ids are taken all over Google, so yours may need another.",
    fix: [`gcloud projects create ${project}`],
  };
}

export function billingIsLinked({ billed }: Facts, { settings }: Wanted): Finding | undefined {
  if (billed !== false) return undefined;
  const { project, budget } = settings;
  const account = budget?.billingAccount ?? "BILLING_ACCOUNT";
  return {
    weight: "blocks",
    what: "No billing account is linked to the project.",
    why: "Google switches Cloud Run and Scheduler on for projects that are paid for alone.",
    fix: [
      ...(budget ? [] : ["gcloud billing accounts list"]),
      `gcloud billing projects link ${project} --billing-account=${account}`,
    ],
  };
}

export function rolesSuffice({ roles, account }: Facts, { settings }: Wanted): Finding | undefined {
  if (roles === undefined || roles.includes("roles/owner")) return undefined;
  const { project } = settings;
  return {
    weight: "advice",
    what: `${account} itself is no owner of the project (it has: ${roles.join(", ") || "no role"}).`,
    why: "The deployment makes accounts and gives them roles. Roles that come from a group or a folder are not seen here.",
    fix: [
      `gcloud projects add-iam-policy-binding ${project} --member=user:${account} --role=roles/owner`,
    ],
  };
}

export function apisAreOn({ apis }: Facts, wanted: Wanted): Finding | undefined {
  if (apis === undefined) return undefined;
  const missing = wanted.apis.filter((api) => !apis.includes(api));
  if (missing.length === 0) return undefined;
  return {
    weight: "blocks",
    what: `${missing.length} APIs are switched off.`,
    why: "Pulumi would switch them on, too, but what is made in the minute after that often fails.",
    fix: [`gcloud services enable ${missing.join(" ")} --project=${wanted.settings.project}`],
  };
}

export function regionHasFunctions({ regions }: Facts, { settings }: Wanted): Finding | undefined {
  const { region, project } = settings;
  if (regions === undefined || regions.includes(region)) return undefined;
  return {
    weight: "blocks",
    what: `Cloud Run knows no region ${region}.`,
    why: "Choose one of the list as `region` in the settings, near the database.",
    fix: [`gcloud run regions list --project=${project}`],
  };
}

export function databaseFits({ database }: Facts, { settings }: Wanted): Finding | undefined {
  if (!database) return undefined;
  const { project, databaseLocation } = settings;
  const { location, type } = database;
  if (type !== "FIRESTORE_NATIVE") {
    return {
      weight: "blocks",
      what: `The project's database is in another mode (${type}).`,
      why: "The product needs Firestore in native mode, and rules. Use a project without a database.",
      fix: [`gcloud firestore databases list --project=${project}`],
    };
  }
  if (location === databaseLocation) return undefined;
  return {
    weight: "blocks",
    what: `The project's database lies in ${location}, the settings say ${databaseLocation}.`,
    why: `A database cannot move, and Pulumi would have to delete it. Set \`databaseLocation\` to ${location}.`,
    fix: [`gcloud firestore databases describe --database='(default)' --project=${project}`],
  };
}

export function databaseIsOurs(
  { database, releaseBucket, running }: Facts,
  { settings }: Wanted,
): Finding | undefined {
  // With the bucket of releases, or with functions that run, an earlier deployment has made the database, too.
  if (!database || releaseBucket !== false || running !== null) return undefined;
  return {
    weight: "blocks",
    what: "There is a database already, and no deployment of this product has made it.",
    why: "Making it would fail. If it is empty, delete it; if it is not, it is something else's: take another project.",
    fix: [`gcloud firestore databases delete --database='(default)' --project=${settings.project}`],
  };
}
