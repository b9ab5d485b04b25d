import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { explain } from "#domain/explain.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { config } from "#platform/config.ts";
import { httpFunction } from "#platform/http-function.ts";
import { omitDefaults } from "#platform/wire/omit-defaults.ts";

const ExplainedRuleResource = z.strictObject({
  number: z.int(),
  rule: z.string(),
  outcome: z.enum(["HELD", "NOT_HELD", "UNDECIDED"]),
  remedies: z.array(z.string()).optional().meta({ description: "What you can do about it." }),
});

export const explainAccess = httpFunction(
  {
    name: "explainAccess",
    method: "GET",
    paths: [
      "/{version}/customers/{customer}:explainAccess",
      "/{version}/customers/{customer}/cases/{case}:explainAccess",
    ],
    summary:
      "Explain which rules let you work with a customer's cases, or with one, and which do not",
    params: { customer: CustomerId, case: CaseId.optional() },
    query: {},
    reply: z.strictObject({ rules: z.array(ExplainedRuleResource) }),
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
