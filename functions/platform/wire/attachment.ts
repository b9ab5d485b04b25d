import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import {
  type Attachment,
  AttachmentState,
  type DeletedAttachment,
  QuarantineCause,
} from "#domain/attachment.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { Rehearsal } from "./rehearsal.ts";
import { warnings } from "./warning.ts";

export const AttachmentResource = z
  .strictObject({
    name: z.string(),
    filename: z.string(),
    mimeType: z.string(),
    sizeBytes: z
      .string()
      .optional()
      .meta({ description: "A 64-bit number; absent where it is 0." }),
    creator: ActorResource,
    createTime: z.iso.datetime(),
    state: AttachmentState.optional().meta({
      description: "Only AVAILABLE files can be downloaded. Absent for removed ones.",
    }),
    scanned: z.literal(true).optional().meta({ description: "A malware scanner looked at it." }),
    archive: z.literal(true).optional().meta({
      description: "An archive: kept as it is, its contents were not searched for personal data.",
    }),
    unsearched: z.literal(true).optional().meta({
      description: "Its text could not be read, and was not searched for personal data.",
    }),
    quarantineCause: QuarantineCause.optional(),
    deleteTime: z.iso.datetime().optional(),
    remover: ActorResource.optional(),
    reason: z.string().optional().meta({ description: "Why it was removed." }),
    rehearsal: Rehearsal.optional(),
    ...warnings,
  })
  .meta({ id: "Attachment" });
export type AttachmentResource = z.infer<typeof AttachmentResource>;

export type AttachmentAudience = { of: CaseKey; form: NameForm; names: AgentDirectory | undefined };

/** A file as one caller sees it: what it is called, how large it is, whether it can be had, and what became of it. */
export function attachmentResource(
  shown: Attachment | DeletedAttachment,
  { of, form, names }: AttachmentAudience,
): Partial<AttachmentResource> {
  const { id, filename, mimeType, sizeBytes } = shown;
  return omitDefaults({
    name: `${caseName(of, form)}/attachments/${id}`,
    filename,
    mimeType,
    sizeBytes: sizeBytes === 0 ? undefined : String(sizeBytes),
    creator: actorResource(shown.creator, names),
    ...(shown.kind === "attachment"
      ? {
          createTime: shown.createdAt,
          state: shown.state,
          scanned: shown.scanned || undefined,
          archive: shown.archive || undefined,
          unsearched: shown.unsearched,
          quarantineCause: shown.quarantineCause,
        }
      : {
          createTime: shown.attachedAt,
          deleteTime: shown.createdAt,
          remover: actorResource(shown.remover, names),
          reason: shown.reason,
        }),
  }) as Partial<AttachmentResource>;
}
