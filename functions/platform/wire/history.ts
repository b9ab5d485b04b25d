import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import { EventType, FieldChange, type HistoryEntry } from "#domain/history.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const HistoryEntryResource = z
  .strictObject({
    eventTime: z.iso.datetime(),
    type: EventType,
    actor: ActorResource,
    changes: z.array(FieldChange).optional(),
    reason: z.string().optional(),
    comment: z.string().optional().meta({ description: "The id of the comment that was written." }),
    attachment: z
      .string()
      .optional()
      .meta({ description: "The id of the file that this is about." }),
    internal: z.literal(true).optional(),
  })
  .meta({ id: "HistoryEntry" });

export function historyResource(
  entry: HistoryEntry,
  names: AgentDirectory | undefined,
): Partial<z.infer<typeof HistoryEntryResource>> {
  return omitDefaults({
    eventTime: entry.createdAt,
    type: entry.type,
    actor: actorResource(entry.actor, names),
    changes: entry.changes,
    reason: entry.reason,
    comment: entry.commentId,
    attachment: entry.attachmentId,
    internal: entry.internal || undefined,
  }) as Partial<z.infer<typeof HistoryEntryResource>>;
}
