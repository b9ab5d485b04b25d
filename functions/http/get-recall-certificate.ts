import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreRecalls } from "#adapters/firestore/recall-store.ts";
import { requireCertificate } from "#domain/certificate.ts";
import { admit } from "#domain/decision.ts";
import { CaseId, ChildId, CustomerId } from "#domain/identifiers.ts";
import { requireMayRecall } from "#domain/recall.ts";
import { httpFunction } from "#platform/http-function.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { certificateResource, RecallCertificateResource } from "#platform/wire/recall.ts";

export const getRecallCertificate = httpFunction(
  {
    name: "getRecallCertificate",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}/recallCertificates/{certificate}"],
    summary:
      "Get what says where recalled data stood; for support agents and the customer's administrators",
    params: { customer: CustomerId, case: CaseId, certificate: ChildId },
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
