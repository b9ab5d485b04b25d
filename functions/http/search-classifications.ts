import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { miniSearchTopics } from "#adapters/minisearch/topic-search.ts";
import { dayOf } from "#domain/instant.ts";
import { findTopics } from "#domain/topic-query.ts";
import { topics } from "#domain/topics/catalogue.ts";
import { httpFunction } from "#platform/http-function.ts";
import { ProductLine } from "#platform/list-cases.ts";
import { pageToken, readPageToken } from "#platform/pages.ts";
import { paging } from "#platform/parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { ForCustomer, LanguageCode, requireOffer } from "#platform/topic-access.ts";
import { ClassificationPage, classificationResource } from "#platform/wire/classification.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const searchClassifications = httpFunction(
  {
    name: "searchClassifications",
    method: "GET",
    paths: ["/{version}/caseClassifications:search"],
    methodId: "caseClassifications.search",
    summary: "Find the classification of a problem by words, typing errors and all",
    description:
      "Finds what a problem may be classified as, the best first, by words in the user's " +
      "language; typing errors and synonyms are allowed for. Without a `query` it lists all. " +
      "Anyone who may work with cases may ask; with `customer` named, a partner is refused " +
      "without that customer's consent. An `id` stays valid for new cases at least six months " +
      "after it was last offered.",
    refusals: caseRefusals,
    params: {},
    query: {
      ...paging,
      query: z.string().default("").meta({
        description:
          'Words of the problem, at most 500 characters, or a pattern such as `display_name:"*Gmail*"`. Absent: all.',
      }),
      customer: ForCustomer,
      languageCode: LanguageCode,
      "product.productLine": ProductLine,
    },
    reply: ClassificationPage,
  },
  { custody: firestoreCustody, search: () => miniSearchTopics(topics) },
  async (call, { custody, search }) => {
    const { query, at, pageDigest } = call;
    await requireOffer(call, custody, query.customer);
    const line = query["product.productLine"] ?? "PRODUCT_LINE_UNSPECIFIED";
    const wanted = { ...query, onDay: dayOf(at) };
    const found = line === "PRODUCT_LINE_UNSPECIFIED" ? findTopics(topics, wanted, search) : [];
    const from = readPageToken(query.pageToken, z.int().nonnegative(), pageDigest) ?? 0;
    const end = from + query.pageSize;
    return omitDefaults({
      caseClassifications: found
        .slice(from, end)
        .map((topic) => classificationResource(topic, query.languageCode)),
      nextPageToken: end < found.length ? pageToken(end, pageDigest) : "",
    });
  },
);
