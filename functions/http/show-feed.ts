import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { httpFunction } from "#platform/http-function.ts";
import { listChildren } from "#platform/list-children.ts";
import { paging } from "#platform/parameters.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { attachmentResource } from "#platform/wire/attachment.ts";
import { commentResource } from "#platform/wire/comment.ts";
import { FeedOrder, FeedPage } from "#platform/wire/feed.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const showFeed = httpFunction(
  {
    name: "showFeed",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}:showFeed"],
    methodId: "cases.showFeed",
    summary: "Show what was written, attached and removed, the oldest first unless asked otherwise",
    description:
      "Lists in one stream what was written, attached and removed, the oldest first unless " +
      "`orderBy` says otherwise. Anyone who may work with the case may read it. Each item holds " +
      "exactly one of `comment`, `attachment` and `deletedAttachment`. Internal notes are shown " +
      "to support agents alone.",
    refusals: caseRefusals,
    params: casePath,
    query: { ...paging, orderBy: FeedOrder },
    reply: FeedPage,
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
