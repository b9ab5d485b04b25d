import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { AttachmentResource, attachmentResource } from "#platform/wire/attachment.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listAttachments = httpFunction(
  {
    name: "listAttachments",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments"],
    summary: "List the attachments of a case, the newest first",
    params: { customer: CustomerId, case: CaseId },
    query: paging,
    reply: z.strictObject({
      attachments: z.array(AttachmentResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const listing = { order: "desc", page: cases.attachments } as const;
    const { items, nextPageToken, audience } = await listChildren(call, cases, listing);
    return omitDefaults({
      attachments: items.map((attachment) => attachmentResource(attachment, audience)),
      nextPageToken,
    });
  },
);
