import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { screen } from "#domain/screening.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { EscalateBody } from "#platform/wire/case-bodies.ts";
import { redaction } from "#platform/wire/warning.ts";

export const escalateCase = httpFunction(
  {
    name: "escalateCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:escalate"],
    methodId: "cases.escalate",
    summary: "Escalate an open case of a Premium customer, once",
    description:
      "Escalates an open case, which can be done once. Anyone who may work with the case may, " +
      "if the customer's `supportTier` is `PREMIUM`; others get `ESCALATION_NOT_ENTITLED`. The " +
      "followers are mailed. On a test case the field changes, and nobody is alerted. The " +
      "justification is searched for personal data, as texts of cases are.",
    refusals: [
      ...caseRefusals,
      "CASE_CLOSED",
      "ESCALATION_NOT_ENTITLED",
      "ALREADY_ESCALATED",
      "PII_DETECTED",
    ],
    params: casePath,
    query: redaction,
    body: EscalateBody,
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents, detector: chosenDetector },
  async (call, services) => {
    const { reason, justification: given } = call.body.escalation;
    const redact = call.query.redactPii;
    const screening = await screen(
      services.detector,
      { "escalation.justification": given },
      { redact },
    );
    const justification = screening.texts["escalation.justification"] ?? "";
    return changeCase({ ...call, screening }, services, ({ case: current, custody }, stamp) =>
      rules.escalate(current, { reason, justification }, { stamp, custody }),
    );
  },
);
