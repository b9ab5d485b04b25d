import type { z } from "zod";
import {
  type ChildId,
  type CustomerId,
  type DomainName,
  domainOf,
  type EmailAddress,
} from "./identifiers.ts";
import { noSuchUser } from "./membership.ts";
import {
  type CustomerRole,
  customersMax,
  type PartnerRole,
  type Person,
  Privilege,
} from "./person.ts";
import { invalid, type Refusal } from "./refusal.ts";

/** Fields named by a mask, and what was given of them; named and not given is cleared. */
export type Patch<G> = { named: ReadonlySet<string>; given: G };

type PartnerUserPatch = Patch<{
  displayName?: string | undefined;
  role?: z.infer<typeof PartnerRole> | undefined;
  privileges?: readonly Privilege[] | undefined;
  superAdministrator?: boolean | undefined;
  alertEmail?: EmailAddress | undefined;
}>;

/** Sets what a user may do in the partner domain, and enters a user of that domain who is new. */
export function patchPartnerUser(
  current: Person | undefined,
  { email, domain }: { email: EmailAddress; domain: DomainName },
  { named, given }: PartnerUserPatch,
): Person {
  requireAddressIn(domain, email);
  const { alertEmail: known, ...person } = withName(current, email, { named, given });
  const was = current?.partner;
  const role = named.has("role") ? given.role : was?.role;
  if (role === undefined) throw missing("role");
  const privileges = named.has("privileges") ? given.privileges : was?.privileges;
  const superAdministrator = named.has("superAdministrator")
    ? given.superAdministrator
    : was?.superAdministrator;
  const alertEmail = named.has("alertEmail") ? given.alertEmail : known;
  return {
    ...person,
    ...(alertEmail !== undefined && { alertEmail }),
    partner: {
      role,
      privileges: Privilege.options.filter((each) => privileges?.includes(each)),
      superAdministrator: superAdministrator ?? false,
    },
  };
}

type CustomerUserPatch = Patch<{
  displayName?: string | undefined;
  role?: z.infer<typeof CustomerRole> | undefined;
}>;

/** Sets a user's role with the customer, and enters who is new, from whatever domain. */
export function patchCustomerUser(
  current: Person | undefined,
  { email, customer, domain }: { email: EmailAddress; customer: CustomerId; domain: DomainName },
  patch: CustomerUserPatch,
): Person {
  const { named, given } = patch;
  if (named.has("displayName") && domainOf(email) !== domain) {
    throw invalid({
      field: "displayName",
      description: `Only addresses in ${domain} are given names here: leave it out.`,
    });
  }
  const person = withName(current, email, patch);
  const role = named.has("role") ? given.role : heldIn(person, customer);
  if (role === undefined) throw missing("role");
  const customers = { ...person.customers, [customer]: role };
  if (Object.keys(customers).length > customersMax) {
    throw invalid({
      field: "user",
      description: "This address belongs to too many customers already: enter another.",
    });
  }
  return { ...person, customers };
}

/** Takes the customer from a user; what the person is elsewhere stays. */
export function removeCustomerUser(current: Person | undefined, customer: CustomerId): Person {
  if (!current || heldIn(current, customer) === undefined) throw noSuchUser();
  const { [customer]: _role, ...customers } = current.customers;
  return { ...current, customers };
}

type AgentPatch = Patch<{
  displayName?: string | undefined;
  deskAdministrator?: boolean | undefined;
}>;

/** Names an agent and says whether it administers the desk; enters who is new under the opaque id given. */
export function patchAgent(
  current: Person | undefined,
  { email, domain, agentId }: { email: EmailAddress; domain: DomainName; agentId: ChildId },
  patch: AgentPatch,
): Person {
  requireAddressIn(domain, email);
  const { named, given } = patch;
  const person = withName(current, email, patch);
  if (person.displayName === "") throw missing("displayName");
  const deskAdministrator = named.has("deskAdministrator")
    ? given.deskAdministrator
    : person.deskAdministrator;
  return {
    ...person,
    agentId: person.agentId ?? agentId,
    deskAdministrator: deskAdministrator ?? false,
  };
}

/** Makes somebody no agent any more. The id is never given again, so that old cases keep the name. */
export function removeAgent(current: Person | undefined): Person {
  if (current?.agentId === undefined) throw noSuchUser();
  const { agentId: _id, deskAdministrator: _desk, ...person } = current;
  return person;
}

function withName(
  current: Person | undefined,
  email: EmailAddress,
  { named, given }: Patch<{ displayName?: string | undefined }>,
): Person {
  const person = current ?? { email, displayName: "", customers: {} };
  const { displayName } = given;
  return named.has("displayName") && displayName !== undefined
    ? { ...person, displayName }
    : person;
}

function heldIn({ customers }: Person, customer: CustomerId) {
  return Object.hasOwn(customers, customer) ? customers[customer] : undefined;
}

function requireAddressIn(domain: DomainName, email: EmailAddress): void {
  if (domainOf(email) === domain) return;
  throw invalid({ field: "user", description: `Give an address in ${domain}.` });
}

function missing(field: string): Refusal {
  return invalid({ field, description: "Somebody new needs it: give it." });
}
