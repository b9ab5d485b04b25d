import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { unshare } from "#domain/followers.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { FollowersBody } from "#platform/wire/case-bodies.ts";

export const unshareCase = httpFunction(
  {
    name: "unshareCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:unshare"],
    methodId: "cases.unshare",
    summary: "Take addresses off the followers of a case",
    description:
      "Takes addresses off the case's followers: they get no more alerts. Anyone who may work " +
      "with the case may, on closed cases too. Nobody is mailed. Addresses that do not follow " +
      "are no fault.",
    refusals: caseRefusals,
    params: casePath,
    query: {},
    body: FollowersBody,
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) =>
      unshare(current, call.body.emailAddresses, stamp),
    ),
);
