import { z } from "zod";
import { Actor } from "./actor.ts";
import { ChildId } from "./identifiers.ts";
import { Instant } from "./instant.ts";

/** Past facts. One change of a case is one history entry and one event, under one id. */
export const EventType = z.enum([
  "case.created",
  "case.changed",
  "case.closed",
  "case.reopened",
  "case.escalated",
  "case.shared",
  "case.unshared",
  "case.assigned",
  "comment.created",
  "note.created",
  "attachment.created",
  "attachment.removed",
  "attachment.quarantined",
  "personalData.recalled",
  "reopenWindow.ending",
  "reopenWindow.ended",
]);
export type EventType = z.infer<typeof EventType>;

const Value = z.union([z.string(), z.boolean(), z.array(z.string())]);

/** A field by its wire name, and its value before and after; absent where it had none. */
export const FieldChange = z
  .strictObject({
    field: z
      .string()
      .meta({ description: "The field by its name in the resource.", examples: ["priority"] }),
    before: Value.optional().meta({ description: "Its value before; absent where it had none." }),
    after: Value.optional().meta({
      description: "Its value afterwards; absent where it has none any more.",
    }),
  })
  .meta({ id: "FieldChange", description: "A field that changed." });
export type FieldChange = z.infer<typeof FieldChange>;

export const HistoryEntry = z.strictObject({
  id: ChildId,
  type: EventType,
  createdAt: Instant,
  actor: Actor,
  changes: z.array(FieldChange),
  /** Why, where the actor said so: the reason of support for another severity. */
  reason: z.string().optional(),
  /** The comment or note that this entry is about. */
  commentId: ChildId.optional(),
  /** The file that this entry is about. */
  attachmentId: ChildId.optional(),
  /** What says where recalled data stood. */
  certificateId: ChildId.optional(),
  /** True for what only agents may see. */
  internal: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
