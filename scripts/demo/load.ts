import { firestoreCases } from "#adapters/firestore/case-store.ts";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { putPeople } from "#adapters/firestore/people-store.ts";
import { firestoreEvents } from "#adapters/firestore/receipts.ts";
import type { Case } from "#domain/case.ts";
import * as rules from "#domain/case-rules.ts";
import type { Change, Stamp } from "#domain/change.ts";
import { comment, note } from "#domain/comment-rules.ts";
import type { Progress } from "#domain/customer.ts";
import { type Decision, decideOnCase, decideOnCustomer } from "#domain/decision.ts";
import { openCase } from "#domain/open-case.ts";
import type { Principal } from "#domain/person.ts";
import { digest, newEventId } from "#platform/ids.ts";
import { type DemoCase, demoCases } from "./cases.ts";
import { custodies } from "./custodies.ts";
import { people } from "./people.ts";

/**
 * Loads the demo data of design section 4 into an empty database, by the product's own rules: each
 * case is opened at its time by its person under the custody of that time. Its events count as
 * delivered, so that nobody is mailed about the past.
 */
export async function loadDemo(): Promise<void> {
  await putPeople(people);
  const custody = firestoreCustody();
  const now = new Date().toISOString();
  for (const each of custodies) {
    const event = await custody.put(each.customer, { at: now, eventId: newEventId() }, () => each);
    await firestoreEvents().confirm(event, now);
  }
  await Promise.all(demoCases.map(loadCase));
  for (const { customer } of custodies) {
    // Opened in the past, cases are visible to the partners of then; the index must know those of now.
    let progress: Progress | undefined;
    do progress = await custody.reindex(customer, now, progress);
    while (progress);
  }
}

async function loadCase(demo: DemoCase): Promise<void> {
  const { customer, id: caseId } = demo;
  await written(demo, (found, ask) =>
    decideOnCustomer(found, ask, (admitted, stamp) => {
      const { displayName, description, topicId, priority } = demo;
      const input = { displayName, description, topicId, priority, answers: [] };
      const more = { languageCode: "en", testCase: false, subscriberEmailAddresses: [] };
      const change = openCase(caseId, { ...input, ...more }, { ...admitted, found, stamp });
      return { change, reply: {} };
    }),
  );
  const change = (
    step: { by: string; at: string },
    rule: (current: Case, stamp: Stamp) => Change,
  ) =>
    written({ ...step, customer, caseId }, (found, ask) =>
      decideOnCase(found, ask, (sight, stamp) => ({ change: rule(sight.case, stamp), reply: {} })),
    );
  for (const said of demo.comments ?? []) {
    const rule = said.internal ? note : comment;
    await change(said, (current, stamp) => rule(current, { id: said.id, body: said.body }, stamp));
  }
  if (demo.closed) await change(demo.closed, rules.close);
}

type Step = { by: string; at: string; customer: string; caseId?: string };
type Asked = Parameters<typeof decideOnCase>[1];

async function written(
  { by, at, customer, caseId }: Step,
  decide: (found: Parameters<typeof decideOnCase>[0], ask: Asked) => Decision,
): Promise<void> {
  const ask = { ...askOf({ by, at }), customer, caseId };
  const { event } = await firestoreCases().change(ask, (found) => decide(found, ask));
  if (event) await firestoreEvents().confirm(event, new Date().toISOString());
}

/** A write as a person of the demo asks for it, at its time. */
export function askOf({ by, at }: { by: string; at: string }): Omit<Asked, "customer"> {
  const eventId = newEventId();
  return {
    principal: principalOf(by),
    at,
    eventId,
    receiptId: eventId,
    digest: digest([by, at]),
    keyed: false,
    validateOnly: false,
  };
}

function principalOf(email: string): Principal {
  const person = people.find((each) => each.email === email);
  return {
    email,
    ofSupport: person?.agentId !== undefined,
  };
}
