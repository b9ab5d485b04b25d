import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import type { Ground } from "./ground.ts";
import { eventSubscriptions, ofSubscriptions, ours, unmeant } from "./promql.ts";

/** Lines without a legend are told apart by the labels that they are split by. */
type Line = { legend?: string; query: string };
type Chart = { title: string; unit: string; lines: readonly Line[] };

const perSecond = (metric: string, by = "") => `sum ${by}(rate(${metric}[5m]))`;
const mean = (name: "support_request_reads" | "support_request_writes") =>
  `${perSecond(ours(name, "_sum"), "by (operation) ")} / ${perSecond(ours(name, "_count"), "by (operation) ")}`;
const quantile = (share: number) =>
  `histogram_quantile(${share}, sum by (le) (rate(${ours("support_request_duration", "_bucket")}[5m])))`;

export const charts: readonly Chart[] = [
  {
    title: "Requests a second, by function",
    unit: "1/s",
    lines: [
      {
        query: perSecond(ours("support_requests", ""), "by (operation) "),
      },
    ],
  },
  {
    title: "Share of requests that failed by a fault of ours",
    unit: "1",
    lines: [
      {
        legend: "failed",
        query: `${perSecond(ours("support_requests", "", unmeant))} / ${perSecond(ours("support_requests", ""))}`,
      },
    ],
  },
  {
    title: "Time to answer",
    unit: "ms",
    lines: [
      { legend: "p50", query: quantile(0.5) },
      { legend: "p95", query: quantile(0.95) },
    ],
  },
  {
    title: "Documents read for a request, by function",
    unit: "1",
    lines: [{ query: mean("support_request_reads") }],
  },
  {
    title: "Documents written for a request, by function",
    unit: "1",
    lines: [{ query: mean("support_request_writes") }],
  },
  {
    title: "Age of the oldest event that is not confirmed",
    unit: "s",
    lines: [
      {
        query: `max by (subscription_id) (${ofSubscriptions("oldest_unacked_message_age", eventSubscriptions)})`,
      },
    ],
  },
  {
    title: "Events published again, and dead letters, in ten minutes",
    unit: "1",
    lines: [
      {
        legend: "again",
        query: `sum(increase(${ours("support_events_republished", "_sum")}[10m]))`,
      },
      {
        legend: "dead",
        query: `sum(increase(${ofSubscriptions("dead_letter_message_count")}[10m]))`,
      },
    ],
  },
  {
    title: "Mails in ten minutes",
    unit: "1",
    lines: [
      {
        legend: "accepted",
        query: `sum(increase(${ours("support_mails_accepted", "_sum")}[10m]))`,
      },
      { legend: "refused", query: `sum(increase(${ours("support_mails_refused", "_sum")}[10m]))` },
      { legend: "tried again", query: `sum(increase(${ours("support_mails_not_sent", "")}[10m]))` },
    ],
  },
];

const columns = 48;
const tile = { width: columns / 2, height: 14 };

/** One page for whoever is on call: how it goes, and what waits. */
export function makeDashboard({ after }: Ground, metrics: readonly Resource[]): void {
  const tiles = charts.map(({ title, unit, lines }, at) => ({
    ...tile,
    xPos: (at % 2) * tile.width,
    yPos: Math.floor(at / 2) * tile.height,
    widget: {
      title,
      xyChart: {
        dataSets: lines.map(({ legend, query }) => ({
          plotType: "LINE",
          ...(legend && { legendTemplate: legend }),
          timeSeriesQuery: { prometheusQuery: query, unitOverride: unit },
        })),
      },
    },
  }));
  new gcp.monitoring.Dashboard(
    "support-cases",
    {
      dashboardJson: JSON.stringify({
        displayName: "Support cases",
        mosaicLayout: { columns, tiles },
      }),
    },
    after(...metrics),
  );
}
