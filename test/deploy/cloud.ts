import { Settings } from "../../infra/settings.ts";
import type { Ask, Outcome } from "../../scripts/deploy/command.ts";

/** What gcloud and Pulumi say of a project in which nothing is missing, by the start of the command. */
export const sound: Readonly<Record<string, string>> = {
  "gcloud version": '{"Google Cloud SDK": "528.0.0", "core": "2026.06.20"}',
  "gcloud auth list": '[{"account": "anna@alfa-partner.example", "status": "ACTIVE"}]',
  "gcloud auth application-default print-access-token": "ya29.token\n",
  "gcloud projects describe": `{
    "createTime": "2026-11-20T08:15:00.000Z", "lifecycleState": "ACTIVE", "name": "acme-support",
    "projectId": "acme-support", "projectNumber": "123456789012"
  }`,
  "gcloud billing projects describe": `{
    "billingAccountName": "billingAccounts/012345-6789AB-CDEF01", "billingEnabled": true,
    "name": "projects/acme-support/billingInfo", "projectId": "acme-support"
  }`,
  "gcloud projects get-iam-policy": '[{"bindings": {"role": "roles/owner"}}]',
  "gcloud services list": `[
    {"config": {"name": "run.googleapis.com"}, "name": "projects/1/services/run.googleapis.com", "state": "ENABLED"},
    {"config": {"name": "firestore.googleapis.com"}, "state": "ENABLED"}
  ]`,
  "gcloud run regions list": '[{"locationId": "europe-north1"}, {"locationId": "us-east1"}]',
  "gcloud firestore databases list": `[{
    "name": "projects/acme-support/databases/(default)", "locationId": "eur3", "type": "FIRESTORE_NATIVE"
  }]`,
  "gcloud run services list": `[${["api", "mail-followers"].map((name) => running(name, "20261123-0815-3101a87")).join()}]`,
  "gcloud storage buckets describe":
    '{"name": "acme-support-releases", "location": "EUROPE-NORTH1"}',
  "gcloud secrets versions list":
    '[{"name": "projects/1/secrets/S/versions/1", "state": "ENABLED"}]',
  "pulumi version": "v3.270.0\n",
  "pulumi whoami": "anna\n",
  "pulumi --cwd infra stack ls": '[{"name": "acme-support", "current": true}]',
};

/** A service of Cloud Run as gcloud tells it, shortened. */
export function running(name: string, release: string, location = "europe-north1"): string {
  const env = [
    {
      name: "PAGE_TOKEN_KEY",
      valueFrom: { secretKeyRef: { key: "latest", name: "PAGE_TOKEN_KEY" } },
    },
    { name: "RELEASE", value: release },
  ];
  const spec = { template: { spec: { containers: [{ env, image: "scratch" }] } } };
  const metadata = { name, labels: { "cloud.googleapis.com/location": location } };
  return JSON.stringify({ apiVersion: "serving.knative.dev/v1", metadata, spec });
}

/** What gcloud 528 says of what is not there, by its source. */
export const noBucket = failed(
  "(gcloud.storage.buckets.describe) gs://acme-support-releases not found: 404.",
);
export const noApi = failed("(gcloud.run.services.describe) Cannot find service [api]");
export const noSecret = failed(
  "(gcloud.secrets.versions.list) NOT_FOUND: Secret [projects/123456789012/secrets/SMTP_URL] not found.",
);
export const noProject = failed("(gcloud.projects.describe) NOT_FOUND: none");

/** Nothing of ours runs, and Google says so. */
export const nothingRuns = {
  "gcloud run services list": "[]",
  "gcloud run services describe": noApi,
} as const;

function failed(words: string): Outcome {
  return { code: 1, stdout: "", stderr: `ERROR: ${words}\n` };
}

export const forbidden: Outcome = { code: 1, stdout: "", stderr: "ERROR: PERMISSION_DENIED" };
/** A refusal whose words hold what a lenient reader takes for "not found". */
export const forbiddenIn404: Outcome = {
  code: 1,
  stdout: "",
  stderr: "ERROR: PERMISSION_DENIED: project 404404404404: its owner was not found\n",
};
export const noProgram: Outcome = { code: -1, stdout: "", stderr: "" };

/** Answers as a sound project does, but for the commands that begin as `other` says. */
export function cloud(other: Readonly<Record<string, Outcome | string>> = {}): Ask {
  const answers = Object.entries({ ...sound, ...other }).toSorted(
    // The longest first, so that what is told of one secret counts before what is told of all.
    ([a], [b]) => b.length - a.length,
  );
  return async (program, args) => {
    const command = [program, ...args].join(" ");
    const answer = answers.find(([start]) => command.startsWith(start))?.[1];
    if (answer === undefined) throw new Error(`Nobody expects ${command}.`);
    return typeof answer === "string" ? { code: 0, stdout: answer, stderr: "" } : answer;
  };
}

/** The settings of that project. */
export function settings(over: Partial<Settings> = {}): Settings {
  return Settings.parse({
    project: "acme-support",
    region: "europe-north1",
    databaseLocation: "eur3",
    bucketLocation: "EU",
    release: "20261123-0815-3101a87",
    supportDomain: "support.example",
    portalUrl: "https://portal.support.example",
    mailFrom: "Support <cases@support.example>",
    mailDomain: "mail.support.example",
    ...over,
  });
}
