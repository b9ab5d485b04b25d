import { z } from "zod";
import { ChildId, CustomerId, type DomainName, domainOf, EmailAddress } from "./identifiers.ts";
import { Viewer } from "./viewer.ts";

export const Privilege = z.enum([
  "SUPPORT",
  "VIEW_CUSTOMERS",
  "ACCESS_CUSTOMER_CASES",
  "LEGACY_RESOLD_ENTERPRISE_SUPPORT",
  "LEGACY_ENTERPRISE_SUPPORT",
]);
export type Privilege = z.infer<typeof Privilege>;

export const PartnerRole = z.enum(["RESELLER_ADMIN", "CUSTOM"]);
export const CustomerRole = z.enum(["ADMINISTRATOR", "PORTAL_USER"]);

export const customersMax = 25;

/**
 * What the product knows of one address. The partner domain is that of the address itself, so
 * somebody with accounts in two partner domains is two people here. Not strict: a record on file also
 * holds the fields by which lists of people are found.
 */
export const Person = z.object({
  email: EmailAddress,
  displayName: z.string(),
  partner: z
    .strictObject({
      role: PartnerRole,
      privileges: z.array(Privilege),
      superAdministrator: z.boolean(),
    })
    .optional(),
  /** Few enough that one query can ask for all of them. */
  customers: z
    .record(CustomerId, CustomerRole)
    .refine(
      (customers) => Object.keys(customers).length <= customersMax,
      `A person belongs to at most ${customersMax} customers.`,
    )
    .default({}),
  /** Set for a support agent: the id under which everybody but agents knows this person. */
  agentId: ChildId.optional(),
  /** True for an agent who says who the agents are. */
  deskAdministrator: z.boolean().optional(),
  /** Where alerts are to go instead. Counts for nothing until it has been confirmed. */
  alertEmail: EmailAddress.optional(),
  /** How often each party changed what this person is in it; one count for all would tell parties of each other. */
  revisions: z.record(Viewer, z.int()).optional(),
  /** True for a program that files cases for others and may name their creator. */
  trustedService: z.boolean().optional(),
});
export type Person = z.infer<typeof Person>;

/**
 * Who a verified token says is calling. `ofSupport` tells that the address lies in the configured
 * support domain; what the person may do is read from the person's record on every request.
 */
export type Principal = { email: EmailAddress; ofSupport: boolean };

/** The partner domain for which this principal calls: that of the verified address, nothing else. */
export function partnerDomain(principal: Principal): DomainName {
  return domainOf(principal.email);
}

/** True for an agent on record whose address lies in the support domain; one of the two is not enough. */
export function isAgent(principal: Principal, person: Person | undefined): boolean {
  return principal.ofSupport && person?.agentId !== undefined;
}

/** The privileges that count: all of them for a super administrator and for RESELLER_ADMIN. */
export function privilegesOf(person: Person): ReadonlySet<Privilege> {
  const { partner } = person;
  if (!partner) return new Set();
  const all = partner.superAdministrator || partner.role === "RESELLER_ADMIN";
  return new Set(all ? Privilege.options : partner.privileges);
}

export function maySeeCustomers(person: Person): boolean {
  return privilegesOf(person).has("VIEW_CUSTOMERS");
}

/** Design section 2: SUPPORT and VIEW_CUSTOMERS and one of the three that open customers' cases. */
export function mayWorkWithCases(person: Person): boolean {
  const held = privilegesOf(person);
  return (
    held.has("SUPPORT") &&
    held.has("VIEW_CUSTOMERS") &&
    (held.has("ACCESS_CUSTOMER_CASES") ||
      held.has("LEGACY_RESOLD_ENTERPRISE_SUPPORT") ||
      held.has("LEGACY_ENTERPRISE_SUPPORT"))
  );
}
