import { z } from "zod";
import { invalid } from "#domain/refusal.ts";

/**
 * Page tokens say where a page begins and of which query it is one. They carry no authority: what
 * a page shows is decided anew, so that a token forged or passed on opens nothing.
 */
export function pageToken(cursor: unknown, pageDigest: string): string {
  return Buffer.from(JSON.stringify([pageDigest.slice(0, 16), cursor])).toString("base64url");
}

/** The cursor in a token; undefined for the first page. Throws where the token is another query's, or none of ours. */
export function readPageToken<C extends z.ZodType>(
  token: string,
  cursor: C,
  pageDigest: string,
): z.output<C> | undefined {
  if (token === "") return undefined;
  const pair = Pair.safeParse(decoded(token));
  const read = cursor.safeParse(pair.data?.[1]);
  if (pair.data?.[0] === pageDigest.slice(0, 16) && read.success) return read.data;
  throw invalid({
    field: "pageToken",
    description:
      "This is no page of this query: repeat the parameters of the first page, or begin without a token.",
  });
}

const Pair = z.tuple([z.string(), z.unknown()]);

function decoded(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
