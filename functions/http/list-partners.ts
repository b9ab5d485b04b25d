import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { fillPage } from "#domain/fill-page.ts";
import { CustomerId, DomainName } from "#domain/identifiers.ts";
import { partnersSeen } from "#domain/relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { PartnerRelationshipResource, partnerResource } from "#platform/wire/customer.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listPartners = httpFunction(
  {
    name: "listPartners",
    method: "GET",
    paths: ["/{version}/customers/{customer}/partners"],
    summary:
      "List the customer's partners, former ones too; a partner's users see their own domain",
    params: { customer: CustomerId },
    query: paging,
    reply: z.strictObject({
      partners: z.array(PartnerRelationshipResource).optional(),
      nextPageToken: z.string().optional(),
    }),
  },
  { custody: firestoreCustody },
  async ({ principal, params: { customer }, at, form, query, pageDigest }, { custody }) => {
    const first = readPageToken(query.pageToken, DomainName, pageDigest);
    const seen = partnersSeen(await custody.find(principal, customer), customer, at);
    const { items, next } = await fillPage({
      size: query.pageSize,
      after: first,
      exact: true,
      // All of them stand in the one document that was read.
      fetch: async (after = "", limit) =>
        seen.filter(({ domain }) => domain > after).slice(0, limit),
      keep: () => true,
      cursorOf: ({ domain }) => domain,
    });
    return omitDefaults({
      partners: items.map((partner) => partnerResource(customer, partner, form)),
      nextPageToken: next === undefined ? "" : pageToken(next, pageDigest),
    });
  },
);
