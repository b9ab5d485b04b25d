import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import { EventType, FieldChange, type HistoryEntry } from "#domain/history.ts";
import { NextPageToken } from "../parameters.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { omitDefaults } from "./omit-defaults.ts";

export const HistoryEntryResource = z
  .strictObject({
    eventTime: z.iso.datetime().meta({ description: "When it happened." }),
    type: EventType.meta({ description: "What happened.", examples: ["case.changed"] }),
    actor: ActorResource.meta({ description: "Who did it; `Support portal` where nobody did." }),
    changes: z.array(FieldChange).optional().meta({
      description: "Every field that changed; absent where none did.",
    }),
    reason: z.string().optional().meta({
      description: "Why, where the actor said so.",
    }),
    comment: z.string().optional().meta({
      description: "The id of the comment that was written; absent where it was none.",
    }),
    attachment: z.string().optional().meta({
      description: "The id of the file that this is about; absent where it is about none.",
    }),
    internal: z.literal(true).optional().meta({
      description: "True for what only support agents see; else absent.",
    }),
  })
  .meta({ id: "HistoryEntry", description: "One change of a case." });

export const HistoryPage = z
  .strictObject({
    historyEntries: z.array(HistoryEntryResource).optional().meta({
      description: "The oldest first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListHistoryResponse", description: "A page of history." });

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
