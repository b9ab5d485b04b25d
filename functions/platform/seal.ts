import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";
import type { z } from "zod";
import { config } from "./config.ts";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/**
 * A value as an opaque, URL-safe text that nobody else can read or make. `purpose` is bound to it: the
 * text opens for the same purpose alone.
 */
export function seal(value: unknown, purpose: string): string {
  const text = JSON.stringify(value);
  // Drawn from what is sealed, so that the same value has the same text and tells of nothing besides.
  const iv = createHmac("sha256", key()).update(purpose).update(text).digest().subarray(0, ivBytes);
  const cipher = createCipheriv(algorithm, key(), iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The value that was sealed for this purpose; undefined for every other text. */
export function unseal<S extends z.ZodType>(
  text: string,
  schema: S,
  purpose: string,
): z.output<S> | undefined {
  return schema.safeParse(opened(Buffer.from(text, "base64url"), purpose)).data;
}

function opened(sealed: Buffer, purpose: string): unknown {
  try {
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv(algorithm, key(), sealed.subarray(0, ivBytes), options)
      .setAAD(Buffer.from(purpose))
      .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    const text = sealed.subarray(ivBytes + tagBytes);
    return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8"));
  } catch {
    return undefined;
  }
}

function key(): Buffer {
  return createHash("sha256").update(config().PAGE_TOKEN_KEY).digest();
}
