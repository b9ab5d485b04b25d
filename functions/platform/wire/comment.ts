import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import { type Comment, commentLengthMax } from "#domain/comment.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { NextPageToken } from "../parameters.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { Etag } from "./etag.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { rehearsal } from "./rehearsal.ts";
import { limitedText, outputOnly } from "./text.ts";
import { warnings } from "./warning.ts";

export const CommentResource = z
  .strictObject({
    name: z.string().meta({
      description: "The comment's name.",
      examples: ["customers/1001/cases/310000001001/comments/c5e81b07f3a2d94c6b18e7f20"],
    }),
    body: z.string().meta({
      description: "The text, plain and of at most 12,800 characters.",
      examples: ["It began at 07:40."],
    }),
    plainTextBody: z.string().meta({ description: "The same as `body`, for older clients." }),
    creator: ActorResource.meta({ description: "Who wrote it." }),
    createTime: z.iso.datetime().meta({ description: "When it was written." }),
    internal: z.literal(true).optional().meta({
      description: "True for a note that only support agents see; else absent.",
    }),
    ...rehearsal,
    ...warnings,
  })
  .meta({ id: "Comment", description: "A comment on a case; never changed, never deleted." });
export type CommentResource = z.infer<typeof CommentResource>;

export const CommentPage = z
  .strictObject({
    comments: z.array(CommentResource).optional().meta({
      description: "The newest first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListCommentsResponse", description: "A page of comments." });

/** What writes a comment. */
export const NewCommentBody = z
  .strictObject({
    ...outputOnly("name", "creator", "createTime", "plainTextBody", "warnings"),
    body: limitedText(commentLengthMax).meta({
      description: "The text, plain and of at most 12,800 characters.",
      examples: ["It began at 07:40."],
    }),
    internal: z.boolean().optional().meta({
      description: "`true` for a note that only agents see; for agents alone.",
    }),
    etag: Etag,
  })
  .meta({ id: "NewComment" });

export type CommentAudience = { of: CaseKey; form: NameForm; names: AgentDirectory | undefined };

export function commentResource(
  comment: Comment,
  { of, form, names }: CommentAudience,
): Partial<CommentResource> {
  return omitDefaults({
    name: `${caseName(of, form)}/comments/${comment.id}`,
    body: comment.body,
    plainTextBody: comment.body,
    creator: actorResource(comment.creator, names),
    createTime: comment.createdAt,
    internal: comment.internal || undefined,
  }) as Partial<CommentResource>;
}
