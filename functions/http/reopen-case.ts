import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource } from "#platform/wire/case.ts";

export const reopenCase = httpFunction(
  {
    name: "reopenCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:reopen"],
    summary: "Reopen a closed case, within 30 days of its closing",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) => rules.reopen(current, stamp)),
);
