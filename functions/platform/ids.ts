import { createHash, randomBytes, randomInt } from "node:crypto";
import { config } from "./config.ts";

/** Twelve digits by chance: no sequence to guess along, and two alike in 100 000 cases once in 200 such sets. */
export function newCaseId(): string {
  return String(randomInt(100_000_000_000, 1_000_000_000_000));
}

export function newChildId(): string {
  return `c${randomBytes(12).toString("hex")}`;
}

export function newAttachmentId(): string {
  return `a${randomBytes(12).toString("hex")}`;
}

export function newEventId(): string {
  return `e${randomBytes(16).toString("hex")}`;
}

/** Drawn from caller and key, so that a repeated request meets the receipt of the first. */
export function receiptIdFor(email: string, key: string): string {
  return `k${digest([email, key])}`;
}

/** The first 192 bits, in hexadecimal, of the SHA-256 of any JSON value, whatever the order of its keys. */
export function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value, inKeyOrder)).digest("hex").slice(0, 48);
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same event and recipient always get the same Message-ID, so that a mail sent twice shows as one. */
export function messageIdFor(eventId: string, email: string): string {
  return `<${eventId}.${digest(email).slice(0, 24)}@${config().MAIL_DOMAIN}>`;
}
