import { z } from "zod";

const Config = z.object({
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
