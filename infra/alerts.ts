import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import type { Ground } from "./ground.ts";
import {
  deadLetterSubscriptions,
  eventSubscriptions,
  ofSubscriptions,
  ours,
  transfers,
  unmeant,
} from "./promql.ts";

export type Alert = {
  /** Its runbook is infra/runbooks/{name}.md. */
  name: string;
  title: string;
  severity: "CRITICAL" | "ERROR" | "WARNING";
  /** What it means, in two sentences. */
  meaning: string;
  /** Any of them is enough. */
  conditions: readonly { title: string; query: string; forSeconds: number }[];
};

const requests = (where: string) => ours("support_requests", "", where);
const duration = (part: "_bucket" | "_count") =>
  ours("support_request_duration", part, `operation!~"${transfers}"`);
const sum = (metric: string, during: string) => `sum(increase(${metric}[${during}]))`;
const accepted = sum(ours("support_mails_accepted", "_sum"), "1h");
const refused = sum(ours("support_mails_refused", "_sum"), "1h");

export const alerts: readonly Alert[] = [
  {
    name: "error-ratio",
    title: "Requests fail",
    severity: "CRITICAL",
    meaning:
      "More than 2 in 100 requests of the last ten minutes were answered with a fault of ours. People see errors, and clients that do not ask again lose what they did.",
    conditions: [
      {
        title: "Over 2 % of requests, and three at least",
        query: `${sum(requests(unmeant), "10m")} / ${sum(requests(""), "10m")} > 0.02 and ${sum(requests(unmeant), "10m")} >= 3`,
        forSeconds: 120,
      },
    ],
  },
  {
    name: "latency-p95",
    title: "Requests are slow",
    severity: "WARNING",
    meaning:
      "One in twenty requests takes longer than two seconds, transfers of files aside. Nothing is lost, but the portal feels stuck.",
    conditions: [
      {
        title: "p95 over 2 s, of twenty requests at least",
        query: `histogram_quantile(0.95, sum by (le) (rate(${duration("_bucket")}[10m]))) > 2000 and ${sum(duration("_count"), "10m")} >= 20`,
        forSeconds: 600,
      },
    ],
  },
  {
    name: "stranded-events",
    title: "Events do not come out",
    severity: "CRITICAL",
    meaning:
      "Changes are stored, but what follows from them waits: mails, inspections of files, and lists after an access was withdrawn. Nothing is lost yet, because the outbox keeps every event until it is confirmed.",
    conditions: [
      {
        title: "Events go out again, for a quarter of an hour",
        query: `${sum(ours("support_events_republished", "_sum"), "5m")} > 0`,
        forSeconds: 900,
      },
      {
        title: "The oldest event waits for more than 15 minutes",
        query: `max(${ofSubscriptions("oldest_unacked_message_age", eventSubscriptions)}) > 900`,
        forSeconds: 300,
      },
      {
        title: "republishEvents has not run for ten minutes",
        query: `absent_over_time(${ours("support_events", "", 'operation="republishEvents",outcome="OK"')}[10m])`,
        forSeconds: 60,
      },
    ],
  },
  {
    name: "dead-letters",
    title: "Events were given up",
    severity: "ERROR",
    meaning:
      "A function failed ten times on the same event, which now lies among the dead letters. It is put back and tried again every ten minutes, so the cause must be found while it fails.",
    conditions: [
      {
        title: "A dead letter within ten minutes",
        query: `sum by (subscription_id) (increase(${ofSubscriptions("dead_letter_message_count")}[10m])) > 0`,
        forSeconds: 0,
      },
      {
        title: "The oldest dead letter waits for more than an hour",
        query: `max(${ofSubscriptions("oldest_unacked_message_age", deadLetterSubscriptions)}) > 3600`,
        forSeconds: 300,
      },
    ],
  },
  {
    name: "mail-failures",
    title: "Mails are not delivered",
    severity: "ERROR",
    meaning:
      "The mail server cannot be reached, or refuses more than one mail in ten. Mails that failed are tried again for days; those refused for good are not.",
    conditions: [
      {
        title: "More than five failures in 15 minutes",
        query: `${sum(ours("support_mails_not_sent", ""), "15m")} > 5`,
        forSeconds: 0,
      },
      {
        title: "More than a tenth refused for good, and five at least",
        query: `${refused} / (${refused} + ${accepted}) > 0.1 and ${refused} >= 5`,
        forSeconds: 0,
      },
    ],
  },
];

/** The alert policies, and whom they tell. */
export function makeAlerts(
  { after }: Ground,
  metrics: readonly Resource[],
  channels: readonly gcp.monitoring.NotificationChannel[],
): void {
  for (const { name, title, severity, meaning, conditions } of alerts) {
    new gcp.monitoring.AlertPolicy(
      name,
      {
        displayName: `${title} (${name})`,
        severity,
        combiner: "OR",
        conditions: conditions.map((each) => ({
          displayName: each.title,
          conditionPrometheusQueryLanguage: {
            query: each.query,
            duration: `${each.forSeconds}s`,
            evaluationInterval: "60s",
          },
        })),
        documentation: {
          mimeType: "text/markdown",
          content: `${meaning}\n\nWhat to do: infra/runbooks/${name}.md`,
        },
        notificationChannels: channels.map(({ id }) => id),
        alertStrategy: { autoClose: "86400s" },
      },
      after(...metrics),
    );
  }
}
