import {
  assignedRelationship,
  type Grounds,
  ownRole,
  requireCase,
  type Standing,
} from "./access.ts";
import type { Case } from "./case.ts";
import { accessAt } from "./custody.ts";
import type { CustomerId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { mayWorkWithCases, type Person, partnerDomain, privilegesOf } from "./person.ts";
import { Refusal } from "./refusal.ts";
import { customerViewer, partnerViewer, supportViewer } from "./viewer.ts";

/** Whether a rule holds; undecided where an earlier one does not, for the decision ends there. */
export type Outcome = "HELD" | "NOT_HELD" | "UNDECIDED";

/** A rule of design section 2, and what the caller can do where it does not hold. */
export type ExplainedRule = {
  number: number;
  rule: string;
  outcome: Outcome;
  remedies: readonly string[];
};

/** What is asked about: a customer, or a case of it that was sought and may be missing. */
export type Asked = {
  customer: CustomerId;
  sought?: { found: Case | undefined } | undefined;
  now: Instant;
  /** Where people grant access, without a slash at its end. */
  portalUrl: string;
};

type Check = {
  rule: string;
  /** What to do, where the rule does not hold; undefined where it does, "later" where it is not decided here. */
  unmet: () => readonly string[] | undefined | "later";
};

/**
 * Every rule in order, for the caller alone. Nothing in it depends on a customer that is not assigned
 * to the caller's domain now, nor on a case that the caller may not see.
 */
export function explain(grounds: Grounds, asked: Asked): ExplainedRule[] {
  let reached = true;
  return checksOf(grounds, asked).map(({ rule, unmet }, index) => {
    const remedies = reached ? unmet() : "later";
    reached &&= remedies === undefined;
    const told = { number: index + 1, rule };
    if (remedies === "later") return { ...told, outcome: "UNDECIDED", remedies: [] };
    return remedies
      ? { ...told, outcome: "NOT_HELD", remedies }
      : { ...told, outcome: "HELD", remedies: [] };
  });
}

/** What a caller lacks of the privileges that working with cases needs, in words. */
export function missingPrivileges(person: Person): string[] {
  const held = privilegesOf(person);
  const missing = (["SUPPORT", "VIEW_CUSTOMERS"] as const).filter((name) => !held.has(name));
  const opening = [
    "ACCESS_CUSTOMER_CASES",
    "LEGACY_RESOLD_ENTERPRISE_SUPPORT",
    "LEGACY_ENTERPRISE_SUPPORT",
  ] as const;
  return opening.some((name) => held.has(name)) ? missing : [...missing, "ACCESS_CUSTOMER_CASES"];
}

function checksOf(grounds: Grounds, asked: Asked): Check[] {
  const domain = partnerDomain(grounds.principal);
  return [
    {
      rule: `Your token is verified, and your address is in ${domain}.`,
      unmet: () => undefined,
    },
    {
      rule: `You hold the privileges for cases in ${domain}, or are of the customer or of support.`,
      unmet: () => unprivileged(grounds, asked),
    },
    {
      rule: `The customer is assigned to ${domain} now, or you are of the customer or of support.`,
      unmet: () => unassigned(grounds, asked),
    },
    {
      rule: `The customer's consent for ${domain} is granted and has not expired, or you need none.`,
      unmet: () => unconsented(grounds, asked),
    },
    {
      rule: `The case was opened while the customer was assigned to ${domain}, or whenever for the customer and support.`,
      unmet: () => outsidePeriods(grounds, asked),
    },
  ];
}

function unprivileged(grounds: Grounds, { customer }: Asked): readonly string[] | undefined {
  const { principal, person } = grounds;
  if (ownRole(grounds, customer) || (person && mayWorkWithCases(person))) return undefined;
  const domain = partnerDomain(principal);
  if (!person?.partner) {
    return [
      `If you work for a partner: ask a super administrator of ${domain} to add you.`,
      "If you work for the customer: ask an administrator of the customer to add you.",
    ];
  }
  const wanted = missingPrivileges(person).join(", ");
  return [`Ask a super administrator of ${domain} for ${wanted}.`];
}

function unassigned(grounds: Grounds, { customer, now }: Asked): readonly string[] | undefined {
  const role = ownRole(grounds, customer);
  if (role === "customer") return undefined;
  if (role === "agent") {
    return grounds.custody
      ? undefined
      : ["Check the customer's number: there is no such customer."];
  }
  return assignedRelationship(grounds, now) ? undefined : unassignedRemedies(grounds);
}

/** The same for a customer that is foreign, missing, no longer assigned or not yet. */
function unassignedRemedies({ principal }: Grounds): string[] {
  const domain = partnerDomain(principal);
  return [
    "Check the customer's number.",
    "Is it assigned to another of your domains? Sign in with your address there.",
    `Should it be assigned to ${domain}? An administrator of the customer can ask for ${domain} as a support partner; a change of reseller comes with the contract.`,
  ];
}

function unconsented(
  grounds: Grounds,
  { customer, now, portalUrl }: Asked,
): readonly string[] | undefined {
  const relationship = assignedRelationship(grounds, now);
  if (ownRole(grounds, customer) || !relationship) return undefined;
  const access = accessAt(relationship, now);
  if (access === "GRANTED") return undefined;
  const { domain: of } = grounds.custody ?? {};
  const domain = partnerDomain(grounds.principal);
  const what = access === "EXPIRED" ? "grant access anew" : "grant access";
  return [
    `Ask an administrator of ${of} to ${what} to ${domain}: ${portalUrl}/customers/${customer}/access`,
  ];
}

function outsidePeriods(
  grounds: Grounds,
  { customer, sought }: Asked,
): readonly string[] | undefined | "later" {
  if (!sought) return "later";
  const standing = {
    viewer: viewerFor(grounds, customer),
    agent: ownRole(grounds, customer) === "agent",
  };
  if (shown({ ...standing, held: [] }, grounds, { customer, found: sought.found }))
    return undefined;
  return [
    "Check the case's number.",
    "A case from the time of another partner is seen by that customer and support alone: ask an administrator of the customer about it, or open a new case.",
  ];
}

function viewerFor(grounds: Grounds, customer: CustomerId): Standing["viewer"] {
  const role = ownRole(grounds, customer);
  if (role === "agent") return supportViewer;
  return role === "customer"
    ? customerViewer(customer)
    : partnerViewer(partnerDomain(grounds.principal));
}

function shown(
  standing: Standing,
  { custody }: Grounds,
  { customer, found }: { customer: CustomerId; found: Case | undefined },
): boolean {
  try {
    requireCase({ standing, custody }, customer, found);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
