import { z } from "zod";
import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { pubsubEvents } from "#adapters/pubsub/publisher.ts";
import { decideOnCustomer, type Found } from "#domain/decision.ts";
import { CustomerId } from "#domain/identifiers.ts";
import { openCase } from "#domain/open-case.ts";
import { invalid } from "#domain/refusal.ts";
import { rehearsalOf } from "#platform/change-case.ts";
import { httpFunction } from "#platform/http-function.ts";
import { newCaseId } from "#platform/ids.ts";
import { noteSeen } from "#platform/record-seen.ts";
import { CaseResource, caseResource } from "#platform/wire/case.ts";
import { caseIdIn } from "#platform/wire/names.ts";
import { NewCaseBody, newCaseFaults, readNewCase } from "#platform/wire/new-case.ts";

const Named = z.object({ name: z.string() });

export const createCase = httpFunction(
  {
    name: "createCase",
    method: "POST",
    paths: ["/{version}/customers/{customer}/cases"],
    summary: "Open a case for a customer",
    params: { customer: CustomerId },
    query: {},
    body: NewCaseBody,
    reply: CaseResource,
    check: newCaseFaults,
    // Without consent no category: what is wrong with answers would tell of its questions.
    faultsAfterAdmission: true,
  },
  { cases: firestoreCases, events: pubsubEvents },
  async (call, { cases, events }) => {
    const { customer } = call.params;
    const { body, faults, form } = call;
    const id = newCaseId();
    const input = faults.length === 0 ? readNewCase(body) : undefined;
    const ask = { ...call.ask, customer, caseId: input?.related?.caseId };
    let grounds: Found | undefined;
    const decision = await cases.change(ask, (found) => {
      grounds = found;
      return decideOnCustomer(found, ask, (admitted, stamp) => {
        if (!input) throw invalid(...faults);
        const change = openCase(id, input, { ...admitted, found, stamp });
        const shown = caseResource(change.case, { ...admitted, form });
        return { change, reply: { ...shown, ...rehearsalOf(ask, change, admitted) } };
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
