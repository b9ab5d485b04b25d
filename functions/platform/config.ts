import { z } from "zod";
import { attachmentTypes, MimePattern } from "#domain/attachment-types.ts";

/** As browsers spell it, compared word for word: so neither `*` nor `null`, and no slash at the end. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, "Give an origin.")
  .refine((text) => !text.includes("*"), "Name each origin.");

export const Config = z.object({
  GOOGLE_CLOUD_PROJECT: z.string().min(1),
  /** The domain whose agents work the queue. */
  SUPPORT_DOMAIN: z.string().min(1),
  /** Where a person reads a case; the case's name is appended to it. */
  PORTAL_URL: z.url().transform((url) => url.replace(/\/$/, "")),
  MAIL_FROM: z.string().min(3),
  /** The domain on the right of Message-IDs. */
  MAIL_DOMAIN: z.string().min(3),
  /** Seals page tokens; any text of 32 characters or more, the same for all functions. */
  PAGE_TOKEN_KEY: z.string().min(32),
  SMTP_URL: z.string().regex(/^smtps?:\/\//),
  /** The pages of other origins that may ask, comma-separated, such as `https://portal.example`; none unless told. */
  CORS_ORIGINS: z.string().default("").transform(listed).pipe(z.array(Origin)),
  /** The bucket that holds the bytes of attachments and nothing else. */
  ATTACHMENT_BUCKET: z.string().min(3),
  /** What may be attached, comma-separated: types such as `image/png`, or `image/*`. */
  ATTACHMENT_TYPES: z
    .string()
    .default(attachmentTypes.join(","))
    .transform(listed)
    .pipe(z.array(MimePattern).min(1)),
  /** The malware scanner clamd, as `host:port`. Without it files are not scanned, and say so. */
  CLAMD_ADDRESS: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/)
    .optional(),
  /** What finds personal data: the product itself, or Google's DLP API. */
  PERSONAL_DATA_DETECTOR: z.enum(["local", "dlp"]).default("local"),
  /** Whether traces are sent to an OpenTelemetry collector, and which share where no message of ours has decided. */
  OTEL_TRACES_EXPORTER: z.enum(["none", "otlp"]).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).optional(),
  /** The web API key of the project, public by nature: with it the reference page signs people in. */
  WEB_API_KEY: z.string().min(1).optional(),
  FIREBASE_AUTH_EMULATOR_HOST: z.string().optional(),
  /** Set by Cloud Run: the mark of running in the cloud. */
  K_SERVICE: z.string().optional(),
});
export type Config = z.infer<typeof Config>;

let parsed: Config | undefined;

/**
 * The environment, parsed on first use, so that importing a function for its contract needs none.
 * Throws with every variable that is missing or wrong, and where unsigned tokens would be let in
 * outside a local demonstration.
 */
export function config(): Config {
  parsed ??= refuseUnsafe(Config.parse(process.env));
  return parsed;
}

/** True on Cloud Run, whatever else the environment says: known without a sound configuration. */
export function inCloud(): boolean {
  return process.env["K_SERVICE"] !== undefined;
}

/** Whether traces are exported: known without a sound configuration, which each request's line must not need. */
export function tracesExported(): boolean {
  return process.env["OTEL_TRACES_EXPORTER"] === "otlp";
}

/** Unsigned tokens are for the Auth emulator alone: a demo project, and never in the cloud. */
export function refuseUnsafe(given: Config): Config {
  if (given.FIREBASE_AUTH_EMULATOR_HOST === undefined) return given;
  if (given.K_SERVICE !== undefined || !given.GOOGLE_CLOUD_PROJECT.startsWith("demo-")) {
    throw new Error(
      "FIREBASE_AUTH_EMULATOR_HOST makes unsigned tokens count. It is set outside a local demo: unset it, or use a project whose id begins with demo-.",
    );
  }
  return given;
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
