import { PubSub } from "@google-cloud/pubsub";
import { deadLetterTopic, schedules, subscriptions } from "#functions/subscriptions.ts";

/**
 * Creates every topic and push subscription of the subscription table, pushing to the event
 * functions at `pushBase`. For an emulator that has none of them yet.
 */
export async function createSubscriptions(projectId: string, pushBase: string): Promise<void> {
  const pubsub = new PubSub({ projectId });
  const topics = new Set([deadLetterTopic, ...subscriptions.map(({ topic }) => topic)]);
  await Promise.all([...topics].map((topic) => pubsub.createTopic(topic)));
  await Promise.all(
    subscriptions.map(({ name, topic, to, ackDeadlineSeconds, deadLetter }) =>
      pubsub.createSubscription(topic, name, {
        pushEndpoint: `${pushBase}/${to.contract.name}/projects/${projectId}/topics/${topic}`,
        ackDeadlineSeconds,
        retryPolicy: { minimumBackoff: { seconds: 10 }, maximumBackoff: { seconds: 600 } },
        ...(deadLetter && {
          deadLetterPolicy: {
            deadLetterTopic: `projects/${projectId}/topics/${deadLetter.topic}`,
            maxDeliveryAttempts: deadLetter.maxDeliveryAttempts,
          },
        }),
      }),
    ),
  );
  await pubsub.close();
}

/** Publishes on the topics of the schedule table as the cloud's scheduler does, until stopped. */
export function startScheduler(projectId: string): { stop(): Promise<void> } {
  const pubsub = new PubSub({ projectId });
  const timers = schedules.map(({ topic, everySeconds }) =>
    setInterval(() => {
      pubsub
        .topic(topic)
        .publishMessage({ json: {} })
        .catch(() => undefined);
    }, everySeconds * 1_000),
  );
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await pubsub.close();
    },
  };
}
