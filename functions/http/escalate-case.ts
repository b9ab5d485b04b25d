import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { screen } from "#domain/screening.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource, EscalationBody } from "#platform/wire/case.ts";
import { redaction } from "#platform/wire/warning.ts";

export const escalateCase = httpFunction(
  {
    name: "escalateCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:escalate"],
    summary: "Escalate an open case of a Premium customer, once",
    params: { customer: CustomerId, case: CaseId },
    query: redaction,
    body: z.strictObject({ escalation: EscalationBody, etag: z.string().optional() }),
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
