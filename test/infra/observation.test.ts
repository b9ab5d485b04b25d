import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { healthPages } from "#platform/health.ts";
import { routes } from "../../functions/routes.ts";
import { alerts } from "../../infra/alerts.ts";
import { charts } from "../../infra/dashboard.ts";
import { logMetrics } from "../../infra/metrics.ts";
import { transfers } from "../../infra/promql.ts";
import { at, everything, listAt, ofType, one, planOf, textAt } from "./plan.ts";

const plan = await planOf(everything);
const metrics = ofType(plan, "logging/metric");
const queries = [
  ...alerts.flatMap(({ conditions }) => conditions.map(({ query }) => query)),
  ...charts.flatMap(({ lines }) => lines.map(({ query }) => query)),
];
const operations = new Set(routes.map(({ contract }) => contract.name));

describe("alerts", () => {
  test("are the five that have a runbook", () => {
    expect(ofType(plan, "monitoring/alertPolicy").map(({ name }) => name)).toEqual([
      "dead-letters",
      "error-ratio",
      "latency-p95",
      "mail-failures",
      "stranded-events",
    ]);
  });

  test.each(ofType(plan, "monitoring/alertPolicy"))(
    "$name says in two sentences what it means, and where to read on",
    ({ name, inputs }) => {
      const content = textAt(inputs, "documentation", "content");
      const [meaning = "", next] = content.split("\n\n");

      expect(meaning.match(/[.](?= |$)/g)).toHaveLength(2);
      expect(next).toBe(`What to do: infra/runbooks/${name}.md`);
    },
  );

  test.each(ofType(plan, "monitoring/alertPolicy"))("$name tells those on call", ({ inputs }) => {
    expect(inputs["notificationChannels"]).toEqual(["oncall@support.example"]);
    expect(
      one(plan, "monitoring/notificationChannel", "oncall@support.example").inputs["labels"],
    ).toEqual({
      email_address: "oncall@support.example",
    });
  });
});

test("alerts wait for the first release, for nothing runs before it", async () => {
  const empty = await planOf({ ...everything, release: undefined });

  expect(ofType(empty, "monitoring/alertPolicy")).toEqual([]);
  expect(ofType(empty, "billing/budget")).toHaveLength(1);
});

describe("queries", () => {
  test("name metrics that are made, and the parts that a metric of their kind has", () => {
    const named = queries.flatMap((query) => [
      ...query.matchAll(/logging_googleapis_com:user_(\w+?)(_bucket|_sum|_count|)\{/g),
    ]);
    const wrong = named.filter(([, name, part]) => {
      const metric = metrics.find((each) => each.name === name);
      return (
        at(metric?.inputs, "metricDescriptor", "valueType") !== (part ? "DISTRIBUTION" : "INT64")
      );
    });

    expect(named.length).toBeGreaterThan(20);
    expect(wrong.map(([text]) => text)).toEqual([]);
  });

  test("ask by labels that the metric has", () => {
    const known = [
      "monitored_resource",
      "subscription_id",
      ...logMetrics.flatMap(({ labels }) => labels),
    ];
    const asked = queries.flatMap((query) =>
      [...query.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = ""]) => label),
    );

    expect(asked.filter((label) => !known.includes(label))).toEqual([]);
  });

  test("have as many brackets closed as opened", () => {
    const uneven = queries.filter((query) =>
      ["()", "{}", "[]"].some(
        ([open = "", close = ""]) => query.split(open).length !== query.split(close).length,
      ),
    );

    expect(uneven).toEqual([]);
  });

  test("leave aside functions that are there", () => {
    expect(transfers.split("|").filter((name) => !operations.has(name))).toEqual([]);
  });

  test("of subscriptions fit those that there are, and no tick", () => {
    const names = ofType(plan, "pubsub/subscription").map(({ name }) => name);
    const patterns = queries.flatMap((query) =>
      [...query.matchAll(/subscription_id=~"([^"]+)"/g)].map(([, pattern]) => pattern),
    );
    const meant = [...new Set(patterns)].map((each) =>
      names.filter((name) => new RegExp(`^(${each})$`).test(name)),
    );

    expect(meant.map((each) => each.length)).toEqual([9, 2]);
    expect(meant.flat().filter((name) => name.includes("-tick."))).toEqual([]);
  });
});

