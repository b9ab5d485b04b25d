import { z } from "zod";
import type { AgentDirectory } from "#domain/actor.ts";
import {
  type Attachment,
  AttachmentState,
  type DeletedAttachment,
  QuarantineCause,
} from "#domain/attachment.ts";
import type { CaseKey } from "#domain/identifiers.ts";
import { NextPageToken } from "../parameters.ts";
import type { NameForm } from "../route-path.ts";
import { ActorResource, actorResource } from "./actor.ts";
import { Etag } from "./etag.ts";
import { caseName } from "./names.ts";
import { omitDefaults } from "./omit-defaults.ts";
import { rehearsal } from "./rehearsal.ts";
import { limitedText } from "./text.ts";
import { warnings } from "./warning.ts";

export const AttachmentResource = z
  .strictObject({
    name: z.string().meta({
      description: "The attachment's name; add `:download` to get the bytes.",
      examples: ["customers/1001/cases/310000001001/attachments/a4f0c91d2b7e6a3385d1c0ff2"],
    }),
    filename: z.string().meta({
      description: "What the file is called; may hold path characters, so never use it as a path.",
      examples: ["mail.log"],
    }),
    mimeType: z
      .string()
      .meta({ description: "The type, told from the bytes.", examples: ["text/plain"] }),
    sizeBytes: z
      .string()
      .optional()
      .meta({
        description: "The size in bytes, a 64-bit number as text; absent where it is 0.",
        examples: ["46"],
      }),
    creator: ActorResource.meta({ description: "Who attached it." }),
    createTime: z.iso.datetime().meta({ description: "When it was attached." }),
    state: AttachmentState.optional().meta({
      description:
        "`SCANNING` is being looked at and `AVAILABLE` can be downloaded; `QUARANTINED` is never handed out, and of `LOST` the bytes are gone. Absent for removed ones.",
    }),
    scanned: z.literal(true).optional().meta({
      description: "True where a malware scanner looked at it; else absent.",
    }),
    archive: z.literal(true).optional().meta({
      description:
        "True for an archive, which is kept as it is and not searched for personal data; else absent.",
    }),
    unsearched: z.literal(true).optional().meta({
      description:
        "True where its text could not be read, and was not searched for personal data; else absent.",
    }),
    quarantineCause: QuarantineCause.optional().meta({
      description:
        "Why it is `QUARANTINED`: it does harm, could not be scanned in full, or holds personal data. Else absent.",
    }),
    deleteTime: z.iso.datetime().optional().meta({
      description: "When it was removed; absent unless it was.",
    }),
    remover: ActorResource.optional().meta({
      description: "Who removed it; absent unless it was removed.",
    }),
    reason: z.string().optional().meta({
      description: "Why it was removed; absent unless it was.",
    }),
    ...rehearsal,
    ...warnings,
  })
  .meta({ id: "Attachment", description: "A file of a case, without its bytes." });
export type AttachmentResource = z.infer<typeof AttachmentResource>;

export const AttachmentPage = z
  .strictObject({
    attachments: z.array(AttachmentResource).optional().meta({
      description: "The newest first; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ListAttachmentsResponse", description: "A page of attachments." });

export const RemoveAttachmentBody = z
  .strictObject({
    reason: limitedText(1_000).meta({
      description: "Why it is removed, in at most 1,000 characters; stays in the feed.",
      examples: ["It shows another customer's data."],
    }),
    etag: Etag,
  })
  .meta({ id: "RemoveAttachmentRequest" });

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
