import * as gcp from "@pulumi/gcp";
import { deadLetterTopic, schedules, subscriptions } from "../functions/subscriptions.ts";
import type { Ground } from "./ground.ts";

export type Topics = ReadonlyMap<string, gcp.pubsub.Topic>;

/** Every topic of the product's own tables: those subscribed to, those for dead letters, and the scheduler's. */
export function topicNames(): readonly string[] {
  const names = new Set([
    deadLetterTopic,
    ...subscriptions.map(({ topic }) => topic),
    ...subscriptions.flatMap(({ deadLetter }) => (deadLetter ? [deadLetter.topic] : [])),
    ...schedules.map(({ topic }) => topic),
  ]);
  return [...names].toSorted();
}

export function makeTopics({ settings, after }: Ground): Topics {
  return new Map(
    topicNames().map((name) => [
      name,
      new gcp.pubsub.Topic(
        name,
        // Events name customers and people: they rest nowhere else than the functions run.
        { name, messageStoragePolicy: { allowedPersistenceRegions: [settings.region] } },
        after(),
      ),
    ]),
  );
}

/** The topic of a name that the product's tables hold. */
export function topicIn(topics: Topics, name: string): gcp.pubsub.Topic {
  const topic = topics.get(name);
  if (!topic)
    throw new Error(`There is no topic ${name}: functions/subscriptions.ts does not name it.`);
  return topic;
}
