import { PubSub, type Topic } from "@google-cloud/pubsub";
import type { EventPublisher, OutgoingEvent } from "#domain/event.ts";
import { config } from "#platform/config.ts";
import { log, traceOf } from "#platform/log.ts";
import { noteReach } from "#platform/reach.ts";
import { inSpan } from "#platform/spans.ts";
import { traceparentOf } from "#platform/trace.ts";
import { currentWork } from "#platform/work.ts";
import { withDeadline } from "./deadline.ts";

/** How long an answer waits for Pub/Sub before it goes out without. */
const publishTimeoutMs = 1_500;

/** Publishes events, those of one case in their order. What fails here is published again by the tick. */
export function pubsubEvents(): EventPublisher {
  const pubsub = new PubSub({ projectId: config().GOOGLE_CLOUD_PROJECT });
  const topics = new Map<string, Topic>();
  const topicNamed = (name: string): Topic => {
    const known = topics.get(name);
    if (known) return known;
    const made = pubsub.topic(name, {
      messageOrdering: true,
      batching: { maxMessages: 1 },
      gaxOpts: { timeout: publishTimeoutMs, retryRequestOptions: { retries: 0 } },
    });
    topics.set(name, made);
    return made;
  };
  return {
    async publish(event) {
      const work = currentWork();
      if (work) work.eventId = event.id;
      const orderingKey = orderingKeyOf(event);
      const topic = topicNamed(topicOf(event));
      try {
        await inSpan(publishing(event), (trace) => {
          const attributes = trace ? { traceparent: traceparentOf(trace) } : {};
          const sending = topic.publishMessage({ json: event, orderingKey, attributes });
          return withDeadline(sending, publishTimeoutMs);
        });
        noteReach("pubsub", true);
      } catch (error) {
        noteReach("pubsub", false);
        log("WARNING", "event not published, left to the tick", {
          eventId: event.id,
          ...traceOf(error),
        });
        // A failed publish stops its ordering key until told otherwise.
        topic.resumePublishing(orderingKey);
      }
    },
  };
}

function publishing(event: OutgoingEvent) {
  const topic = topicOf(event);
  const attributes = {
    "messaging.system": "gcp_pubsub",
    "messaging.destination.name": topic,
    "event.id": event.id,
  };
  return { name: `publish ${topic}`, kind: "PRODUCER" as const, attributes };
}

/** The topic on which an event goes out. */
export function topicOf(event: OutgoingEvent): "case-events" | "custody-events" {
  return "caseId" in event ? "case-events" : "custody-events";
}

function orderingKeyOf(event: OutgoingEvent): string {
  return "caseId" in event
    ? `customers/${event.customer}/cases/${event.caseId}`
    : `customers/${event.customer}`;
}
