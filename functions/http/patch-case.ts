import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { requireAgent } from "#domain/access.ts";
import * as rules from "#domain/case-rules.ts";
import { setState } from "#domain/desk-rules.ts";
import { maskFaults, parseMask } from "#domain/patch-mask.ts";
import { screen } from "#domain/screening.ts";
import { changeCase } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { casePath } from "#platform/path-parameters.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { CasePatchBody, casePatchQuery } from "#platform/wire/case-bodies.ts";
import { redaction } from "#platform/wire/warning.ts";

export const patchCase = httpFunction(
  {
    name: "patchCase",
    method: "PATCH",
    paths: ["/{version}/customers/{customer}/cases/{case}"],
    methodId: "cases.patch",
    summary: "Change title, severity and followers of a case; agents also its state",
    description:
      "Changes title, severity or followers of a case; everything else stays as it was when the " +
      "case was opened. Anyone who may work with the case may; agents may also set `state`, by " +
      "itself. **Name the fields in `updateMask`: without it all three are written**, so that a " +
      "body without followers removes them all. Agents give a `reason` for another severity. A " +
      "closed case takes other followers only. The followers are mailed; a change of followers " +
      "alone is mailed to the new ones.",
    refusals: [...caseRefusals, "CASE_CLOSED", "PII_DETECTED"],
    params: casePath,
    query: { ...redaction, ...casePatchQuery },
    body: CasePatchBody,
    reply: CaseResource,
    check: ({ query, body }) =>
      maskFaults(casePatchQuery.updateMask.safeParse(query.updateMask).data, body),
  },
  { cases: firestoreCases, events: pubsubEvents, detector: chosenDetector },
  async ({ query, body, ...call }, services) => {
    const named = parseMask(query.updateMask);
    const { reason, ...given } = rules.patchOf(named, { ...body, reason: query.reason });
    const screening = await screen(
      services.detector,
      { displayName: given.displayName, reason },
      { redact: query.redactPii },
    );
    const input = { ...given, ...screening.texts };
    return changeCase({ ...call, screening }, services, ({ standing, case: current }, stamp) => {
      if (named.has("state") && body.state) {
        requireAgent(standing, "set the state of a case");
        return setState(current, body.state, stamp);
      }
      return rules.patch(current, input, stamp);
    });
  },
);
