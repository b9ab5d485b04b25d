import type { Case } from "./case.ts";
import { accessAt, type Custody, inPeriod, type Relationship } from "./custody.ts";
import type { CustomerId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import {
  isAgent,
  maySeeCustomers,
  mayWorkWithCases,
  type Person,
  type Principal,
  partnerDomain,
} from "./person.ts";
import { notVisible, Refusal } from "./refusal.ts";
import { customerViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

/** What a decision rests on, read anew for every request. */
export type Grounds = {
  principal: Principal;
  person?: Person | undefined;
  custody?: Custody | undefined;
};

/** How an admitted caller stands toward a customer, and the rules that held on the way. */
export type Standing = {
  viewer: Viewer;
  agent: boolean;
  held: readonly string[];
};

/** Refuses somebody without any role, saying whom to ask. */
export function requirePerson({ principal, person }: Grounds): Person {
  if (person && hasRole(principal, person)) return person;
  throw new Refusal("NO_ROLE", "Your address has no role here.", {
    remedy:
      "Ask a super administrator of your partner domain, or an administrator of the customer, to add you.",
  });
}

/** May this caller see that the customer exists? Rules 1 to 3 of design section 2; consent is shown, not needed. */
export function requireCustomerSight(
  grounds: Grounds,
  customer: CustomerId,
  now: Instant,
): Standing {
  const person = requirePerson(grounds);
  const own = ownStanding(grounds, person, customer);
  if (own) return own;
  requireViewCustomers(person);
  openRelationship(grounds, now);
  return partnerStanding(grounds, ["VIEW_CUSTOMERS is held", "the customer is assigned now"]);
}

/** May this caller work with the customer's cases? Rules 1 to 4 of design section 2. */
export function requireCustomerWork(
  grounds: Grounds,
  customer: CustomerId,
  now: Instant,
): Standing {
  const person = requirePerson(grounds);
  const own = ownStanding(grounds, person, customer);
  if (own) return own;
  requireCasePrivileges(person);
  const relationship = openRelationship(grounds, now);
  requireConsent(relationship, grounds, now);
  return partnerStanding(grounds, [
    "the privileges for cases are held",
    "the customer is assigned now",
    "the customer's consent is granted",
  ]);
}

/** May this standing see this case? Rule 5 of design section 2; a foreign case and none at all are one. */
export function requireCase(
  { standing, custody }: { standing: Standing; custody: Custody | undefined },
  customer: CustomerId,
  found: Case | undefined,
): Case {
  if (found?.customer !== customer) throw notVisible();
  if (standing.agent || standing.viewer === customerViewer(customer)) return found;
  const relationship = relationshipOf(custody, standing.viewer);
  if (!relationship || !inPeriod(relationship, found.createdAt)) throw notVisible();
  return found;
}

/** By what a caller sees a customer without any relationship; undefined for partners' users and strangers. */
export function ownRole(
  { principal, person }: Pick<Grounds, "principal" | "person">,
  customer: CustomerId,
): "agent" | "customer" | undefined {
  if (isAgent(principal, person)) return "agent";
  // Own keys alone: `constructor` is a well-formed customer id.
  return person && Object.hasOwn(person.customers, customer) ? "customer" : undefined;
}

/** The relationship of the caller's domain with the customer, if a period of it runs now: rule 3. */
export function assignedRelationship(
  { principal, custody }: Grounds,
  now: Instant,
): Relationship | undefined {
  const relationship = relationshipOf(custody, partnerViewer(partnerDomain(principal)));
  return relationship && inPeriod(relationship, now) ? relationship : undefined;
}

/** The custody of the customer, for one of its administrators; to all others there is nothing to administer. */
export function requireAdministrator(grounds: Grounds, customer: CustomerId): Custody {
  const person = requirePerson(grounds);
  const role = Object.hasOwn(person.customers, customer) ? person.customers[customer] : undefined;
  // The same of a customer that does not exist, and of one that the caller sees but has no role in.
  if (role === undefined || !grounds.custody) throw notVisible();
  if (role === "ADMINISTRATOR") return grounds.custody;
  throw new Refusal("PRIVILEGE_MISSING", "Only administrators of the customer may do this.", {
    remedy: `Ask an administrator of ${grounds.custody.domain}.`,
  });
}

/** Refuses everybody but support agents what only agents do. */
export function requireAgent(standing: Standing, what: string): void {
  if (standing.agent) return;
  throw new Refusal("PRIVILEGE_MISSING", `Only support agents may ${what}.`);
}

/** Refuses a partner's user who may not see customers. */
export function requireViewCustomers(person: Person): void {
  requirePrivilege(person, maySeeCustomers(person), "VIEW_CUSTOMERS");
}

/** Refuses a partner's user who lacks a privilege that working with cases needs. */
export function requireCasePrivileges(person: Person): void {
  requirePrivilege(
    person,
    mayWorkWithCases(person),
    "SUPPORT, VIEW_CUSTOMERS and one of ACCESS_CUSTOMER_CASES, LEGACY_RESOLD_ENTERPRISE_SUPPORT, LEGACY_ENTERPRISE_SUPPORT",
  );
}

/**
 * The parties as which this caller may list cases over several customers.
 * Refuses a caller who may not work with cases in any of them.
 */
export function viewersFor(grounds: Grounds): Viewer[] {
  const person = requirePerson(grounds);
  if (isAgent(grounds.principal, person)) return [supportViewer];
  const customers = Object.keys(person.customers).map(customerViewer);
  if (person.partner && (mayWorkWithCases(person) || customers.length === 0)) {
    requireCasePrivileges(person);
    return [partnerViewer(partnerDomain(grounds.principal)), ...customers];
  }
  return customers;
}

function hasRole(principal: Principal, person: Person): boolean {
  return (
    isAgent(principal, person) ||
    person.partner !== undefined ||
    Object.keys(person.customers).length > 0
  );
}

function ownStanding(grounds: Grounds, person: Person, customer: CustomerId): Standing | undefined {
  const role = ownRole(grounds, customer);
  if (role === "agent") {
    if (!grounds.custody) throw notVisible();
    return { viewer: supportViewer, agent: true, held: ["the caller is a support agent"] };
  }
  if (role === "customer") {
    const held = ["the caller belongs to the customer"];
    return { viewer: customerViewer(customer), agent: false, held };
  }
  // Somebody who only belongs to other customers has no privileges to be told about.
  if (!person.partner) throw notVisible();
  return undefined;
}

function partnerStanding({ principal }: Grounds, held: string[]): Standing {
  const domain = partnerDomain(principal);
  return {
    viewer: partnerViewer(domain),
    agent: false,
    held: [`the verified address is in ${domain}`, ...held],
  };
}

function requirePrivilege(person: Person, held: boolean, wanted: string): void {
  if (held) return;
  throw new Refusal("PRIVILEGE_MISSING", `This needs the privileges ${wanted}.`, {
    subject: person.email,
    remedy: "Ask a super administrator of your partner domain to give them to you.",
  });
}

function openRelationship(grounds: Grounds, now: Instant): Relationship {
  const relationship = assignedRelationship(grounds, now);
  if (!relationship) throw notVisible();
  return relationship;
}

/** Only reached by a partner to whom the customer is assigned, so naming the customer discloses nothing. */
function requireConsent(
  relationship: Relationship,
  { principal, custody }: Grounds,
  now: Instant,
): void {
  const access = accessAt(relationship, now);
  if (access === "GRANTED") return;
  const domain = partnerDomain(principal);
  const subject = `customers/${custody?.customer}`;
  const remedy = `Ask an administrator of ${custody?.domain} to grant access to ${domain}. Where: GET /v2/${subject}:explainAccess.`;
  throw access === "EXPIRED"
    ? new Refusal("CONSENT_EXPIRED", "The customer's consent has expired.", { subject, remedy })
    : new Refusal("CONSENT_NOT_GRANTED", "The customer has not granted access.", {
        subject,
        remedy,
      });
}

function relationshipOf(custody: Custody | undefined, viewer: Viewer): Relationship | undefined {
  return Object.entries(custody?.partners ?? {}).find(
    ([domain]) => partnerViewer(domain) === viewer,
  )?.[1];
}
