import type { AuditAction } from "#domain/audit.ts";
import { type Consent, withConsent } from "#domain/consent.ts";
import type { Relationship } from "#domain/custody.ts";
import type { CustodyStore } from "#domain/customer.ts";
import type { Ask } from "#domain/decision.ts";
import type { EventPublisher } from "#domain/event.ts";
import type { CustomerId, DomainName } from "#domain/identifiers.ts";
import type { Instant } from "#domain/instant.ts";
import { decideOnRelationship, requireRelationship } from "#domain/relationship.ts";
import type { NameForm } from "./route-path.ts";
import { partnerResource } from "./wire/customer.ts";

type PartnerCall = {
  ask: Omit<Ask, "customer">;
  form: NameForm;
  params: { customer: CustomerId; partner: DomainName };
};

type Services = { custody: CustodyStore; events: EventPublisher };

type Change = {
  action: AuditAction;
  side?: "customer" | "either";
  rule: (current: Relationship | undefined, at: Instant) => Relationship;
};

/** Stores what becomes of a partner, has the index written anew, and answers with the relationship as it is now. */
export async function changeRelationship(
  { ask: asked, form, params }: PartnerCall,
  { custody, events }: Services,
  change: Change,
): Promise<unknown> {
  const { customer, partner: domain } = params;
  const ask = { ...asked, customer };
  const decision = await custody.change(ask, (found) =>
    decideOnRelationship(found, ask, {
      ...change,
      domain,
      render: (partner, held) => ({
        ...partnerResource(customer, partner, form),
        ...(ask.validateOnly && { rehearsal: { rules: [...held] } }),
      }),
    }),
  );
  if (decision.event) await events.publish(decision.event);
  return decision.reply;
}

/** The same for the customer's consent. */
export function changeConsent(
  call: PartnerCall,
  services: Services,
  consent: Consent,
): Promise<unknown> {
  return changeRelationship(call, services, {
    action: consent.access === "GRANTED" ? "access.granted" : "access.revoked",
    rule: (current, at) => withConsent(requireRelationship(current), consent, at),
  });
}
