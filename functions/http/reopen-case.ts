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

export const reopenCase = httpFunction(
  {
    name: "reopenCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases/{case}:reopen"],
    methodId: "cases.reopen",
    summary: "Reopen a closed case, within 30 days of its closing",
    description:
      "Puts a closed case back in progress. Anyone who may work with the case may, until " +
      "`reopenUntil`, 30 days after the closing to the second; support agents always. The " +
      "followers are mailed. Afterwards open a new case that names this one as its " +
      "`relatedCase`. Reopening an open case changes nothing.",
    refusals: [...caseRefusals, "REOPEN_WINDOW_EXPIRED"],
    params: casePath,
    query: {},
    body: z.strictObject({ etag: Etag }).meta({ id: "ReopenCaseRequest" }),
    reply: CaseResource,
  },
  { cases: firestoreCases, events: pubsubEvents },
  (call, services) =>
    changeCase(call, services, ({ case: current }, stamp) => rules.reopen(current, stamp)),
);
