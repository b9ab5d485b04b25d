import type { Planned } from "../../infra/preview.ts";
import type { Evidence } from "./evidence.ts";
import { textAt } from "./plan.ts";

/** Who may do what, and on which one thing. */
export type Binding = { member: string; role: string; on: string };

/** The input that names the thing, for each type of resource that grants a role to somebody beside others. */
const thingIn: Readonly<Record<string, [kind: string, input: string]>> = {
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": ["service", "name"],
  "gcp:projects/iAMMember:IAMMember": ["project", "project"],
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": ["subscription", "subscription"],
  "gcp:pubsub/topicIAMMember:TopicIAMMember": ["topic", "topic"],
  "gcp:secretmanager/secretIamMember:SecretIamMember": ["secret", "secretId"],
  "gcp:serviceaccount/iAMMember:IAMMember": ["account", "serviceAccountId"],
  "gcp:storage/bucketIAMMember:BucketIAMMember": ["bucket", "bucket"],
};

/** Every grant of the plan. Throws for one of a form that it does not know, so that none goes unseen. */
export function bindingsIn(plan: readonly Planned[]): Binding[] {
  return plan
    .filter(({ type }) => /iam/i.test(type) && !type.includes("CustomRole"))
    .map(({ type, inputs }) => {
      const thing = thingIn[type];
      if (!thing) throw new Error(`${type} grants in a way that no test looks at.`);
      const [kind, input] = thing;
      const [member, role] = [textAt(inputs, "member"), textAt(inputs, "role")];
      return {
        member: shortMember(member),
        role,
        on: `${kind} ${shortName(textAt(inputs, input))}`,
      };
    });
}

/** The roles that go with what a function's code shows, in words of their own, not those of infra/access.ts. */
const rolesFor: Readonly<Record<string, readonly string[]>> = {
  "records:read": ["roles/datastore.viewer on project acme-support"],
  "records:write": ["roles/datastore.user on project acme-support"],
  "publish:case-events": ["roles/pubsub.publisher on topic case-events"],
  "publish:custody-events": ["roles/pubsub.publisher on topic custody-events"],
  "publish:access-records": ["roles/pubsub.publisher on topic access-records"],
  "files:read": ["roles/storage.objectViewer on bucket acme-support-attachments"],
  "files:show": ["projects/acme-support/roles/attachmentReader on bucket acme-support-attachments"],
  "files:create": ["roles/storage.objectCreator on bucket acme-support-attachments"],
  "files:remove": [
    "projects/acme-support/roles/attachmentRemover on bucket acme-support-attachments",
  ],
  "files:sign": ["projects/acme-support/roles/addressSigner on account itself"],
  detect: [],
  "scanner:known": [],
  "scanner:reached": [],
  types: [],
  mail: ["roles/secretmanager.secretAccessor on secret SMTP_URL"],
  seal: ["roles/secretmanager.secretAccessor on secret PAGE_TOKEN_KEY"],
};

/** What is wrong with the roles of a function's account: each one too many, and each one missing. */
export function faultsOf(account: string, plan: readonly Planned[], evidence: Evidence): string[] {
  const given = bindingsIn(plan)
    .filter(({ member }) => member === account)
    .map(({ role, on }) => `${role} on ${on === `account ${account}` ? "account itself" : on}`);
  const due = new Set([...evidence].flatMap((need) => rolesFor[need] ?? [need]));
  if (due.has("roles/datastore.user on project acme-support")) {
    due.delete("roles/datastore.viewer on project acme-support");
  }
  if (due.has("roles/storage.objectViewer on bucket acme-support-attachments")) {
    due.delete("projects/acme-support/roles/attachmentReader on bucket acme-support-attachments");
  }
  return [
    ...given
      .filter((each) => !due.has(each))
      .map((each) => `${account} has ${each}, and no need of it`),
    ...[...due].filter((each) => !given.includes(each)).map((each) => `${account} lacks ${each}`),
  ];
}

/** `fn-api` for the account of that name in the project; agents of Google's by their service. */
function shortMember(member: string): string {
  return member
    .replace(/^serviceAccount:/, "")
    .replace(/@acme-support\.iam\.gserviceaccount\.com$/, "")
    .replace(/^service-0+@(.*)\.iam\.gserviceaccount\.com$/, "$1");
}

function shortName(name: string): string {
  return shortMember(name.replace(/^projects\/acme-support\/serviceAccounts\//, ""));
}

/** The account that a service runs as. */
export function accountOf(service: Planned): string {
  return shortMember(textAt(service.inputs, "template", "serviceAccount"));
}
