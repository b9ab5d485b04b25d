import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { explain } from "#domain/explain.ts";
import { config } from "#platform/config.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { Explanation } from "#platform/wire/explanation.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

export const explainAccess = httpFunction(
  {
    name: "explainAccess",
    method: "GET",
    paths: [
      "/{version}/customers/{customer}:explainAccess",
      "/{version}/customers/{customer}/cases/{case}:explainAccess",
    ],
    methodId: "customers.explainAccess",
    summary:
      "Explain which rules let you work with a customer's cases, or with one, and which do not",
    description:
      "Lists every rule of access in order, says which holds for you, and what to do about the " +
      "first that does not. Anyone with a verified token may ask, also without a role here, and " +
      "is told about themselves alone. For a customer or a case that does not exist it answers " +
      "what it answers for a foreign one: 200, and the same rule that does not hold. Show it to " +
      "people who ask why they cannot see something.",
    refusals: [],
    params: { ...casePath, case: casePath.case.optional() },
    query: {},
    reply: Explanation,
  },
  { cases: firestoreCases },
  async ({ principal, params, at: now }, { cases }) => {
    const { customer, case: caseId } = params;
    const found = await cases.find({ principal, customer, caseId });
    const sought = caseId === undefined ? undefined : { found: found.case };
    const portalUrl = config().PORTAL_URL;
    return { rules: explain(found, { customer, sought, now, portalUrl }).map(omitDefaults) };
  },
);
