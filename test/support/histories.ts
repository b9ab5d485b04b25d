import * as fc from "fast-check";
import type { Custody, Relationship } from "#domain/custody.ts";
import type { Instant } from "#domain/instant.ts";
import { type Person, type Principal, Privilege } from "#domain/person.ts";
import { aCustody, aPerson } from "./builders.ts";

/** An ordinary id, and words that every JavaScript object answers to. */
export const customers = ["1001", "constructor", "__proto__", "toString"];
export const partners = ["alfa-partner.example", "beta-partner.example", "hjalp-partner.example"];
export const callers = [
  "anna@alfa-partner.example",
  "anna@beta-partner.example",
  "hanna@hjalp-partner.example",
  "eve@alfa-partner.example.evil.example",
  "olle@lindqvist.example",
  "bo@support.example",
];

/** What is on record once a history has happened; times in milliseconds since it began. */
export type World = { customers: Map<string, Map<string, Bond>>; people: Map<string, Someone> };
export type Bond = { periods: { from: number; to?: number }[]; granted: boolean; until?: number };
export type Someone = {
  partner: { held: Privilege[]; admin: boolean; superAdmin: boolean } | undefined;
  customers: Set<string>;
  onRecordAsAgent: boolean;
};

type Happening = { day: number; happen: (world: World, at: number) => void };

const dayMs = 86_400_000;
const beganAt = Date.parse("2026-01-01T00:00:00.000Z");

export function instantOf(at: number): Instant {
  return new Date(beganAt + at).toISOString();
}

/** Around the days on which things happen: just before, at, and just after. */
export const moments = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom(-1, 0, 1))
  .map(([day, ms]) => day * dayMs + ms);

const ofBond = {
  day: fc.integer({ min: 0, max: 12 }),
  customer: fc.constantFrom(...customers),
  partner: fc.constantFrom(...partners),
  forDays: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
};
const ofPerson = {
  day: ofBond.day,
  who: fc.constantFrom(...callers),
  customer: ofBond.customer,
  yes: fc.boolean(),
};

const assigned = fc.record(ofBond).map(
  ({ day, forDays, ...of }): Happening => ({
    day,
    happen: (world, from) => {
      const end = forDays === undefined ? {} : { to: from + forDays * dayMs };
      bondOf(world, of).periods.push({ from, ...end });
    },
  }),
);

const ended = fc.record(ofBond).map(
  ({ day, ...of }): Happening => ({
    day,
    happen: (world, at) => {
      const bond = bondOf(world, of);
      bond.periods = bond.periods.map((period) => ({
        ...period,
        to: Math.min(period.to ?? at, at),
      }));
    },
  }),
);

const granted = fc.record(ofBond).map(
  ({ day, forDays, ...of }): Happening => ({
    day,
    happen: (world, at) => {
      const { periods } = bondOf(world, of);
      const end = forDays === undefined ? {} : { until: at + forDays * dayMs };
      world.customers.get(of.customer)?.set(of.partner, { periods, granted: true, ...end });
    },
  }),
);

const revoked = fc.record(ofBond).map(
  ({ day, ...of }): Happening => ({
    day,
    happen: (world) => {
      bondOf(world, of).granted = false;
    },
  }),
);

const ofPartner = fc.record({
  held: fc.subarray(Privilege.options),
  admin: fc.boolean(),
  superAdmin: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0),
});
const privileged = fc
  .record({ ...ofPerson, partner: fc.option(ofPartner, { nil: undefined, freq: 8 }) })
  .map(
    ({ day, who, partner }): Happening => ({
      day,
      happen: (world) => {
        someoneOf(world, who).partner = partner;
      },
    }),
  );

const joined = fc.record(ofPerson).map(
  ({ day, who, customer, yes }): Happening => ({
    day,
    happen: (world) => {
      const own = someoneOf(world, who).customers;
      if (yes) own.add(customer);
      else own.delete(customer);
    },
  }),
);

const hired = fc.record(ofPerson).map(
  ({ day, who, yes }): Happening => ({
    day,
    happen: (world) => {
      someoneOf(world, who).onRecordAsAgent = yes;
    },
  }),
);

/** What random histories over twelve days leave on record. */
export const worlds: fc.Arbitrary<World> = fc
  .array(
    fc.oneof(
      { weight: 10, arbitrary: assigned },
      { weight: 1, arbitrary: ended },
      { weight: 10, arbitrary: granted },
      { weight: 1, arbitrary: revoked },
      { weight: 6, arbitrary: privileged },
      { weight: 1, arbitrary: joined },
      { weight: 1, arbitrary: hired },
    ),
    { minLength: 30, maxLength: 60, size: "max" },
  )
  .map((happenings) => {
    const world: World = { customers: new Map(), people: new Map() };
    const inOrder = happenings.toSorted((one, other) => one.day - other.day);
    for (const { day, happen } of inOrder) happen(world, day * dayMs);
    return world;
  });

export function custodyOf({ customers }: World, customer: string): Custody | undefined {
  const bonds = customers.get(customer);
  if (!bonds) return undefined;
  const relationships = [...bonds].map(([partner, bond]) => [
    partner,
    relationshipOf(bond, partner),
  ]);
  return aCustody({ customer, partners: Object.fromEntries(relationships) });
}

export function relationshipOf(bond: Bond, partner: string): Relationship {
  return {
    kind: partner === "hjalp-partner.example" ? "SUPPORT_PARTNER" : "RESELLER",
    periods: bond.periods.map(({ from, to }) => ({
      startAt: instantOf(from),
      ...(to !== undefined && { endAt: instantOf(to) }),
    })),
    access: bond.granted ? "GRANTED" : "REVOKED",
    viewKey: "v1",
    ...(bond.until !== undefined && { accessExpiresAt: instantOf(bond.until) }),
    revision: 1,
  };
}

export function personOf({ people }: World, email: string): Person | undefined {
  const someone = people.get(email);
  if (!someone) return undefined;
  const { partner, customers, onRecordAsAgent } = someone;
  return aPerson({
    email,
    customers: Object.fromEntries([...customers].map((customer) => [customer, "PORTAL_USER"])),
    ...(onRecordAsAgent && { agentId: "agent-one" }),
    ...(partner && {
      partner: {
        role: partner.admin ? "RESELLER_ADMIN" : "CUSTOM",
        privileges: partner.held,
        superAdministrator: partner.superAdmin,
      },
    }),
  });
}

export function principalOf(email: string): Principal {
  return { email, ofSupport: email.endsWith("@support.example") };
}

function bondOf(
  { customers }: World,
  { customer, partner }: { customer: string; partner: string },
): Bond {
  const bonds = customers.get(customer) ?? new Map<string, Bond>();
  const bond = bonds.get(partner) ?? { periods: [], granted: false };
  customers.set(customer, bonds.set(partner, bond));
  return bond;
}

function someoneOf({ people }: World, who: string): Someone {
  const someone = people.get(who) ?? {
    partner: undefined,
    customers: new Set(),
    onRecordAsAgent: false,
  };
  people.set(who, someone);
  return someone;
}
