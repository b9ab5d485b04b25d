import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { recallData } from "#platform/recall-data.ts";
import { RecallBody, RecallCertificateResource, readRecall } from "#platform/wire/recall.ts";

export const recallPersonalData = httpFunction(
  {
    name: "recallPersonalData",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:recallPersonalData"],
    summary:
      "Take personal data out of a case, for good; for support agents and the customer's administrators",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: RecallBody,
    reply: RecallCertificateResource,
  },
  {
    recalls: firestoreRecalls,
    events: pubsubEvents,
    files: cloudStorageFiles,
    detector: chosenDetector,
  },
  (call, services) =>
    recallData(call, services, {
      ...readRecall(call.body),
      detected: call.body.detected ?? false,
    }),
);