const source = (path: string) => readFileSync(path, "utf8");

describe("filters", () => {
  test("leave out the pages that probes ask for", () => {
    const { inputs } = one(plan, "logging/metric", "support_requests");

    expect(healthPages.map(({ name }) => name)).toEqual(["health", "ready"]);
    expect(inputs["filter"]).toBe(
      'resource.type="cloud_run_revision" AND jsonPayload.message="request" AND NOT jsonPayload.operation=("health" OR "ready")',
    );
  });

  test.each(metrics)("$name is made of lines of Cloud Run's services", ({ inputs }) => {
    expect(
      textAt(inputs, "filter").startsWith(
        'resource.type="cloud_run_revision" AND jsonPayload.message=',
      ),
    ).toBe(true);
  });

  test("are followed by extractors of the fields that they ask for", () => {
    const { inputs } = one(plan, "logging/metric", "support_mails_accepted");

    expect(inputs["filter"]).toBe(
      'resource.type="cloud_run_revision" AND jsonPayload.message="event" AND jsonPayload.operation=("mailFollowers" OR "mailConsent") AND jsonPayload.tally.accepted:*',
    );
    expect(inputs["valueExtractor"]).toBe("EXTRACT(jsonPayload.tally.accepted)");
    expect(inputs["labelExtractors"]).toEqual({ operation: "EXTRACT(jsonPayload.operation)" });
  });

  test("look for messages that the product writes", () => {
    const written = ["functions/platform/observe.ts", "functions/platform/deliver.ts"]
      .map(source)
      .join("\n");
    const messages = metrics.map(
      ({ inputs }) => /jsonPayload\.message="([^"]+)"/.exec(textAt(inputs, "filter"))?.[1],
    );

    expect(new Set(messages)).toEqual(new Set(["request", "event", "mail not sent"]));
    expect([...new Set(messages)].filter((message) => !written.includes(`"${message}"`))).toEqual(
      [],
    );
  });
});

test("the dashboard is one that the console reads: tiles that do not overlap, each with a query", () => {
  const { dashboardJson } = one(plan, "monitoring/dashboard", "support-cases").inputs;
  const dashboard: unknown = JSON.parse(textAt(dashboardJson));
  const tiles = at(dashboard, "mosaicLayout", "tiles");
  const places = (Array.isArray(tiles) ? tiles : []).map(
    (tile) => `${textAt(tile, "xPos")},${textAt(tile, "yPos")}`,
  );

  expect(at(dashboard, "mosaicLayout", "columns")).toBe(48);
  expect(places).toEqual(["0,0", "24,0", "0,14", "24,14", "0,28", "24,28", "0,42", "24,42"]);
  expect(
    at(tiles, 0, "widget", "xyChart", "dataSets", 0, "timeSeriesQuery", "prometheusQuery"),
  ).toContain("support_requests");
});

test("request lines of the platform are not kept, for their addresses hold names of files and of people", () => {
  const { inputs } = one(plan, "logging/projectExclusion", "addresses-of-requests");

  expect(inputs["filter"]).toBe('log_id("run.googleapis.com/requests")');
});

describe("the budget", () => {
  test("tells at half, nine tenths and all of it, and when all of it is foreseen", () => {
    const { inputs } = one(plan, "billing/budget", "budget");

    expect(inputs["amount"]).toEqual({ specifiedAmount: { units: "300", currencyCode: "EUR" } });
    expect(inputs["thresholdRules"]).toEqual([
      { thresholdPercent: 0.5 },
      { thresholdPercent: 0.9 },
      { thresholdPercent: 1 },
      { thresholdPercent: 1, spendBasis: "FORECASTED_SPEND" },
    ]);
    expect(at(inputs, "budgetFilter", "projects")).toEqual(["projects/000000000000"]);
  });

  test("tells five addresses, for it takes no more", async () => {
    const six = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@support.example`);
    const { inputs } = one(
      await planOf({ ...everything, alertAddresses: six }),
      "billing/budget",
      "budget",
    );

    expect(listAt(inputs, "allUpdatesRule", "monitoringNotificationChannels")).toHaveLength(5);
  });

  test("is made where one is set alone", async () => {
    expect(ofType(await planOf(), "billing/budget")).toEqual([]);
  });
});
