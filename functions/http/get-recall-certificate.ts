import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { requireCertificate } from "#domain/certificate.ts";
import { admit } from "#domain/decision.ts";
import { requireMayRecall } from "#domain/recall.ts";
import { httpFunction } from "#platform/http-function.ts";
import { certificatePath } from "#platform/path-parameters.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { certificateResource, RecallCertificateResource } from "#platform/wire/recall.ts";

export const getRecallCertificate = httpFunction(
  {
    name: "getRecallCertificate",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/recallCertificates/{certificate}"],
    methodId: "cases.recallCertificates.get",
    summary:
      "Get what says where recalled data stood; for support agents and the customer's administrators",
    description:
      "Returns what a recall of personal data took out of the case, from where, and which mails " +
      "it could not call back. The texts themselves are never told. Only support agents and the " +
      "customer's administrators may.",
    refusals: [...caseRefusals, "CHILD_NOT_FOUND"],
    params: certificatePath,
    query: {},
    reply: RecallCertificateResource,
  },
  { cases: firestoreCases, recalls: firestoreRecalls },
  async (call, { cases, recalls }) => {
    const { principal, params, at, form } = call;
    const of = { customer: params.customer, caseId: params.case };
    const found = await cases.find({ principal, ...of });
    const { standing, agents } = admit(found, { customer: of.customer, at });
    requireMayRecall(found, standing, of.customer);
    const certificate = requireCertificate(await recalls.certificate(of, params.certificate));
    noteSeen(call, found, { customer: of.customer, cases: [of.caseId], list: false });
    return certificateResource(certificate, {
      of,
      form,
      names: standing.agent ? agents : undefined,
    });
  },
);
