import { type Consent, decideConsent } from "#domain/consent.ts";
import type { CustodyStore } from "#domain/customer.ts";
import type { Ask } from "#domain/decision.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { CustomerId, DomainName } from "#domain/identifiers.ts";
import type { NameForm } from "./route-path.ts";
import { relationshipResource } from "./wire/customer.ts";
import { customerName } from "./wire/names.ts";

type ConsentCall = {
  ask: Omit<Ask, "customer">;
  form: NameForm;
  params: { customer: CustomerId; partner: DomainName };
};

type Services = { custody: CustodyStore; events: EventPublisher };

/** Stores a consent, has the index written anew, and answers with the relationship as it is now. */
export async function changeConsent(
  { ask: asked, form, params }: ConsentCall,
  { custody, events }: Services,
  consent: Consent,
): Promise<unknown> {
  const ask = { ...asked, customer: params.customer };
  const name = `${customerName(params.customer, form)}/partners/${params.partner}`;
  const decision = await custody.change(ask, (found) =>
    decideConsent(found, ask, {
      domain: params.partner,
      consent,
      render: (relationship) => ({
        name,
        ...relationshipResource(relationship),
        ...(ask.validateOnly && { rehearsal: { rules: ["the caller administers the customer"] } }),
      }),
    }),
  );
  if (decision.event) await events.publish(decision.event);
  return decision.reply;
}
