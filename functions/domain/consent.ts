import { requireAdministrator } from "./access.ts";
import type { Custody, Relationship } from "./custody.ts";
import { type Ask, decideOnce, type Found } from "./decision.ts";
import type { CustodyEvent } from "./event.ts";
import type { CustomerId, DomainName } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { invalid, notVisible, Refusal } from "./refusal.ts";

/** What becomes of a customer's custody; nothing of it where the request asks for what already is. */
export type CustodyDecision = { custody?: Custody; event?: CustodyEvent; reply: unknown };

export type Consent = { access: Relationship["access"]; accessExpiresAt?: Instant | undefined };

type Wish = { domain: DomainName; consent: Consent };

/** The customer's administrator grants or revokes what a partner may see, from the next request on. */
export function decideConsent(
  found: Found,
  ask: Ask,
  { domain, consent, render }: Wish & { render: (relationship: Relationship) => unknown },
): CustodyDecision {
  const custody = requireAdministrator(found, ask.customer);
  return decideOnce(found, ask, () => {
    const current = requirePartner(custody, domain);
    requireRelationshipEtag(current, ask.etag);
    const next = withConsent(current, consent, ask.at);
    if (next === current) return { reply: render(current) };
    const partners = { ...custody.partners, [domain]: next };
    return {
      custody: { ...custody, partners },
      event: custodyEvent(ask.customer, { id: ask.eventId, receiptId: ask.receiptId, at: ask.at }),
      reply: render(next),
    };
  });
}

/** The event that has the index of a customer's cases written anew. */
export function custodyEvent(
  customer: CustomerId,
  { id, receiptId, at }: { id: string; receiptId: string; at: Instant },
): CustodyEvent {
  return { id, receiptId, round: 0, type: "custody.changed", customer, at };
}

function withConsent(
  current: Relationship,
  { access, accessExpiresAt }: Consent,
  at: Instant,
): Relationship {
  if (accessExpiresAt !== undefined && accessExpiresAt <= at) {
    throw invalid({ field: "accessExpireTime", description: "Give a time to come, or none." });
  }
  if (current.access === access && current.accessExpiresAt === accessExpiresAt) return current;
  const { accessExpiresAt: _before, ...rest } = current;
  const until = accessExpiresAt === undefined ? {} : { accessExpiresAt };
  return { ...rest, access, ...until, revision: current.revision + 1 };
}

function requirePartner({ partners }: Custody, domain: DomainName): Relationship {
  const current = Object.hasOwn(partners, domain) ? partners[domain] : undefined;
  if (!current) throw notVisible();
  return current;
}

function requireRelationshipEtag({ revision }: Relationship, etag: string | undefined): void {
  if (etag === undefined || etag === "*" || etag === `"${revision}"`) return;
  throw new Refusal("ETAG_MISMATCH", "The relationship has changed since you read it.", {
    remedy: "Read it again and repeat the change on what you find.",
  });
}
