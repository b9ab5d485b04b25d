import * as gcp from "@pulumi/gcp";
import { interpolate, type Resource } from "@pulumi/pulumi";
import { type Subscription, schedules, subscriptions } from "../functions/subscriptions.ts";
import type { Ground } from "./ground.ts";
import { serviceNameOf } from "./names.ts";
import { type Topics, topicIn } from "./topics.ts";

export type Services = ReadonlyMap<string, gcp.cloudrunv2.Service>;

type Pusher = { account: gcp.serviceaccount.Account; invoker: Resource };
type Agent = gcp.projects.ServiceIdentity;

/** Everything that pushes: for each event function an account that may invoke it alone, and its subscriptions. */
export function makePushes(ground: Ground, topics: Topics, services: Services): void {
  const agent = new gcp.projects.ServiceIdentity(
    "pubsub-agent",
    { project: ground.settings.project, service: "pubsub.googleapis.com" },
    ground.after(),
  );
  const mayBury = letAgentBury(ground, topics, agent);
  const pushers = new Map<string, Pusher>();
  for (const subscription of subscriptions) {
    const { name } = subscription.to.contract;
    const service = services.get(name);
    if (!service) throw new Error(`There is no service for ${name}.`);
    const pusher = pushers.get(name) ?? makePusher(name, ground, { service, agent });
    pushers.set(name, pusher);
    subscribe(subscription, ground, { topics, service, pusher, agent, mayBury });
  }
}

/** Pub/Sub itself publishes a message that was given up. */
function letAgentBury({ after }: Ground, topics: Topics, agent: Agent): Resource[] {
  const graves = new Set(subscriptions.flatMap(({ deadLetter }) => deadLetter?.topic ?? []));
  return [...graves].map(
    (topic) =>
      new gcp.pubsub.TopicIAMMember(
        `${topic}.pubsub-agent`,
        {
          topic: topicIn(topics, topic).name,
          role: "roles/pubsub.publisher",
          member: agent.member,
        },
        after(),
      ),
  );
}

function makePusher(
  functionName: string,
  { settings, after }: Ground,
  { service, agent }: { service: gcp.cloudrunv2.Service; agent: Agent },
): Pusher {
  const name = `push-${serviceNameOf(functionName)}`;
  const account = new gcp.serviceaccount.Account(
    name,
    { accountId: name, displayName: `Pushes to ${functionName}` },
    after(),
  );
  const invoker = new gcp.cloudrunv2.ServiceIamMember(
    `${name}.invoker`,
    {
      name: service.name,
      location: settings.region,
      role: "roles/run.invoker",
      member: account.member,
    },
    after(),
  );
  // Pub/Sub signs the tokens of its pushes in this account's name.
  new gcp.serviceaccount.IAMMember(
    `${name}.pubsub-agent`,
    {
      serviceAccountId: account.name,
      role: "roles/iam.serviceAccountTokenCreator",
      member: agent.member,
    },
    after(),
  );
  return { account, invoker };
}

type Pushing = {
  topics: Topics;
  service: gcp.cloudrunv2.Service;
  pusher: Pusher;
  agent: Agent;
  mayBury: Resource[];
};

function subscribe(
  { name, topic, ackDeadlineSeconds, deadLetter }: Subscription,
  { settings, after }: Ground,
  { topics, service, pusher, agent, mayBury }: Pushing,
): void {
  const subscription = new gcp.pubsub.Subscription(
    name,
    {
      name,
      topic: topicIn(topics, topic).id,
      ackDeadlineSeconds,
      // Without it, Pub/Sub would take a subscription away that nothing came through for a month.
      expirationPolicy: { ttl: "" },
      // The next tick comes anyway. What lies among the dead letters lies nowhere else.
      messageRetentionDuration: isTick(topic) ? "86400s" : "604800s",
      enableMessageOrdering: false,
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
      pushConfig: {
        // The framework tells the message's topic from the end of the address.
        pushEndpoint: interpolate`${service.uri}/projects/${settings.project}/topics/${topic}`,
        oidcToken: { serviceAccountEmail: pusher.account.email, audience: service.uri },
      },
      ...(deadLetter && {
        deadLetterPolicy: {
          deadLetterTopic: topicIn(topics, deadLetter.topic).id,
          maxDeliveryAttempts: deadLetter.maxDeliveryAttempts,
        },
      }),
    },
    after(pusher.invoker, ...mayBury),
  );
  if (!deadLetter) return;
  new gcp.pubsub.SubscriptionIAMMember(
    `${name}.pubsub-agent`,
    { subscription: subscription.name, role: "roles/pubsub.subscriber", member: agent.member },
    after(),
  );
}

function isTick(topic: string): boolean {
  return schedules.some((schedule) => schedule.topic === topic);
}
