import { accessKinds } from "./access-kinds.ts";
import { balancerKinds } from "./balancer-kinds.ts";
import type { Kind } from "./kind.ts";

/** Every kind that the graph can hold, in the order in which it is told. */
export const kinds: Readonly<Record<string, Kind>> = {
  "gcp:cloudrunv2/service:Service": {
    title: "Functions, each a Cloud Run service",
    cost: "use",
    paid: "processor and memory while they work; what is kept warm, around the clock",
    told: [
      ["", "template.containers.0.resources.limits.memory"],
      ["warm", "template.scaling.minInstanceCount"],
      ["at most", "template.scaling.maxInstanceCount"],
      ["in", "location"],
      [
        "let in:",
        "ingress",
        {
          INGRESS_TRAFFIC_ALL: "everybody: where a call needs a token, it checks the token itself",
        },
      ],
    ],
  },
  "gcp:firestore/database:Database": {
    title: "Firestore database",
    cost: "use",
    paid: "documents read and written, gigabytes kept, and the seven days before that can be restored",
    told: [
      ["in", "locationId"],
      ["", "pointInTimeRecoveryEnablement"],
      ["", "deleteProtectionState"],
    ],
  },
  "gcp:firestore/backupSchedule:BackupSchedule": {
    title: "Backups",
    cost: "use",
    paid: "gigabytes kept",
    told: [["kept for", "retention"]],
  },
  "gcp:firestore/index:Index": { title: "Indexes", cost: "use", paid: "gigabytes kept", told: [] },
  "gcp:firestore/field:Field": {
    title: "Fields without an index, with one of their own, or after which documents go",
    cost: "none",
    told: [["a document goes when it is past", "ttlConfig"]],
  },
  "gcp:firebaserules/ruleset:Ruleset": {
    title: "Security rules",
    cost: "none",
    told: [["from", "source.files.0.name"]],
  },
  "gcp:firebaserules/release:Release": {
    title: "Security rules in force",
    cost: "none",
    told: [["for", "name"]],
  },
  "gcp:storage/bucket:Bucket": {
    title: "Buckets",
    cost: "use",
    paid: "gigabytes kept and read",
    told: [
      ["", "name"],
      ["in", "location"],
    ],
  },
  "gcp:storage/notification:Notification": {
    title: "Notifications of buckets",
    cost: "none",
    told: [["on", "topic"]],
  },
  "gcp:pubsub/topic:Topic": {
    title: "Topics",
    cost: "use",
    paid: "gigabytes published, the first ten a month free",
    told: [],
  },
  "gcp:pubsub/subscription:Subscription": {
    title: "Push subscriptions",
    cost: "use",
    paid: "gigabytes delivered, the first ten a month free",
    told: [
      ["to", "pushConfig.pushEndpoint"],
      ["given up to", "deadLetterPolicy.deadLetterTopic"],
      ["after", "deadLetterPolicy.maxDeliveryAttempts"],
    ],
  },
  "gcp:cloudscheduler/job:Job": {
    title: "Clocks",
    cost: "always",
    paid: "each job by the month, the first three free",
    told: [
      ["at", "schedule"],
      ["on", "pubsubTarget.topicName"],
    ],
  },
  "gcp:secretmanager/secret:Secret": {
    title: "Secrets, made without a value",
    cost: "always",
    paid: "each kept version by the month, the first six free",
    told: [],
  },
  "gcp:identityplatform/config:Config": {
    title: "Sign-in (Identity Platform)",
    cost: "use",
    paid: "people who sign in within a month, the first 50 000 free",
    told: [["pages of", "authorizedDomains"]],
  },
  "gcp:firebase/project:Project": { title: "Firebase in the project", cost: "none", told: [] },
  "gcp:firebase/hostingSite:HostingSite": {
    title: "Front door (Firebase Hosting)",
    cost: "use",
    paid: "gigabytes sent, the first ten a month free",
    told: [["site", "siteId"]],
  },
  "gcp:firebase/hostingVersion:HostingVersion": {
    title: "What the front door leads to",
    cost: "none",
    told: [["to", "config.rewrites.0.run.serviceId"]],
  },
  "gcp:firebase/hostingRelease:HostingRelease": {
    title: "The front door's version in force",
    cost: "none",
    told: [["", "message"]],
  },
  ...balancerKinds,
  "gcp:monitoring/alertPolicy:AlertPolicy": {
    title: "Alerts",
    cost: "use",
    paid: "conditions and what they read",
    told: [["", "displayName"]],
  },
  "gcp:monitoring/notificationChannel:NotificationChannel": {
    title: "Who is told of alerts",
    cost: "none",
    told: [["", "labels.email_address"]],
  },
  "gcp:monitoring/dashboard:Dashboard": { title: "Dashboards", cost: "none", told: [] },
  "gcp:logging/metric:Metric": {
    title: "Metrics counted from the log",
    cost: "use",
    paid: "samples, the first 150 MiB a month free",
    told: [["", "description"]],
  },
  "gcp:logging/projectExclusion:ProjectExclusion": {
    title: "Not kept in the log",
    cost: "none",
    told: [["", "description"]],
  },
  "gcp:billing/budget:Budget": {
    title: "Budget",
    cost: "none",
    told: [["", "amount.specifiedAmount.units"]],
  },
  ...accessKinds,
  "gcp:projects/service:Service": { title: "APIs switched on", cost: "none", told: [] },
};
