import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { cloudStorageFiles } from "#adapters/storage/file-store.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { recallData } from "#platform/recall-data.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { RecallBody, RecallCertificateResource, readRecall } from "#platform/wire/recall.ts";

export const recallPersonalData = httpFunction(
  {
    name: "recallPersonalData",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:recallPersonalData"],
    methodId: "cases.recallPersonalData",
    summary:
      "Take personal data out of a case, for good; for support agents and the customer's administrators",
    description:
      "Takes personal data out of a case wherever it stands: texts, earlier titles, history, " +
      "search index, attachments and mail not yet sent. Only support agents and the customer's " +
      "administrators may, and nothing brings it back. Name exact `texts`, whole `fields`, " +
      "`attachments`, or have all that is `detected` taken. The answer certifies where the data " +
      "stood and what cannot be recalled, such as mail already sent. Nobody is mailed.",
    refusals: [...caseRefusals, "PII_DETECTED"],
    params: casePath,
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
