import * as gcp from "@pulumi/gcp";
import { makeAlerts } from "./alerts.ts";
import { makeBudget } from "./budget.ts";
import { makeDashboard } from "./dashboard.ts";
import type { Ground } from "./ground.ts";
import { makeMetrics } from "./metrics.ts";

/** What tells people how it goes: metrics, alerts, the dashboard, the budget. */
export function makeObservation(ground: Ground): void {
  const channels = makeChannels(ground);
  const metrics = makeMetrics(ground);
  // Before the first release nothing runs: the alert on its silence would sound.
  if (ground.settings.release !== undefined) makeAlerts(ground, metrics, channels);
  makeDashboard(ground, metrics);
  makeBudget(ground, channels);
  excludeAddresses(ground);
}

function makeChannels({ settings, after }: Ground): gcp.monitoring.NotificationChannel[] {
  return settings.alertAddresses.map(
    (address) =>
      new gcp.monitoring.NotificationChannel(
        address,
        { type: "email", displayName: address, labels: { email_address: address } },
        after(),
      ),
  );
}

/**
 * Cloud Run's own request lines are not kept: their addresses hold names of files, search texts and people's
 * mail addresses. The functions write a line of their own for each request, without any of it.
 */
function excludeAddresses({ after }: Ground): void {
  new gcp.logging.ProjectExclusion(
    "addresses-of-requests",
    {
      name: "addresses-of-requests",
      description:
        "Cloud Run's request lines, whose addresses hold names of files, search texts and people",
      filter: 'log_id("run.googleapis.com/requests")',
    },
    after(),
  );
}
