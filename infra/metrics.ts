import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import { healthPages } from "../functions/platform/health.ts";
import type { Ground } from "./ground.ts";

/** A number that the log lines of the functions tell: how many there are, or what stands in one of their fields. */
export type LogMetric = {
  name: string;
  description: string;
  /** Which lines, besides those of Cloud Run alone. */
  lines: string;
  /** Fields of a line by which the number can be split. */
  labels: readonly string[];
  /** The field whose numbers are gathered; absent where lines are counted. */
  value?: { field: string; unit: string };
};

/** Probes and monitors ask for pages, at all hours and fast: counted, they would hide how requests fare. */
const pages = healthPages.map(({ name }) => `"${name}"`).join(" OR ");
const requestLines = `jsonPayload.message="request" AND NOT jsonPayload.operation=(${pages})`;
const eventLines = 'jsonPayload.message="event"';
const mailLines = `${eventLines} AND jsonPayload.operation=("mailFollowers" OR "mailConsent")`;

export const logMetrics = [
  {
    name: "support_requests",
    description: "Requests, by function, status and outcome",
    lines: requestLines,
    labels: ["operation", "status", "outcome"],
  },
  {
    name: "support_request_duration",
    description: "How long requests take",
    lines: requestLines,
    labels: ["operation"],
    value: { field: "durationMs", unit: "ms" },
  },
  {
    name: "support_request_reads",
    description: "Documents read for a request, as Firestore bills them",
    lines: requestLines,
    labels: ["operation"],
    value: { field: "reads", unit: "1" },
  },
  {
    name: "support_request_writes",
    description: "Documents written for a request, as Firestore bills them",
    lines: requestLines,
    labels: ["operation"],
    value: { field: "writes", unit: "1" },
  },
  {
    name: "support_events",
    description: "Events, by function and outcome",
    lines: eventLines,
    labels: ["operation", "outcome"],
  },
  {
    name: "support_events_republished",
    description: "Events that were not confirmed in time and went out again",
    lines: `${eventLines} AND jsonPayload.operation="republishEvents"`,
    labels: [],
    value: { field: "tally.republished", unit: "1" },
  },
  {
    name: "support_mails_accepted",
    description: "Mails that the mail server took",
    lines: mailLines,
    labels: ["operation"],
    value: { field: "tally.accepted", unit: "1" },
  },
  {
    name: "support_mails_refused",
    description: "Mails that the mail server refused for good",
    lines: mailLines,
    labels: ["operation"],
    value: { field: "tally.refused", unit: "1" },
  },
  {
    name: "support_mails_not_sent",
    description: "Mails that failed and are tried again",
    lines: 'jsonPayload.message="mail not sent"',
    labels: [],
  },
] as const satisfies readonly LogMetric[];

export type MetricName = (typeof logMetrics)[number]["name"];

export function filterOf({ lines, value }: LogMetric): string {
  const told = value ? ` AND jsonPayload.${value.field}:*` : "";
  return `resource.type="cloud_run_revision" AND ${lines}${told}`;
}

export function makeMetrics({ after }: Ground): Resource[] {
  return logMetrics.map((metric: LogMetric) => {
    const { name, description, labels, value } = metric;
    return new gcp.logging.Metric(
      name,
      {
        name,
        description,
        filter: filterOf(metric),
        metricDescriptor: {
          metricKind: "DELTA",
          valueType: value ? "DISTRIBUTION" : "INT64",
          unit: value?.unit ?? "1",
          labels: labels.map((key) => ({ key, valueType: "STRING" })),
        },
        labelExtractors: Object.fromEntries(
          labels.map((label) => [label, `EXTRACT(jsonPayload.${label})`]),
        ),
        ...(value && {
          valueExtractor: `EXTRACT(jsonPayload.${value.field})`,
          // From 1 up in steps of a fifth: 64 buckets reach beyond 100 000.
          bucketOptions: {
            exponentialBuckets: { numFiniteBuckets: 64, growthFactor: 1.2, scale: 1 },
          },
        }),
      },
      after(),
    );
  });
}
