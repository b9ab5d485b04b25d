import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource } from "#platform/wire/case.ts";

export const closeCase = httpFunction(
  {
    name: "closeCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:close"],
    summary: "Close a case: the problem no longer occurs",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: z.strictObject({ etag: z.string().optional() }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) => rules.close(current, stamp)),
);
