import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { fillPage } from "#domain/fill-page.ts";
import { DomainName } from "#domain/identifiers.ts";
import { partnersSeen } from "#domain/relationship.ts";
import { httpFunction } from "#platform/http-function.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { partyRefusals } from "#platform/refusals.ts";
import { PartnerPage, partnerResource } from "#platform/wire/customer.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const listPartners = httpFunction(
  {
    name: "listPartners",
    method: "GET",
    paths: ["/{version}/customers/{customer}/partners"],
    methodId: "customers.partners.list",
    summary:
      "List the customer's partners, former ones too; a partner's users see their own domain",
    description:
      "Lists the customer's partners by their domains, former ones too. The customer's own " +
      "users and support agents see all of them; a partner's users see their own domain alone.",
    refusals: partyRefusals,
    params: customerPath,
    query: paging,
    reply: PartnerPage,
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
