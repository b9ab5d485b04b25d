import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { chosenDetector } from "#adapters/personal-data/chosen-detector.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { decideOnCustomer, type Found } from "#domain/decision.ts";
import { openCase } from "#domain/open-case.ts";
import { invalid } from "#domain/refusal.ts";
import { requireNoPersonalData, screen } from "#domain/screening.ts";
import { rehearsalOf, warningsOf } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newCaseId } from "#platform/ids.ts";
import { customerPath } from "#platform/path-parameters.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { caseRefusals } from "#platform/refusals.ts";
import { CaseResource, caseResource } from "#platform/wire/case.ts";
import { caseIdIn } from "#platform/wire/names.ts";
import {
  NewCaseBody,
  newCaseFaults,
  readNewCase,
  textsIn,
  withTexts,
} from "#platform/wire/new-case.ts";
import { redaction } from "#platform/wire/warning.ts";

const Named = z.object({ name: z.string() });

export const createCase = httpFunction(
  {
    name: "createCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases"],
    methodId: "cases.create",
    summary: "Open a case for a customer",
    description:
      "Opens a case in the state `NEW`. Anyone who may work with the customer's cases may; a " +
      "partner needs the customer's consent. Find the `classification` with " +
      "`caseClassifications:search`. Followers, `contactEmail` and the creator are mailed, but " +
      "not whoever sends this request. Texts are searched for personal data: what is certain is " +
      "refused (`PII_DETECTED`) unless `redactPii=true`, the rest is stored and listed as " +
      "`warnings`. Send a `requestId`: if the answer gets lost, the same request gets it again, " +
      "and no second case is opened.",
    refusals: [...caseRefusals, "PII_DETECTED"],
    params: customerPath,
    query: redaction,
    body: NewCaseBody,
    reply: CaseResource,
    check: newCaseFaults,
    // Without consent no category: what is wrong with answers would tell of its questions.
    faultsAfterAdmission: true,
  },
  { cases: firestoreCases, events: pubsubEvents, detector: chosenDetector },
  async (call, { cases, events, detector }) => {
    const { customer } = call.params;
    const { body, faults, form } = call;
    const id = newCaseId();
    const sound = faults.length === 0;
    const redact = sound && call.query.redactPii;
    const screening = sound ? await screen(detector, textsIn(body), { redact }) : undefined;
    const input = screening && readNewCase(withTexts(body, screening.texts));
    const ask = { ...call.ask, customer, caseId: input?.related?.caseId };
    let grounds: Found | undefined;
    const decision = await cases.change(ask, (found) => {
      grounds = found;
      return decideOnCustomer(found, ask, (admitted, stamp) => {
        if (!input) throw invalid(...faults);
        requireNoPersonalData(screening);
        const change = openCase(id, input, { ...admitted, found, stamp });
        const shown = caseResource(change.case, { ...admitted, form });
        const reply = {
          ...shown,
          ...warningsOf(screening),
          ...rehearsalOf(ask, change, admitted),
        };
        return { change, reply };
      });
    });
    // A repeated request is answered with the case that the first one opened, a rehearsal with none.
    const opened = caseIdIn(Named.parse(decision.reply).name);
    if (grounds && !ask.validateOnly)
      noteSeen(call, grounds, { customer, cases: [opened], list: false });
    if (decision.event) await events.publish(decision.event);
    return decision.reply;
  },
);
