import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { dayOf } from "#domain/instant.ts";
import { Refusal } from "#domain/refusal.ts";
import { isAccepted } from "#domain/topic.ts";
import { topicById } from "#domain/topics/catalogue.ts";
import { httpFunction } from "#platform/http-function.ts";
import { classificationPath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { ForCustomer, LanguageCode, requireOffer } from "#platform/topic-access.ts";
import { ClassificationDetails, classificationDetails } from "#platform/wire/classification.ts";

export const getClassification = httpFunction(
  {
    name: "getClassification",
    method: "GET",
    paths: ["/{version}/caseClassifications/{classification}"],
    methodId: "caseClassifications.get",
    summary: "Get a classification, its questions and the pages to read first",
    description:
      "Returns a classification with the questions to ask before a case is opened, and the " +
      "pages that may make the case needless. Anyone who may work with cases may read it; name " +
      "the `customer` to be told whether its consent is missing. Send the answers as " +
      "`caseAnswers` with the new case.",
    refusals: [...caseRefusals, "CHILD_NOT_FOUND"],
    params: classificationPath,
    query: { customer: ForCustomer, languageCode: LanguageCode },
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
