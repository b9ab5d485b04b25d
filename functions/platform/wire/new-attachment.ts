import { z } from "zod";
import { transferBytesMax, uploadBytesMax } from "#domain/attachment.ts";
import { isAllowed, isPicture } from "#domain/attachment-types.ts";
import { Filename } from "#domain/filename.ts";
import { Refusal, type Violation } from "#domain/refusal.ts";
import { config } from "../config.ts";
import type { Given } from "../contract.ts";
import { Etag } from "./etag.ts";
import { outputOnly } from "./text.ts";

/** How Google's client names a file where the body is nothing but its bytes. */
const inQuery = "attachment.filename";

export const filenameQuery = {
  [inQuery]: Filename.optional().meta({
    description:
      "The file's name, where the body is nothing but its bytes: of at most 255 characters.",
    examples: ["mail.log"],
  }),
};

/** The attachment in a body that brings a file. */
export const UploadBody = z
  .strictObject({
    attachment: z
      .strictObject({
        ...outputOnly("name", "creator", "createTime", "sizeBytes", "mimeType", "state", "scanned"),
        ...outputOnly("archive", "unsearched", "quarantineCause", "warnings", "rehearsal"),
        filename: Filename.optional().meta({
          description:
            "The file's name, of at most 255 characters. Required here or as the parameter `attachment.filename`.",
          examples: ["mail.log"],
        }),
      })
      .optional()
      .meta({ description: "What the file is called." }),
    etag: Etag,
  })
  .meta({
    id: "UploadAttachmentRequest",
    description: "What comes with a file's bytes, or alone for an empty file.",
  });

const Named = z.looseObject({ filename: z.string() });

/** A file needs one name: in the body, or in the address. */
export function filenameFaults({ query, body }: Given): Violation[] {
  const named = [Named.safeParse(body["attachment"]).data?.filename, query[inQuery]].filter(
    (name) => name !== undefined,
  );
  if (new Set(named).size === 1) return [];
  const description =
    named.length === 0
      ? "This is required: give it in the body, or as the parameter attachment.filename."
      : "Give one name: in the body or as a parameter, or both alike.";
  return [{ field: inQuery, description }];
}

/** The name, from wherever it was given; `filenameFaults` has seen to it that there is one. */
export function filenameIn(
  body: z.output<typeof UploadBody>,
  query: { [inQuery]?: string | undefined },
): string {
  return Filename.parse(body.attachment?.filename ?? query[inQuery]);
}

/** Refuses a file that is larger than the upload endpoint takes. */
export function requireUploadSize(sizeBytes: number): void {
  if (sizeBytes <= uploadBytesMax) return;
  throw new Refusal("BODY_TOO_LARGE", `A file has at most ${uploadBytesMax} bytes here.`, {
    remedy: "Larger files, up to 1 GiB, are attached by attachments:startUpload.",
  });
}

/** A number of bytes, as proto3 JSON has 64-bit integers: in text; a number is taken too. */
export const SizeBytes = z
  .union([z.string().regex(/^\d{1,15}$/), z.int()], { error: "Give a number of bytes." })
  .transform(Number)
  .refine(
    (size) => size >= 0 && size <= transferBytesMax,
    `Give at most ${transferBytesMax}: 1 GiB.`,
  );

/** What the sender says that the file is. */
export const MimeType = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/, "Give a type such as image/png.");

const Sized = z.looseObject({
  attachment: z.looseObject({ mimeType: MimeType, sizeBytes: SizeBytes }),
});

/** What is known from the type and the size alone, before anything is sent. */
export function sizeFaults({ body }: Given): Violation[] {
  const given = Sized.safeParse(body).data?.attachment;
  if (!given) return [];
  const { mimeType, sizeBytes } = given;
  return [
    ...(isAllowed(mimeType, config().ATTACHMENT_TYPES)
      ? []
      : [{ field: "attachment.mimeType", description: "Files of this type are not taken here." }]),
    ...(isPicture(mimeType) && sizeBytes > uploadBytesMax
      ? [{ field: "attachment.sizeBytes", description: pictureSizeFault }]
      : []),
  ];
}

export const pictureSizeFault = `A picture has at most ${uploadBytesMax} bytes.`;

const Crc32c = z.string().regex(/^[A-Za-z0-9+/]{6}==$/, "Give 4 bytes in base64.");
const Md5 = z.string().regex(/^[A-Za-z0-9+/]{22}==$/, "Give 16 bytes in base64.");

/** What the sender states of the bytes that it has written. */
export const FinishUploadBody = z
  .strictObject({
    uploadToken: z.string().max(4_000).meta({
      description:
        "What `attachments:startUpload` answered; counts for six hours, for you and this case alone.",
    }),
    crc32c: Crc32c.optional().meta({
      description:
        "The CRC32C of the bytes: 4 bytes, big-endian, in base64. This or `md5Hash` is required.",
      examples: ["yZRlqg=="],
    }),
    md5Hash: Md5.optional().meta({
      description: "The MD5 of the bytes: 16 bytes in base64. This or `crc32c` is required.",
      examples: ["XrY7u+Ae7tCTyyK7j1rNww=="],
    }),
    etag: Etag,
  })
  .meta({ id: "FinishUploadRequest" });

/** An upload is linked only where one checksum at least says that these are the bytes that were meant. */
export function checksumFaults({ body }: Given): Violation[] {
  if (body["crc32c"] !== undefined || body["md5Hash"] !== undefined) return [];
  return [{ field: "crc32c", description: "Give the CRC32C or the MD5 (md5Hash) of the file." }];
}
