import * as gcp from "@pulumi/gcp";
import type { Resource } from "@pulumi/pulumi";
import type { Deployed } from "./functions.ts";
import type { Ground } from "./ground.ts";
import type { Need } from "./needs.ts";
import { isOwnRole, type OwnRoles } from "./roles.ts";
import { type SecretName, type Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { type Topics, topicIn } from "./topics.ts";

/** What functions get roles on. */
export type Holdings = {
  topics: Topics;
  bucket: gcp.storage.Bucket;
  secrets: Secrets;
  roles: OwnRoles;
};

/** A role, and the one thing on which it is given. */
export type Grant =
  | { on: "project"; role: string }
  | { on: "topic"; topic: string; role: "roles/pubsub.publisher" }
  | {
      on: "bucket";
      role:
        | "roles/storage.objectViewer"
        | "roles/storage.objectCreator"
        | "attachmentReader"
        | "attachmentRemover";
    }
  | { on: "secret"; secret: SecretName; role: "roles/secretmanager.secretAccessor" }
  | { on: "itself"; role: "addressSigner" };

/** A function's account and the bindings without which it must not run. */
export type Identity = { account: gcp.serviceaccount.Account; bindings: Resource[] };

const publish = (topic: string): Grant[] => [
  { on: "topic", topic, role: "roles/pubsub.publisher" },
];
const read = (secret: SecretName): Grant[] => [
  { on: "secret", secret, role: "roles/secretmanager.secretAccessor" },
];

/** The roles that a need comes to: on the one topic, bucket or secret wherever Google lets a role be given there. */
const grantsOf: Readonly<Record<Need, (settings: Settings) => readonly Grant[]>> = {
  "records:read": () => [{ on: "project", role: "roles/datastore.viewer" }],
  "records:write": () => [{ on: "project", role: "roles/datastore.user" }],
  "publish:case-events": () => publish("case-events"),
  "publish:custody-events": () => publish("custody-events"),
  "publish:access-records": () => publish("access-records"),
  // Lists, too: to whom may not list, Google says of a file that is missing 403, as of one that is closed.
  "files:read": () => [{ on: "bucket", role: "roles/storage.objectViewer" }],
  "files:show": () => [{ on: "bucket", role: "attachmentReader" }],
  "files:create": () => [{ on: "bucket", role: "roles/storage.objectCreator" }],
  "files:remove": () => [{ on: "bucket", role: "attachmentRemover" }],
  "files:sign": () => [{ on: "itself", role: "addressSigner" }],
  detect: ({ personalDataDetector }) =>
    personalDataDetector === "dlp" ? [{ on: "project", role: "roles/dlp.user" }] : [],
  "scanner:known": () => [],
  "scanner:reached": () => [],
  types: () => [],
  mail: () => read("SMTP_URL"),
  seal: () => read("PAGE_TOKEN_KEY"),
};

/** All that a function is granted, and nothing that it does not need. */
export function grantsFor({ needs }: Deployed, settings: Settings): readonly Grant[] {
  const traces: Grant[] =
    settings.traceRatio > 0 ? [{ on: "project", role: "roles/telemetry.tracesWriter" }] : [];
  return [...[...needs].flatMap((need) => grantsOf[need](settings)), ...traces];
}

/** A service account of the function's own. `fn-`, because an account's id has six characters at least. */
export function makeIdentity(deployed: Deployed, ground: Ground, holdings: Holdings): Identity {
  const account = new gcp.serviceaccount.Account(
    `fn-${deployed.service}`,
    { accountId: `fn-${deployed.service}`, displayName: `Function ${deployed.name}` },
    ground.after(),
  );
  const bindings = grantsFor(deployed, ground.settings).map((grant) => {
    const name = `fn-${deployed.service}.${thingOf(grant)}.${shortRole(grant.role)}`;
    return bind(name, grant, { account, ground, holdings });
  });
  return { account, bindings };
}

type Binding = { account: gcp.serviceaccount.Account; ground: Ground; holdings: Holdings };

function bind(name: string, grant: Grant, { account, ground, holdings }: Binding): Resource {
  const { settings, after } = ground;
  const { member } = account;
  const { roles } = holdings;
  const role = isOwnRole(grant.role, roles) ? roles[grant.role].name : grant.role;
  switch (grant.on) {
    case "project":
      return new gcp.projects.IAMMember(name, { project: settings.project, role, member }, after());
    case "topic":
      return new gcp.pubsub.TopicIAMMember(
        name,
        { topic: topicIn(holdings.topics, grant.topic).name, role, member },
        after(),
      );
    case "bucket":
      return new gcp.storage.BucketIAMMember(
        name,
        { bucket: holdings.bucket.name, role, member },
        after(),
      );
    case "secret":
      return new gcp.secretmanager.SecretIamMember(
        name,
        { secretId: holdings.secrets[grant.secret].secretId, role, member },
        after(),
      );
    case "itself":
      return new gcp.serviceaccount.IAMMember(
        name,
        { serviceAccountId: account.name, role, member },
        after(),
      );
  }
}

function thingOf(grant: Grant): string {
  if (grant.on === "topic") return grant.topic;
  return grant.on === "secret" ? grant.secret : grant.on;
}

/** `datastore.user`: without its API, a role would share its name with others. */
function shortRole(role: string): string {
  return role.replace(/^roles\//, "");
}
