import type { MetricName } from "./metrics.ts";

/** A metric of ours as Cloud Monitoring's PromQL names it. */
export function ours(
  name: MetricName,
  part: "" | "_bucket" | "_sum" | "_count",
  where = "",
): string {
  const labels = ['monitored_resource="cloud_run_revision"', ...(where ? [where] : [])];
  return `logging_googleapis_com:user_${name}${part}{${labels.join(",")}}`;
}

/** A number of a subscription that Pub/Sub itself tells. */
export function ofSubscriptions(name: string, where = ""): string {
  const labels = ['monitored_resource="pubsub_subscription"', ...(where ? [where] : [])];
  return `pubsub_googleapis_com:subscription_${name}{${labels.join(",")}}`;
}

/**
 * Answers that the product did not mean: a file that is still being scanned asks for patience, and who asks for
 * what is not spoken here is told so.
 */
export const unmeant = 'status=~"5..",outcome!~"ATTACHMENT_SCANNING|NOT_IMPLEMENTED"';

/** Functions whose time is that of a file, and says nothing of the others. */
export const transfers =
  "uploadAttachment|startUpload|finishUpload|downloadAttachment|recallPersonalData";

/** Subscriptions whose messages somebody waits for. */
export const eventSubscriptions =
  'subscription_id=~"(case-events|custody-events|access-records)[.].*"';

/** Where messages that were given up are tried again. */
export const deadLetterSubscriptions = 'subscription_id=~"(dead-letters|late-access-records)[.].*"';
