import { PubSub } from "@google-cloud/pubsub";
import type { Buckets, NotificationConfig } from "./buckets.ts";
import type { Change } from "./files.ts";
import { resourceOf } from "./object.ts";

export type Notification = {
  /** As `projects/{project}/topics/{topic}`. */
  topic: string;
  attributes: Record<string, string>;
  data: Buffer;
};

export type Publish = (notification: Notification) => Promise<void>;

export type Notifier = {
  /** Tells those who asked for it, behind the caller's back; what fails is told on the terminal. */
  tell(change: Change): void;
  /** Waits for what is on its way. */
  stop(): Promise<void>;
};

/** Notifications as the cloud sends them: https://cloud.google.com/storage/docs/pubsub-notifications */
export function newNotifier(settings: {
  buckets: Buckets;
  publish: Publish;
  url: string;
}): Notifier {
  const { buckets, publish, url } = settings;
  const underway = new Set<Promise<void>>();
  return {
    tell(change) {
      const { notifications } = buckets.get(change.object.bucket);
      for (const config of notifications.filter((config) => asksFor(config, change))) {
        const sent = publish(notificationOf(change, config, url)).catch((error: unknown) =>
          console.warn(`object store: ${change.type} was not published to ${config.topic}:`, error),
        );
        underway.add(sent);
        void sent.finally(() => underway.delete(sent));
      }
    },
    async stop() {
      await Promise.all(underway);
    },
  };
}

/**
 * Publishes through the Pub/Sub emulator that PUBSUB_EMULATOR_HOST names when there is something to
 * publish, and nowhere without it: a local store never writes to a topic in the cloud.
 */
export function emulatorPublisher(): { publish: Publish; stop(): Promise<void> } {
  const clients = new Map<string, PubSub>();
  return {
    async publish({ topic, attributes, data }) {
      if (!process.env["PUBSUB_EMULATOR_HOST"]) throw new Error("PUBSUB_EMULATOR_HOST is not set.");
      const projectId = topic.split("/")[1] ?? "";
      const client = clients.get(projectId) ?? new PubSub({ projectId });
      clients.set(projectId, client);
      const batching = { maxMessages: 1 };
      await client.topic(topic, { batching }).publishMessage({ attributes, data });
    },
    async stop() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

function asksFor({ event_types, object_name_prefix = "" }: NotificationConfig, change: Change) {
  const types = event_types ?? ["OBJECT_FINALIZE", "OBJECT_DELETE"];
  return types.includes(change.type) && change.object.name.startsWith(object_name_prefix);
}

function notificationOf(change: Change, config: NotificationConfig, url: string): Notification {
  const { object } = change;
  return {
    topic: config.topic.replace(/^\/\/pubsub\.googleapis\.com\//, ""),
    attributes: {
      ...config.custom_attributes,
      notificationConfig: `projects/_/buckets/${object.bucket}/notificationConfigs/${config.id}`,
      eventType: change.type,
      payloadFormat: config.payload_format,
      bucketId: object.bucket,
      objectId: object.name,
      objectGeneration: object.generation,
      eventTime: new Date().toISOString(),
      ...otherGeneration(change),
    },
    data: Buffer.from(
      config.payload_format === "NONE" ? "" : JSON.stringify(resourceOf(object, url)),
    ),
  };
}

function otherGeneration(change: Change): Record<string, string> {
  switch (change.type) {
    case "OBJECT_FINALIZE":
      return change.overwrote === undefined ? {} : { overwroteGeneration: change.overwrote };
    case "OBJECT_DELETE":
      return change.overwrittenBy === undefined
        ? {}
        : { overwrittenByGeneration: change.overwrittenBy };
  }
}
