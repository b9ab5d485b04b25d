import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { AttachmentResource, attachmentResource } from "#platform/wire/attachment.ts";
import { CommentResource, commentResource } from "#platform/wire/comment.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

const OrderBy = z
  .string()
  .default("")
  .transform((text) => text.trim().toLowerCase().replaceAll(/\s+/g, " "))
  .pipe(
    z.enum(["", "creation_time", "creation_time asc", "creation_time desc"], {
      error: "Give creation_time, creation_time asc or creation_time desc.",
    }),
  );

export const showFeed = httpFunction(
  {
    name: "showFeed",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}:showFeed"],
    summary: "Show what was written, attached and removed, the oldest first unless asked otherwise",
    params: { customer: CustomerId, case: CaseId },
    query: { ...paging, orderBy: OrderBy },
    reply: z.strictObject({
      feedItems: z
        .array(
          z.strictObject({
            eventTime: z.iso.datetime(),
            comment: CommentResource.optional(),
            attachment: AttachmentResource.optional(),
            deletedAttachment: AttachmentResource.optional(),
          }),
        )
        .optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const order = call.query.orderBy.endsWith(" desc") ? "desc" : "asc";
    const listing = { order, page: cases.feed } as const;
    const { items, nextPageToken, audience } = await listChildren(call, cases, listing);
    return omitDefaults({
      feedItems: items.map((item) => ({
        eventTime: item.createdAt,
        [item.kind]:
          item.kind === "comment"
            ? commentResource(item, audience)
            : attachmentResource(item, audience),
      })),
      nextPageToken,
    });
  },
);
