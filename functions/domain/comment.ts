import { z } from "zod";
import { Actor } from "./actor.ts";
import type { FeedEntry } from "./feed.ts";
import { ChildId } from "./identifiers.ts";
import { Instant } from "./instant.ts";
import { Refusal } from "./refusal.ts";

export const commentLengthMax = 12_800;

/** One item of a case's feed. `internal` notes exist for agents alone, on every path. */
export const Comment = z.strictObject({
  kind: z.literal("comment"),
  id: ChildId,
  body: z.string(),
  creator: Actor,
  createdAt: Instant,
  internal: z.boolean(),
});
export type Comment = z.infer<typeof Comment>;

/** Refuses a comment that is not there; to all but agents, an internal note is not there. */
export function requireComment(
  found: FeedEntry | undefined,
  { agent }: { agent: boolean },
): Comment {
  if (found?.kind === "comment" && (agent || !found.internal)) return found;
  throw new Refusal("CHILD_NOT_FOUND", "The case has no such comment.");
}
