import * as gcp from "@pulumi/gcp";
import type { Ground } from "./ground.ts";
import type { Need } from "./needs.ts";

/** Each secret, and the need by which a function gets to read it. */
export const secretOf = {
  SMTP_URL: "mail",
  PAGE_TOKEN_KEY: "seal",
} as const satisfies Record<string, Need>;

export type SecretName = keyof typeof secretOf;
export type Secrets = Readonly<Record<SecretName, gcp.secretmanager.Secret>>;

/**
 * Secrets without a value. Values are given by `gcloud secrets versions add NAME --data-file=-`, before the first
 * release: so none ever passes through this program, its settings or its state.
 */
export function makeSecrets(ground: Ground): Secrets {
  return {
    SMTP_URL: makeSecret("SMTP_URL", ground),
    PAGE_TOKEN_KEY: makeSecret("PAGE_TOKEN_KEY", ground),
  };
}

function makeSecret(name: SecretName, { settings, after }: Ground): gcp.secretmanager.Secret {
  return new gcp.secretmanager.Secret(
    name,
    {
      secretId: name,
      replication: { userManaged: { replicas: [{ location: settings.region }] } },
      deletionProtection: true,
    },
    after(),
  );
}
