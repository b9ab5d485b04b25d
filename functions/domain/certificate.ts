import { z } from "zod";
import { Actor } from "./actor.ts";
import { ChildId, EmailAddress } from "./identifiers.ts";
import { Instant } from "./instant.ts";
import { Refusal } from "./refusal.ts";

/** Where recalled data stood, by the name of the part below the case, and how often. */
export const RecalledPlace = z.strictObject({
  place: z.string(),
  count: z.int(),
  /** True for what only agents may know of. */
  internal: z.boolean(),
});
export type RecalledPlace = z.infer<typeof RecalledPlace>;

/** A mail that showed recalled data, and is beyond recall. */
export const SentMail = z.strictObject({
  eventId: ChildId,
  email: EmailAddress,
  /** Absent where it is not known whether the mail server has taken it. */
  sentAt: Instant.optional(),
  internal: z.boolean(),
});
export type SentMail = z.infer<typeof SentMail>;

/** What a recall took out, from where, and what it could not: never the values. Under the id of its history entry. */
export const Certificate = z.strictObject({
  id: ChildId,
  createdAt: Instant,
  actor: Actor,
  reason: z.string(),
  places: z.array(RecalledPlace),
  mails: z.array(SentMail),
  /** How many mails there were beside those that are named. */
  moreMails: z.int(),
  /** The bytes that are to go with the attachments. */
  files: z.array(z.strictObject({ object: z.string(), generation: z.string() })),
});
export type Certificate = z.infer<typeof Certificate>;

/** A certificate names this many mails, the latest, so that it fits into a document. */
export const certifiedMailsMax = 4_000;

/** Refuses a certificate that is not there. */
export function requireCertificate(found: Certificate | undefined): Certificate {
  if (found) return found;
  throw new Refusal("CHILD_NOT_FOUND", "The case has no such certificate.");
}
