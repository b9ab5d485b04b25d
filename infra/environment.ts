import type * as gcp from "@pulumi/gcp";
import type { Deployed } from "./functions.ts";
import { attachmentBucketOf } from "./names.ts";
import type { Need } from "./needs.ts";
import { type SecretName, type Secrets, secretOf } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { sizeOf } from "./sizes.ts";

type Variable = gcp.types.input.cloudrunv2.ServiceTemplateContainerEnv;

/** The variables of a function: those that it needs, and those without which none starts. */
export function environmentOf(
  deployed: Deployed,
  settings: Settings,
  secrets: Secrets,
): readonly Variable[] {
  const plain = {
    ...required(settings),
    ...chosen(deployed, settings),
    ...tracing(settings),
    ...runtime(deployed),
  };
  const variables = Object.entries(plain).map(([name, value]) => ({ name, value }));
  const sealed = [
    secretOr("SMTP_URL", "smtp://no-mail-from-this-function.invalid"),
    secretOr("PAGE_TOKEN_KEY", "no page tokens from this function"),
  ];
  return [...variables, ...sealed].toSorted((a, b) => (a.name < b.name ? -1 : 1));

  /** The product's configuration demands both of every function: whoever does not use one gets a value that opens nothing. */
  function secretOr(name: SecretName, instead: string): Variable & { name: string } {
    if (!deployed.needs.has(secretOf[name])) return { name, value: instead };
    const secret = secrets[name].secretId;
    return { name, valueSource: { secretKeyRef: { secret, version: "latest" } } };
  }
}

function required(settings: Settings): Record<string, string> {
  return {
    GOOGLE_CLOUD_PROJECT: settings.project,
    SUPPORT_DOMAIN: settings.supportDomain,
    PORTAL_URL: settings.portalUrl,
    MAIL_FROM: settings.mailFrom,
    MAIL_DOMAIN: settings.mailDomain,
    ATTACHMENT_BUCKET: attachmentBucketOf(settings.project),
    ...(settings.release && { RELEASE: settings.release }),
  };
}

function chosen(deployed: Deployed, settings: Settings): Record<string, string> {
  const needs = (...any: readonly Need[]) => any.some((need) => deployed.needs.has(need));
  const { scanner, attachmentTypes, corsOrigins, webApiKey } = settings;
  return {
    ...(deployed.kind === "http" &&
      corsOrigins.length > 0 && { CORS_ORIGINS: corsOrigins.join(",") }),
    ...(deployed.name === "api" && webApiKey && { WEB_API_KEY: webApiKey }),
    ...(needs("detect") && { PERSONAL_DATA_DETECTOR: settings.personalDataDetector }),
    ...(needs("scanner:known", "scanner:reached") && scanner && { CLAMD_ADDRESS: scanner.address }),
    ...(needs("types") && attachmentTypes && { ATTACHMENT_TYPES: attachmentTypes.join(",") }),
  };
}

/** The standard names of OpenTelemetry; Google's own endpoint takes its protocol as it is. */
function tracing({ traceRatio }: Settings): Record<string, string> {
  if (traceRatio === 0) return {};
  return {
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_TRACES_SAMPLER_ARG: `${traceRatio}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://telemetry.googleapis.com",
  };
}

function runtime(deployed: Deployed): Record<string, string> {
  return {
    // Read by the framework and Express alone, which answer an error without its text then.
    NODE_ENV: "production",
    // Young objects take three half-spaces of 16 MiB each, unless told otherwise: too much of a small instance.
    ...(sizeOf(deployed).memoryMiB <= 256 && { NODE_OPTIONS: "--max-semi-space-size=2" }),
  };
}
