import { z } from "zod";
import { Filename } from "#domain/filename.ts";
import { Etag } from "./etag.ts";
import { MimeType, SizeBytes } from "./new-attachment.ts";

/** What is agreed before a file is written to a signed address. */
export const StartUploadBody = z
  .strictObject({
    attachment: z
      .strictObject({
        filename: Filename.meta({
          description: "The file's name, of at most 255 characters.",
          examples: ["screen-recording.mp4"],
        }),
        mimeType: MimeType.meta({
          description: "Its type as the client knows it; PUT with the same `Content-Type`.",
        }),
        sizeBytes: SizeBytes.meta({
          description:
            "Its exact size in bytes, as text or number: 1 GiB at most, pictures 25 MiB.",
        }),
      })
      .meta({ description: "The file that is to be written." }),
    etag: Etag,
  })
  .meta({ id: "StartUploadRequest" });

export const StartedUpload = z
  .strictObject({
    uploadUrl: z.url().optional().meta({
      description: "PUT the bytes here, once. Absent in a rehearsal.",
    }),
    headers: z.record(z.string(), z.string()).optional().meta({
      description: "To be sent with the PUT, exactly these. Absent in a rehearsal.",
    }),
    expireTime: z.iso.datetime().meta({
      description: "Until when the address takes the file: an hour from now.",
    }),
    uploadToken: z.string().optional().meta({
      description:
        "Finishes the upload within six hours, for you and this case alone. Absent in a rehearsal.",
    }),
  })
  .meta({ id: "StartedUpload", description: "Where and how to write the bytes of one file." });

export const SignedDownload = z
  .strictObject({
    signedUrl: z.url().meta({ description: "GET the bytes here, without a token." }),
    expireTime: z.iso.datetime().meta({
      description: "Until when the address works: five minutes from now.",
    }),
  })
  .meta({ id: "SignedDownload", description: "An address from which a file can be downloaded." });
