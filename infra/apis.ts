import * as gcp from "@pulumi/gcp";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import type { Settings } from "./settings.ts";

const always = [
  "cloudresourcemanager.googleapis.com",
  "cloudscheduler.googleapis.com",
  "firebaserules.googleapis.com",
  "firestore.googleapis.com",
  "iam.googleapis.com",
  "iamcredentials.googleapis.com",
  "identitytoolkit.googleapis.com",
  "logging.googleapis.com",
  "monitoring.googleapis.com",
  "pubsub.googleapis.com",
  "run.googleapis.com",
  "secretmanager.googleapis.com",
  "serviceusage.googleapis.com",
  "storage.googleapis.com",
] as const;

/** The APIs that the chosen parts stand on. */
export function apisOf(settings: Settings): readonly string[] {
  return [
    ...always,
    ...(settings.frontDoor === "hosting"
      ? ["firebase.googleapis.com", "firebasehosting.googleapis.com"]
      : ["certificatemanager.googleapis.com", "compute.googleapis.com"]),
    ...(settings.scanner && settings.frontDoor === "hosting" ? ["compute.googleapis.com"] : []),
    ...(settings.personalDataDetector === "dlp" ? ["dlp.googleapis.com"] : []),
    ...(settings.traceRatio > 0 ? ["cloudtrace.googleapis.com", "telemetry.googleapis.com"] : []),
    ...(settings.budget ? ["billingbudgets.googleapis.com", "cloudbilling.googleapis.com"] : []),
  ].toSorted();
}

/** Switches the APIs on. Taking one out of the list leaves it on, for something else may have come to need it. */
export function enableApis(settings: Settings, options: CustomResourceOptions): Resource[] {
  return apisOf(settings).map(
    (service) => new gcp.projects.Service(service, { service, disableOnDestroy: false }, options),
  );
}
