import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import { assign, requireAgentNamed } from "#domain/desk-rules.ts";
import { CaseId, CustomerId, EmailAddress } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource } from "#platform/wire/case.ts";

export const assignCase = httpFunction(
  {
    name: "assignCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:assign"],
    summary: "Give a case to a support agent; for agents",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: z.strictObject({ assignee: EmailAddress, etag: z.string().optional() }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ standing, agents, case: current }, stamp) => {
      requireAgent(standing, "assign a case");
      return assign(current, requireAgentNamed(agents, call.body.assignee), stamp);
    }),
);
