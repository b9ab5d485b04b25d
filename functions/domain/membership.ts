import type { Administration } from "./administration.ts";
import { type AuditParty, viewerOfParty } from "./audit.ts";
import type { FieldChange } from "./history.ts";
import { domainOf } from "./identifiers.ts";
import type { Person } from "./person.ts";
import { Refusal } from "./refusal.ts";
import { customerViewer, partnerViewer, supportViewer, type Viewer } from "./viewer.ts";

/** The party whose people are meant, and the domain in which its own addresses lie. */
export type Home = Pick<Administration, "party" | "domain">;

/** What a person is within one party, by wire names; absent where the person is nothing there. */
export type Membership = Readonly<Record<string, FieldChange["before"]>>;

/** Where a person belongs and what the person administers: the fields by which people are found. */
export type Parties = { memberOf: Viewer[]; administers: Viewer[] };

/** `ofSupport`: the address lies in the support domain. Without that nobody is an agent, as in `isAgent`. */
export function partiesOf(person: Person, ofSupport: boolean): Parties {
  const { email, partner, customers, agentId, deskAdministrator } = person;
  const own = partnerViewer(domainOf(email));
  const agent = ofSupport && agentId !== undefined;
  const roles = Object.entries(customers);
  const administered = roles.filter(([, role]) => role === "ADMINISTRATOR");
  return {
    memberOf: [
      ...(agent ? [supportViewer] : []),
      ...(partner ? [own] : []),
      ...roles.map(([customer]) => customerViewer(customer)),
    ],
    administers: [
      ...(agent && deskAdministrator ? [supportViewer] : []),
      ...(partner?.superAdministrator ? [own] : []),
      ...administered.map(([customer]) => customerViewer(customer)),
    ],
  };
}

/** What a party may know of a person: what it made of that person itself, and nothing of other parties. */
export function membershipOf(
  person: Person | undefined,
  { party, domain }: Home,
): Membership | undefined {
  if (!person) return undefined;
  const role = roleIn(person, party);
  return role && { ...role, ...nameIn(person, domain) };
}

/** The person, if one of the party's. */
export function requireMember(person: Person | undefined, home: Home): Person {
  if (person && membershipOf(person, home)) return person;
  throw noSuchUser();
}

/** There is nobody of that address among the people whom the caller administers. */
export function noSuchUser(): Refusal {
  return new Refusal("CHILD_NOT_FOUND", "There is no such user.");
}

/** Whether the person administers the party. */
export function administers(membership: Membership | undefined): boolean {
  return (
    membership?.["superAdministrator"] === true ||
    membership?.["deskAdministrator"] === true ||
    membership?.["role"] === "ADMINISTRATOR"
  );
}

/** Every field of a membership that differs. */
export function membershipChanges(before: Membership = {}, after: Membership = {}): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      {
        field,
        ...(old !== undefined && { before: old }),
        ...(now !== undefined && { after: now }),
      },
    ];
  });
}

/** Changes whenever the party changes what the person is in it. */
export function etagOfMember(person: Person | undefined, home: Home): string {
  return `"${revisionIn(person, home)}"`;
}

/** The record with one more change by this party counted. */
export function counted(next: Person, before: Person | undefined, home: Home): Person {
  const revision = revisionIn(before, home) + 1;
  return { ...next, revisions: { ...next.revisions, [viewerOfParty(home.party)]: revision } };
}

function revisionIn(person: Person | undefined, home: Home): number {
  const known = person?.revisions?.[viewerOfParty(home.party)];
  return known ?? (membershipOf(person, home) ? 1 : 0);
}

function roleIn(person: Person, party: AuditParty): Membership | undefined {
  switch (party.kind) {
    case "partner": {
      if (!person.partner || domainOf(person.email) !== party.domain) return undefined;
      const { role, privileges, superAdministrator } = person.partner;
      return { role, privileges, superAdministrator, alertEmail: person.alertEmail };
    }
    case "customer": {
      const { customers } = person;
      const held = Object.hasOwn(customers, party.customer) && customers[party.customer];
      return held ? { role: held } : undefined;
    }
    case "support":
      return person.agentId === undefined
        ? undefined
        : { agent: true, deskAdministrator: person.deskAdministrator ?? false };
  }
}

/** Who somebody from outside is called is known from that person's own token, and not for a party to learn here. */
function nameIn({ email, displayName }: Person, domain: string): Membership {
  return domainOf(email) === domain && displayName !== "" ? { displayName } : {};
}
