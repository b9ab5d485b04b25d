import * as gcp from "@pulumi/gcp";
import { schedules } from "../functions/subscriptions.ts";
import type { Ground } from "./ground.ts";
import { type Topics, topicIn } from "./topics.ts";

/** The clock: a message on each tick's topic, at the times of the product's own table. */
export function makeSchedules({ settings, after }: Ground, topics: Topics): void {
  for (const { topic, cron } of schedules) {
    new gcp.cloudscheduler.Job(
      topic,
      {
        name: topic,
        region: settings.region,
        schedule: cron,
        timeZone: "Etc/UTC",
        pubsubTarget: {
          topicName: topicIn(topics, topic).id,
          data: Buffer.from("{}").toString("base64"),
        },
      },
      after(),
    );
  }
}
