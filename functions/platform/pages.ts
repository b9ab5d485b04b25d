import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";
import type { z } from "zod";
import { invalid } from "#domain/refusal.ts";
import { config } from "./config.ts";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/**
 * Page tokens say where a page begins, and are bound to the query and the caller of the first page.
 * They carry no authority: what a page shows is decided anew. They are sealed, because a page may end at
 * something that was not shown.
 */
export function pageToken(cursor: unknown, pageDigest: string): string {
  const text = JSON.stringify(cursor);
  // Drawn from what is sealed, so that the same page has the same token and tells of nothing besides.
  const iv = createHmac("sha256", key())
    .update(pageDigest)
    .update(text)
    .digest()
    .subarray(0, ivBytes);
  const cipher = createCipheriv(algorithm, key(), iv).setAAD(Buffer.from(pageDigest));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The cursor in a token; undefined for the first page. Throws where the token is another query's, or none of ours. */
export function readPageToken<C extends z.ZodType>(
  token: string,
  cursor: C,
  pageDigest: string,
): z.output<C> | undefined {
  if (token === "") return undefined;
  const read = cursor.safeParse(opened(Buffer.from(token, "base64url"), pageDigest));
  if (read.success) return read.data;
  throw invalid({
    field: "pageToken",
    description:
      "This is no page of this query: repeat the parameters of the first page, or begin without a token.",
  });
}

function opened(token: Buffer, pageDigest: string): unknown {
  try {
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv(algorithm, key(), token.subarray(0, ivBytes), options)
      .setAAD(Buffer.from(pageDigest))
      .setAuthTag(token.subarray(ivBytes, ivBytes + tagBytes));
    const sealed = token.subarray(ivBytes + tagBytes);
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8"));
  } catch {
    return undefined;
  }
}

function key(): Buffer {
  return createHash("sha256").update(config().PAGE_TOKEN_KEY).digest();
}
