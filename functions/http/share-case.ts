import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { share } from "#domain/followers.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource, Subscribers } from "#platform/wire/case.ts";

export const shareCase = httpFunction(
  {
    name: "shareCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:share"],
    summary: "Share a case with more addresses, whoever else changes the list meanwhile",
    params: { customer: CustomerId, case: CaseId },
    query: {},
    body: z.strictObject({
      emailAddresses: Subscribers.refine(
        (emails) => emails.length > 0,
        "Give at least one address.",
      ),
      etag: z.string().optional(),
    }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) =>
      share(current, call.body.emailAddresses, stamp),
    ),
);
