import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { unshare } from "#domain/followers.ts";
import { CaseId, CustomerId } from "#domain/identifiers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { CaseResource, Subscribers } from "#platform/wire/case.ts";

export const unshareCase = httpFunction(
  {
    name: "unshareCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:unshare"],
    summary: "Take addresses off the followers of a case",
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
      unshare(current, call.body.emailAddresses, stamp),
    ),
);
