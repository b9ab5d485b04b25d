import {
  type cloud,
  forbidden,
  noBucket,
  noProgram,
  noProject,
  noSecret,
  nothingRuns,
} from "./cloud.ts";

export type Answers = Parameters<typeof cloud>[0];

/** Everything that can be wrong, each with what gcloud or Pulumi says then. */
export const faults: [string, Answers, string, string[]][] = [
  [
    "gcloud",
    { "gcloud version": noProgram },
    "is not installed",
    ["curl https://sdk.cloud.google.com | bash"],
  ],
  ["a sign-in", { "gcloud auth list": "[]" }, "signed in", ["gcloud auth login"]],
  [
    "credentials for programs",
    { "gcloud auth application-default print-access-token": forbidden },
    "no credentials",
    ["gcloud auth application-default login"],
  ],
  [
    "the project",
    { "gcloud projects describe": noProject },
    "no project",
    ["gcloud projects create acme-support"],
  ],
  [
    "a project that stays",
    { "gcloud projects describe": '{"lifecycleState": "DELETE_REQUESTED"}' },
    "DELETE_REQUESTED",
    ["gcloud projects undelete acme-support"],
  ],
  [
    "billing",
    { "gcloud billing projects describe": '{"name": "projects/acme-support/billingInfo"}' },
    "No billing account",
    [
      "gcloud billing accounts list",
      "gcloud billing projects link acme-support --billing-account=BILLING_ACCOUNT",
    ],
  ],
  [
    "a role",
    { "gcloud projects get-iam-policy": '[{"bindings": {"role": "roles/viewer"}}]' },
    "roles/viewer",
    [
      "gcloud projects add-iam-policy-binding acme-support --member=user:anna@alfa-partner.example --role=roles/owner",
    ],
  ],
  [
    "an API",
    { "gcloud services list": '[{"config": {"name": "run.googleapis.com"}}]' },
    "1 APIs",
    ["gcloud services enable firestore.googleapis.com --project=acme-support"],
  ],
  [
    "the region",
    { "gcloud run regions list": '[{"locationId": "us-east1"}]' },
    "no region europe-north1",
    ["gcloud run regions list --project=acme-support"],
  ],
  [
    "a database in its place",
    {
      "gcloud firestore databases list":
        '[{"name": "projects/p/databases/(default)", "locationId": "nam5", "type": "FIRESTORE_NATIVE"}]',
    },
    "lies in nam5",
    ["gcloud firestore databases describe --database='(default)' --project=acme-support"],
  ],
  [
    "a database in native mode",
    {
      "gcloud firestore databases list":
        '[{"name": "projects/p/databases/(default)", "locationId": "eur3", "type": "DATASTORE_MODE"}]',
    },
    "another mode",
    ["gcloud firestore databases list --project=acme-support"],
  ],
  [
    "a database of its own",
    { ...nothingRuns, "gcloud storage buckets describe": noBucket },
    "a database already",
    ["gcloud firestore databases delete --database='(default)' --project=acme-support"],
  ],
  [
    "Pulumi",
    { "pulumi version": noProgram },
    "Pulumi is not installed",
    ["curl -fsSL https://get.pulumi.com | sh"],
  ],
  [
    "Pulumi's place",
    { "pulumi whoami": forbidden },
    "where to keep",
    [
      "gcloud storage buckets create gs://acme-support-pulumi --project=acme-support --location=europe-north1 --uniform-bucket-level-access --public-access-prevention",
      "gcloud storage buckets update gs://acme-support-pulumi --versioning",
      "pulumi login gs://acme-support-pulumi",
    ],
  ],
  [
    "the stack",
    { "pulumi --cwd infra stack ls": '[{"name": "other-support"}]' },
    "no stack acme-support",
    [
      "PULUMI_CONFIG_PASSPHRASE='' pulumi --cwd infra stack init acme-support --secrets-provider=passphrase",
    ],
  ],
  [
    "a secret's value",
    { "gcloud secrets versions list PAGE_TOKEN_KEY": "[]" },
    "without a value: PAGE_TOKEN_KEY",
    [
      "openssl rand -base64 48 | tr -d '\\n' | gcloud secrets versions add PAGE_TOKEN_KEY --data-file=- --project=acme-support",
    ],
  ],
  [
    "the mail server's password",
    { "gcloud secrets versions list SMTP_URL": "[]" },
    "without a value: SMTP_URL",
    [
      'read -rs SMTP_URL && printf %s "$SMTP_URL" | gcloud secrets versions add SMTP_URL --data-file=- --project=acme-support',
    ],
  ],
  [
    "a secret, though functions run",
    { "gcloud secrets versions list SMTP_URL": noSecret },
    "are gone: SMTP_URL",
    [
      "gcloud secrets create SMTP_URL --replication-policy=user-managed --locations=europe-north1 --project=acme-support",
      "PULUMI_CONFIG_PASSPHRASE='' pulumi --cwd infra refresh --yes --stack acme-support",
      'read -rs SMTP_URL && printf %s "$SMTP_URL" | gcloud secrets versions add SMTP_URL --data-file=- --project=acme-support',
    ],
  ],
];
