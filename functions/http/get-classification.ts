import { z } from "zod";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { ChildId } from "#domain/identifiers.ts";
import { dayOf } from "#domain/instant.ts";
import { Refusal } from "#domain/refusal.ts";
import { isAccepted } from "#domain/topic.ts";
import { topicById } from "#domain/topics/catalogue.ts";
import { httpFunction } from "#platform/http-function.ts";
import { ForCustomer, requireOffer } from "#platform/topic-access.ts";
import { ClassificationDetails, classificationDetails } from "#platform/wire/classification.ts";

export const getClassification = httpFunction(
  {
    name: "getClassification",
    method: "GET",
    paths: ["/{version}/caseClassifications/{classification}"],
    summary: "Get a classification, its questions and the pages to read first",
    params: { classification: ChildId },
    query: { customer: ForCustomer, languageCode: z.string().max(50).default("en") },
    reply: ClassificationDetails,
  },
  { custody: firestoreCustody },
  async (call, { custody }) => {
    const { at, params, query } = call;
    await requireOffer(call, custody, query.customer);
    const topic = topicById(params.classification);
    if (topic && isAccepted(topic, dayOf(at)))
      return classificationDetails(topic, query.languageCode);
    throw new Refusal("CHILD_NOT_FOUND", "There is no such classification.", {
      remedy: "Find one by caseClassifications:search.",
    });
  },
);
