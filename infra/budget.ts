import * as gcp from "@pulumi/gcp";
import { interpolate } from "@pulumi/pulumi";
import type { Ground } from "./ground.ts";

const thresholds = [0.5, 0.9, 1];

/** Tells people what the month costs. It stops nothing: a portal that is off costs more. */
export function makeBudget(
  { settings, after }: Ground,
  channels: readonly gcp.monitoring.NotificationChannel[],
): void {
  const { budget, project } = settings;
  if (!budget) return;
  const { number } = gcp.organizations.getProjectOutput({ projectId: project }, after());
  new gcp.billing.Budget(
    "budget",
    {
      billingAccount: budget.billingAccount,
      displayName: `Support cases (${project})`,
      amount: {
        specifiedAmount: { units: `${budget.monthly}`, currencyCode: budget.currency },
      },
      budgetFilter: { projects: [interpolate`projects/${number}`] },
      thresholdRules: [
        ...thresholds.map((thresholdPercent) => ({ thresholdPercent })),
        { thresholdPercent: 1, spendBasis: "FORECASTED_SPEND" },
      ],
      ...(channels.length > 0 && {
        allUpdatesRule: {
          // A budget takes five at the most; the billing administrators are told besides.
          monitoringNotificationChannels: channels.slice(0, 5).map(({ id }) => id),
          disableDefaultIamRecipients: false,
        },
      }),
    },
    after(),
  );
}
