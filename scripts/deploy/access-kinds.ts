import type { Kind, Told } from "./kind.ts";

const role: readonly Told[] = [
  ["", "role"],
  [
    "to",
    "member",
    { allUsers: "Cloud Run lets every call in, and the function checks its token itself" },
  ],
];

/** Accounts, and what they may do. */
export const accessKinds: Readonly<Record<string, Kind>> = {
  "gcp:serviceaccount/account:Account": {
    title: "Accounts: each function its own, and one for each push",
    cost: "none",
    told: [["", "displayName"]],
  },
  "gcp:projects/iAMCustomRole:IAMCustomRole": {
    title: "Roles of our own",
    cost: "none",
    told: [["", "permissions"]],
  },
  "gcp:projects/iAMMember:IAMMember": {
    title: "Roles on the project",
    cost: "none",
    told: role,
  },
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": {
    title: "Who may call a function",
    cost: "none",
    told: role,
  },
  "gcp:pubsub/topicIAMMember:TopicIAMMember": {
    title: "Roles on topics",
    cost: "none",
    told: role,
  },
  "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": {
    title: "Roles on subscriptions",
    cost: "none",
    told: role,
  },
  "gcp:storage/bucketIAMMember:BucketIAMMember": {
    title: "Roles on buckets",
    cost: "none",
    told: role,
  },
  "gcp:secretmanager/secretIamMember:SecretIamMember": {
    title: "Roles on secrets",
    cost: "none",
    told: role,
  },
  "gcp:serviceaccount/iAMMember:IAMMember": {
    title: "Roles on accounts",
    cost: "none",
    told: role,
  },
  "gcp:projects/serviceIdentity:ServiceIdentity": {
    title: "Google's own accounts in the project",
    cost: "none",
    told: [["of", "service"]],
  },
};
