import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import * as rules from "#domain/case-rules.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { Etag } from "#platform/wire/etag.ts";

export const closeCase = httpFunction(
  {
    name: "closeCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:close"],
    methodId: "cases.close",
    summary: "Close a case: the problem no longer occurs",
    description:
      "Closes a case: the problem no longer occurs. Anyone who may work with the case may close " +
      "it, and reopen it for 30 days (`reopenUntil`). The followers are mailed now, and once " +
      "more 3 days before that time is over. Closing a closed case answers 200 with the case as " +
      "it is; nobody is mailed again.",
    refusals: caseRefusals,
    params: casePath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "CloseCaseRequest" }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) => rules.close(current, stamp)),
);
