import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import type { Comment } from "#domain/comment.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { Rehearsal } from "./rehearsal.ts";
import { warnings } from "./warning.ts";

export const CommentResource = z
  .strictObject({
    name: z.string(),
    body: z.string(),
    plainTextBody: z.string(),
    creator: ActorResource,
    createTime: z.iso.datetime(),
    internal: z.literal(true).optional().meta({ description: "A note for support agents alone." }),
    rehearsal: Rehearsal.optional(),
    ...warnings,
  })
  .meta({ id: "Comment" });
export type CommentResource = z.infer<typeof CommentResource>;

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
