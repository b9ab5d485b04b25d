import { z } from "zod";
import { Attachment, DeletedAttachment } from "./attachment.ts";
import { Comment } from "./comment.ts";

/** What the feed of a case holds: what was written, attached and removed. */
export const FeedEntry = z.discriminatedUnion("kind", [Comment, Attachment, DeletedAttachment]);
export type FeedEntry = z.infer<typeof FeedEntry>;
