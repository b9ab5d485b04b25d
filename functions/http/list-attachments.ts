import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { AttachmentPage, attachmentResource } from "#platform/wire/attachment.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listAttachments = httpFunction(
  {
    name: "listAttachments",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/attachments"],
    methodId: "cases.attachments.list",
    summary: "List the attachments of a case, the newest first",
    description:
      "Lists the attachments of a case, the newest first. Anyone who may work with the case may " +
      "read them. Removed ones are left out; the feed tells of them.",
    refusals: caseRefusals,
    params: casePath,
    query: paging,
    reply: AttachmentPage,
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
