import type { z } from "zod";
import { invalid } from "#domain/refusal.ts";
import { seal, unseal } from "./seal.ts";

/**
 * Page tokens say where a page begins, and are bound to the query and the caller of the first page.
 * They carry no authority: what a page shows is decided anew. They are sealed, because a page may end at
 * something that was not shown.
 */
export function pageToken(cursor: unknown, pageDigest: string): string {
  return seal(cursor, pageDigest);
}

/** The cursor in a token; undefined for the first page. Throws where the token is another query's, or none of ours. */
export function readPageToken<C extends z.ZodType>(
  token: string,
  cursor: C,
  pageDigest: string,
): z.output<C> | undefined {
  if (token === "") return undefined;
  const read = unseal(token, cursor, pageDigest);
  if (read !== undefined) return read;
  throw invalid({
    field: "pageToken",
    description:
      "This is no page of this query: repeat the parameters of the first page, or begin without a token.",
  });
}
