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
import { ForCustomer, requireOffer } from "#platform/topic-access.ts";
import { ClassificationResource, classificationResource } from "#platform/wire/classification.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const searchClassifications = httpFunction(
  {
    name: "searchClassifications",
    method: "GET",
    paths: ["/{version}/caseClassifications:search"],
    summary: "Find the classification of a problem by words, typing errors and all",
    params: {},
    query: {
      ...paging,
      query: z.string().default(""),
      customer: ForCustomer,
      languageCode: z.string().max(50).default("en"),
      "product.productLine": ProductLine,
    },
    reply: z.strictObject({
      caseClassifications: z.array(ClassificationResource).optional(),
      nextPageToken: z.string().optional(),
    }),
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
