import { describe, expect, test } from "vitest";
import { schedules, subscriptions } from "../../functions/subscriptions.ts";
import type { Planned } from "../../infra/preview.ts";
import { at, changed, kebab, ofType, one, planOf, textAt } from "./plan.ts";

const plan = await planOf();
const sorted = (values: readonly unknown[]) =>
  values.map((each) => JSON.stringify(each)).toSorted();
const topicPath = (name: string) => `projects/acme-support/topics/${name}`;

/** Where the messages of a topic go that were given up; nowhere from a tick, for the next one comes anyway. */
const graves: Readonly<Record<string, string>> = {
  "case-events": "dead-letters",
  "custody-events": "dead-letters",
  "access-records": "late-access-records",
};

/** What is wrong with how messages are given up. */
function graveFaults(plan: readonly Planned[]): string[] {
  const mayBury = (type: string, input: string, name: string) =>
    ofType(plan, type).some(
      ({ inputs }) =>
        inputs[input] === name && textAt(inputs, "member").includes("@gcp-sa-pubsub."),
    );
  return ofType(plan, "pubsub/subscription").flatMap(({ name, inputs }) => {
    const topic = textAt(inputs, "topic").split("/").at(-1) ?? "";
    const grave = Object.hasOwn(graves, topic) ? graves[topic] : undefined;
    const policy = inputs["deadLetterPolicy"];
    if (!grave) return policy ? [`${name} buries ticks`] : [];
    const where = at(policy, "deadLetterTopic");
    return [
      ...(where === topicPath(grave) ? [] : [`${name} buries nothing in ${grave}`]),
      ...(at(policy, "maxDeliveryAttempts") === 10 ? [] : [`${name} does not try ten times`]),
      ...(mayBury("pubsub/topicIAMMember", "topic", grave) ? [] : [`nobody may bury in ${grave}`]),
      ...(mayBury("pubsub/subscriptionIAMMember", "subscription", name)
        ? []
        : [`nobody may take from ${name}`]),
    ];
  });
}

describe("subscriptions", () => {
  test("are those of the product's table, each on its topic", () => {
    const made = ofType(plan, "pubsub/subscription").map(({ inputs }) => [
      inputs["name"],
      inputs["topic"],
    ]);

    expect(sorted(made)).toEqual(
      sorted(subscriptions.map(({ name, topic }) => [name, topicPath(topic)])),
    );
    expect(made).toHaveLength(16);
  });

  test.each(subscriptions)(
    "$name pushes to its function's own address, with a token for it",
    ({ name, topic, to }) => {
      const { inputs } = one(plan, "pubsub/subscription", name);
      const service = kebab(to.contract.name);
      const url = `https://${service}-000000000000.europe-north1.run.app`;

      expect(inputs["pushConfig"]).toEqual({
        pushEndpoint: `${url}/projects/acme-support/topics/${topic}`,
        oidcToken: {
          serviceAccountEmail: `push-${service}@acme-support.iam.gserviceaccount.com`,
          audience: url,
        },
      });
    },
  );

  test.each(subscriptions)(
    "$name waits as long as its function's service may take",
    ({ name, to, ackDeadlineSeconds }) => {
      const service = kebab(to.contract.name);
      const timeout = textAt(
        one(plan, "cloudrunv2/service", service).inputs,
        "template",
        "timeout",
      );

      expect(one(plan, "pubsub/subscription", name).inputs["ackDeadlineSeconds"]).toBe(
        ackDeadlineSeconds,
      );
      expect(Number.parseInt(timeout, 10)).toBeGreaterThanOrEqual(ackDeadlineSeconds);
    },
  );

  test("never expire, are not ordered, and try again after 10 seconds to 10 minutes, as locally", () => {
    const rules = ofType(plan, "pubsub/subscription").map(({ inputs }) => ({
      expiration: inputs["expirationPolicy"],
      ordering: inputs["enableMessageOrdering"],
      retry: inputs["retryPolicy"],
    }));

    expect(rules).toHaveLength(16);
    expect(new Set(rules.map((each) => JSON.stringify(each)))).toEqual(
      new Set([
        JSON.stringify({
          expiration: { ttl: "" },
          ordering: false,
          retry: { maximumBackoff: "600s", minimumBackoff: "10s" },
        }),
      ]),
    );
  });
});

test("everything waits for a week, ticks for a day: the next one comes anyway", () => {
  const retention = ofType(plan, "pubsub/subscription").map(({ inputs }) => [
    /-tick[.]/.test(String(inputs["name"])) ? "tick" : "event",
    inputs["messageRetentionDuration"],
  ]);

  expect(new Set(retention.map(String))).toEqual(new Set(["event,604800s", "tick,86400s"]));
});

describe("dead letters", () => {
  test("take in every event that is given up, and no tick", () => {
    expect(graveFaults(plan)).toEqual([]);
  });

  test("are read: whatever is buried has a subscription", () => {
    const subscribed = ofType(plan, "pubsub/subscription").map(({ inputs }) => inputs["topic"]);

    expect(subscribed).toContain(topicPath("dead-letters"));
    expect(subscribed).toContain(topicPath("late-access-records"));
  });

  test.each(ofType(plan, "pubsub/subscription").filter(({ inputs }) => inputs["deadLetterPolicy"]))(
    "are missed at once where $name has lost its own",
    (subscription) => {
      const lost = changed(plan, subscription, { deadLetterPolicy: undefined });

      expect(graveFaults(lost)).not.toEqual([]);
    },
  );

  test.each([
    ["pubsub/topicIAMMember", "dead-letters.pubsub-agent"],
    ["pubsub/topicIAMMember", "late-access-records.pubsub-agent"],
    ["pubsub/subscriptionIAMMember", "case-events.mailFollowers.pubsub-agent"],
  ])("are missed at once without %s %s", (type, name) => {
    const lost = plan.filter((each) => each.name !== name || !each.type.includes(type));

    expect(graveFaults(lost)).not.toEqual([]);
  });
});

describe("topics", () => {
  test("are there for everything that publishes, the scheduler and Cloud Storage included", () => {
    const topics = ofType(plan, "pubsub/topic").map(({ inputs }) => textAt(inputs, "name"));

    expect(topics.toSorted()).toEqual([
      "access-records",
      "attachment-objects",
      "attachment-tick",
      "case-events",
      "custody-events",
      "dead-letters",
      "late-access-records",
      "minute-tick",
      "reopen-window-tick",
    ]);
  });

  test("keep what they hold in the region of the functions", () => {
    const kept = ofType(plan, "pubsub/topic").map(({ inputs }) => inputs["messageStoragePolicy"]);

    expect(
      kept.filter(
        (each) => JSON.stringify(each) !== '{"allowedPersistenceRegions":["europe-north1"]}',
      ),
    ).toEqual([]);
  });
});

test("the scheduler ticks at the times of the product's table, in UTC, with a message that is an object", () => {
  const jobs = ofType(plan, "cloudscheduler/job").map(({ inputs }) => ({
    schedule: inputs["schedule"],
    timeZone: inputs["timeZone"],
    target: inputs["pubsubTarget"],
  }));

  expect(jobs).toHaveLength(3);
  expect(jobs).toEqual(
    expect.arrayContaining(
      schedules.map(({ topic, cron }) => ({
        schedule: cron,
        timeZone: "Etc/UTC",
        target: { topicName: topicPath(topic), data: "e30=" },
      })),
    ),
  );
});
