import { z } from "zod";
import { NextPageToken } from "../parameters.ts";
import { AttachmentResource } from "./attachment.ts";
import { CommentResource } from "./comment.ts";

/** In which order a feed is asked for; capitals and blanks say nothing. */
export const FeedOrder = z
  .string()
  .meta({ examples: ["creation_time desc"] })
  .default("")
  .transform((text) => text.trim().toLowerCase().replaceAll(/\s+/g, " "))
  .pipe(
    z.enum(["", "creation_time", "creation_time asc", "creation_time desc"], {
      error: "Give creation_time, creation_time asc or creation_time desc.",
    }),
  )
  .meta({
    description:
      "`creation_time` or `creation_time asc` for the oldest first, as without it; `creation_time desc` for the newest first.",
  });

const FeedItem = z
  .strictObject({
    eventTime: z.iso.datetime().meta({ description: "When it happened." }),
    comment: CommentResource.optional().meta({ description: "What was written." }),
    attachment: AttachmentResource.optional().meta({ description: "The file that was attached." }),
    deletedAttachment: AttachmentResource.optional().meta({
      description: "What is known of a file that was removed.",
    }),
  })
  .meta({
    id: "FeedItem",
    description: "Exactly one of `comment`, `attachment` and `deletedAttachment`.",
  });

export const FeedPage = z
  .strictObject({
    feedItems: z.array(FeedItem).optional().meta({
      description: "The oldest first unless `orderBy` says otherwise; absent where there are none.",
    }),
    nextPageToken: NextPageToken,
  })
  .meta({ id: "ShowFeedResponse", description: "A page of a case's feed." });
