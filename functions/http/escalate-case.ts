import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource, EscalationBody } from "#platform/wire/case.ts";

export const escalateCase = httpFunction(
  {
    name: "escalateCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:escalate"],
    summary: "Escalate an open case of a Premium customer, once",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: z.strictObject({ escalation: EscalationBody, etag: z.string().optional() }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current, custody }, stamp) =>
      rules.escalate(current, call.body.escalation, { stamp, custody }),
    ),
);
