import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { admit } from "#domain/decision.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { httpFunction } from "#platform/http-function.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { CaseResource, caseResource } from "#platform/wire/case.ts";

export const getCase = httpFunction(
  {
    name: "getCase",
    method: "GET",
    paths: ["/{version}/customers/{customer}/cases/{case}"],
    summary: "Get a case",
    params: { customer: CustomerId, case: CaseId },
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
