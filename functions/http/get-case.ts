import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { admit } from "#domain/decision.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource, caseResource } from "#platform/wire/case.ts";

export const getCase = httpFunction(
  {
    name: "getCase",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}"],
    methodId: "cases.get",
    summary: "Get a case",
    description:
      "Returns a case with its present state. Anyone who may work with the case may read it. A " +
      "case that does not exist and one that you may not see answer alike: 403 `NOT_VISIBLE`.",
    refusals: caseRefusals,
    params: casePath,
    query: {},
    reply: CaseResource,
  },
  { cases: firestoreCases },
  async (call, { cases }) => {
    const { principal, params, at, form } = call;
    const { customer, case: caseId } = params;
    const found = await cases.find({ principal, customer, caseId });
    const { case: shown, standing, agents } = admit(found, { customer, at });
    noteSeen(call, found, { customer, cases: [caseId], list: false });
    return caseResource(shown, { standing, agents, form });
  },
);
