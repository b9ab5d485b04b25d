import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { share } from "#domain/followers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { FollowersBody } from "#platform/wire/case-bodies.ts";

export const shareCase = httpFunction(
  {
    name: "shareCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:share"],
    methodId: "cases.share",
    summary: "Share a case with more addresses, whoever else changes the list meanwhile",
    description:
      "Adds addresses to the case's followers, whatever anyone else changes meanwhile. Anyone " +
      "who may work with the case may, on closed cases too. The new followers are mailed, and " +
      "get alerts from then on; sharing never lets anyone open what they could not open before. " +
      "Addresses that follow already are no fault.",
    refusals: caseRefusals,
    params: casePath,
    query: {},
    body: FollowersBody,
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) =>
      share(current, call.body.emailAddresses, stamp),
    ),
);
