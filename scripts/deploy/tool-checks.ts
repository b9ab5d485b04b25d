import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Wanted } from "./preflight.ts";

export function gcloudIsThere({ gcloudVersion }: Facts): Finding | undefined {
  if (gcloudVersion !== null) return undefined;
  return {
    weight: "blocks",
    what: "gcloud, Google's command line, is not installed.",
    why: "It uploads the archives, and tells what the project still lacks.",
    fix: ["curl https://sdk.cloud.google.com | bash"],
  };
}

export function somebodyIsSignedIn({ account }: Facts): Finding | undefined {
  if (account !== null) return undefined;
  return {
    weight: "blocks",
    what: "Nobody is signed in to gcloud.",
    why: "Everything below is done in the name of whoever is signed in.",
    fix: ["gcloud auth login"],
  };
}

export function programsMayCall({ programsMayCall }: Facts): Finding | undefined {
  if (programsMayCall !== false) return undefined;
  return {
    weight: "blocks",
    what: "Programs on this machine have no credentials for Google.",
    why: "Pulumi does not use gcloud's own sign-in, but these.",
    fix: ["gcloud auth application-default login"],
  };
}

export function pulumiIsThere({ pulumiVersion }: Facts): Finding | undefined {
  if (pulumiVersion !== null) return undefined;
  return {
    weight: "blocks",
    what: "Pulumi is not installed.",
    why: "It makes what infra/ describes, and knows what it made.",
    fix: ["curl -fsSL https://get.pulumi.com | sh"],
  };
}

export function pulumiIsSignedIn({ pulumiUser }: Facts, { settings }: Wanted): Finding | undefined {
  if (pulumiUser !== null) return undefined;
  const { project, region } = settings;
  const bucket = `gs://${project}-pulumi`;
  return {
    weight: "blocks",
    what: "Pulumi does not know where to keep what it made.",
    why: "A bucket of the project will do, without an account at Pulumi. It holds no secret.",
    fix: [
      `gcloud storage buckets create ${bucket} --project=${project} --location=${region} --uniform-bucket-level-access --public-access-prevention`,
      `gcloud storage buckets update ${bucket} --versioning`,
      `pulumi login ${bucket}`,
    ],
  };
}

export function stackIsThere({ stacks }: Facts, { settings }: Wanted): Finding | undefined {
  const { project } = settings;
  if (stacks === undefined || stacks.includes(project)) return undefined;
  return {
    weight: "blocks",
    what: `Pulumi has no stack ${project}.`,
    why: "A stack is one deployment of infra/, named here by its project. No setting is secret, so the passphrase may be empty.",
    fix: [
      `PULUMI_CONFIG_PASSPHRASE='' pulumi --cwd infra stack init ${project} --secrets-provider=passphrase`,
    ],
  };
}
