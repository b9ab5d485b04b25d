import { type Grounds, requireAdministrator, requirePerson } from "./access.ts";
import { type Actor, personActor } from "./actor.ts";
import type { AuditParty } from "./audit.ts";
import { type CustomerId, type DomainName, domainOf, type EmailAddress } from "./identifiers.ts";
import { isAgent, partnerDomain } from "./person.ts";
import { Refusal } from "./refusal.ts";
import { customerViewer, partnerViewer } from "./viewer.ts";

/** A caller who administers a party, for as long as the request takes. */
export type Administration = {
  party: AuditParty;
  /** The domain in which the party's own addresses lie; of others it gives no names. */
  domain: DomainName;
  actor: Actor;
  held: readonly string[];
};

/** Refuses everybody but administrators of the party; to those outside it a foreign party is a missing one. */
export function requireAdministration(grounds: Grounds, party: AuditParty): Administration {
  switch (party.kind) {
    case "customer":
      return ofCustomer(grounds, party.customer);
    case "partner":
      return ofPartner(grounds, party.domain);
    case "support":
      return ofSupport(grounds);
  }
}

/** The same, but people may look at what they are themselves. */
export function requireSightOfMember(
  grounds: Grounds,
  domain: DomainName,
  email: EmailAddress,
): void {
  const { partner } = requirePerson(grounds);
  const own = email === grounds.principal.email && domainOf(email) === domain;
  if (!partner || !own) ofPartner(grounds, domain);
}

function ofCustomer(grounds: Grounds, customer: CustomerId): Administration {
  const { domain } = requireAdministrator(grounds, customer);
  return {
    party: { kind: "customer", customer },
    domain,
    actor: personActor(grounds, customerViewer(customer)),
    held: ["the caller administers the customer"],
  };
}

function ofPartner(grounds: Grounds, domain: DomainName): Administration {
  const { partner } = requirePerson(grounds);
  if (!partner || partnerDomain(grounds.principal) !== domain) {
    throw new Refusal(
      "NOT_VISIBLE",
      "There is no such partner domain, or it is not one whose people you may see.",
    );
  }
  if (!partner.superAdministrator) {
    throw new Refusal("PRIVILEGE_MISSING", "Only super administrators of the domain may do this.", {
      remedy: `Ask a super administrator of ${domain}.`,
    });
  }
  return {
    party: { kind: "partner", domain },
    domain,
    actor: personActor(grounds, partnerViewer(domain)),
    held: [
      `the verified address is in ${domain}`,
      "the caller is a super administrator of the domain",
    ],
  };
}

function ofSupport(grounds: Grounds): Administration {
  const { agentId, deskAdministrator } = requirePerson(grounds);
  if (!isAgent(grounds.principal, grounds.person) || agentId === undefined || !deskAdministrator) {
    throw new Refusal("PRIVILEGE_MISSING", "Only administrators of the support desk may do this.", {
      remedy: "Ask an administrator of the support desk.",
    });
  }
  return {
    party: { kind: "support" },
    domain: domainOf(grounds.principal.email),
    actor: { kind: "agent", agentId },
    held: ["the caller is an administrator of the support desk"],
  };
}
