import * as fc from "fast-check";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { putPeople } from "#adapters/firestore/people-store.ts";
import type { Custody, Relationship } from "#domain/custody.ts";
import type { Progress } from "#domain/customer.ts";
import { type Instant, plus } from "#domain/instant.ts";
import type { Person, Principal } from "#domain/person.ts";
import { newEventId } from "#platform/ids.ts";
import { aCustody } from "./builders.ts";
import {
  callers,
  custodyOf,
  customers,
  instantOf,
  partners,
  personOf,
  principalOf,
  type World,
  worlds,
} from "./histories.ts";
import { tokenFor } from "./server.ts";
import { type Opening, storeCases } from "./stored-cases.ts";

/** Somebody with a token (nobody's is undefined), and who that makes the caller by design. */
export type Caller = {
  who: string;
  token: string | undefined;
  principal?: Principal;
  person?: Person | undefined;
};

export type StoredWorld = {
  customers: { id: string; custody: Custody | undefined; cases: Opening[] }[];
  partners: string[];
  callers: Caller[];
  /** False where custody changed after the index was written last. */
  indexed: boolean;
};

/** A history to be stored: its custody before a last change too, and when in it the present is. */
export type Plan = {
  before: World | undefined;
  after: World;
  nowDay: number;
  created: { day: number; ms: number }[];
  indexed: boolean;
};

const dayMs = 86_400_000;

/** Histories to be stored; the kind ones let all of those see something whom chance alone hardly lets. */
export function plansOf({ kind }: { kind: boolean }): fc.Arbitrary<Plan> {
  return fc.record({
    before: fc.option(worlds, { nil: undefined }),
    after: kind ? worlds.map(kinder) : worlds,
    nowDay: fc.integer({ min: 4, max: 12 }),
    created: fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 12 }), ms: fc.constantFrom(-1, 0, 1) }),
      { minLength: 2, maxLength: 2 },
    ),
    indexed: fc.boolean(),
  });
}

/** The same world, had every customer consented and every partner's user all privileges. */
function kinder(world: World): World {
  const [first = ""] = world.customers.keys();
  for (const bonds of world.customers.values()) {
    for (const bond of bonds.values()) bond.granted = true;
  }
  for (const [place, who] of callers.entries()) {
    const ofPartner = place < partners.length;
    world.people.set(who, {
      partner: ofPartner ? { held: [], admin: true, superAdmin: false } : undefined,
      customers: new Set(who.startsWith("olle") ? [first] : []),
      onRecordAsAgent: who.endsWith("@support.example"),
    });
  }
  return world;
}

/** Writes a history through the product's own adapters, under names that no other number gives. */
export async function storeWorld(plan: Plan, number: number): Promise<StoredWorld> {
  const { before, after, nowDay, created, indexed } = plan;
  const names = namesOf(number);
  // Half a day from whatever happens, so that a slow run decides as a quick one does.
  const shiftMs = Date.now() - Date.parse(instantOf(nowDay * dayMs + dayMs / 2));
  const custodyIn = (world: World | undefined, customer: string) =>
    world && storedCustody(custodyOf(world, customer), names, shiftMs);
  const stored = customers.map((customer, place) => {
    const [earlier, now] = [custodyIn(before, customer), custodyIn(after, customer)];
    const id = names.customer(customer);
    const custody = now ?? (earlier && aCustody({ customer: id, partners: {} }));
    const turns = turnsOf(after, customer, nowDay);
    const openings = created.map(({ day, ms }, index) => ({
      custody: earlier ?? custody ?? aCustody(),
      id: `${number + 1}${place}${index}`,
      at: plus(instantOf((turns[day % turns.length] ?? 0) + ms), shiftMs),
    }));
    return { id, earlier, custody, cases: custody ? openings : [] };
  });
  const people = callers
    .map((who) => storedPerson(personOf(after, who), names))
    .filter((person) => person !== undefined);
  if (people.length > 0) await putPeople(people);
  await Promise.all(stored.map((each) => storeCustomer(each, indexed)));
  return {
    customers: stored,
    partners: partners.map(names.domain),
    callers: callersOf(names, people),
    indexed,
  };
}

/** When the customer's partners came and went, up to the present: what is worth a case is near that. */
function turnsOf({ customers }: World, customer: string, nowDay: number): number[] {
  const periods = [...(customers.get(customer)?.values() ?? [])].flatMap((bond) => bond.periods);
  const turns = periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  return [0, ...turns.filter((turn) => turn <= nowDay * dayMs)];
}

type Names = ReturnType<typeof namesOf>;

function namesOf(number: number) {
  const domain = (name: string) => name.replace("-partner.example", `-partner-${number}.example`);
  return {
    /** Words that every JavaScript object answers to, as they are, in the first world. */
    customer: (id: string) => {
      const legal = id === "__proto__" ? "valueOf" : id;
      return number === 0 ? legal : `${legal}-${number}`;
    },
    domain,
    address: (email: string) => {
      const [local, home = ""] = email.split("@");
      return home.includes("-partner.example")
        ? `${local}@${domain(home)}`
        : `${local}-${number}@${home}`;
    },
    key: (customer: string, partner: string) => `key-${number}-${customer}-${partner.slice(0, 4)}`,
    agentId: `agent-${number}`,
  };
}

async function storeCustomer(
  of: { id: string; earlier: Custody | undefined; custody: Custody | undefined; cases: Opening[] },
  indexed: boolean,
): Promise<void> {
  const { id, earlier, custody, cases } = of;
  if (!custody) return;
  await put(earlier ?? custody);
  await storeCases(cases);
  await reindex(id);
  if (earlier) await put(custody);
  if (indexed) await reindex(id);
}

async function put(custody: Custody): Promise<void> {
  const stamp = { at: new Date().toISOString(), eventId: newEventId() };
  await firestoreCustody().put(custody.customer, stamp, () => custody);
}

async function reindex(customer: string): Promise<void> {
  const at = new Date().toISOString();
  let progress: Progress | undefined;
  do progress = await firestoreCustody().reindex(customer, at, progress);
  while (progress);
}

function storedCustody(
  custody: Custody | undefined,
  names: Names,
  shiftMs: number,
): Custody | undefined {
  if (!custody) return undefined;
  const moved = (at: Instant) => plus(at, shiftMs);
  const relationships = Object.entries(custody.partners).map(
    ([partner, each]): [string, Relationship] => [
      names.domain(partner),
      {
        ...each,
        periods: each.periods.slice(0, 10).map(({ startAt, endAt }) => ({
          startAt: moved(startAt),
          ...(endAt !== undefined && { endAt: moved(endAt) }),
        })),
        ...(each.accessExpiresAt !== undefined && { accessExpiresAt: moved(each.accessExpiresAt) }),
        viewKey: names.key(names.customer(custody.customer).replaceAll(/\W/g, ""), partner),
      },
    ],
  );
  const partners = Object.fromEntries(relationships);
  return { ...custody, customer: names.customer(custody.customer), partners };
}

function storedPerson(person: Person | undefined, names: Names): Person | undefined {
  if (!person) return undefined;
  const { agentId, ...rest } = person;
  const email = names.address(person.email);
  return {
    ...rest,
    email,
    customers: Object.fromEntries(
      Object.entries(person.customers).map(([id, role]) => [names.customer(id), role]),
    ),
    ...(agentId !== undefined && { agentId: `${names.agentId}-${email.split("@")[0]}` }),
  };
}

/** Each address, and that of the first partner's user in capitals, unverified, and not given at all. */
function callersOf(names: Names, people: readonly Person[]): Caller[] {
  const known = callers.map(names.address).map((email) => ({
    who: email,
    token: tokenFor(email),
    principal: principalOf(email),
    person: people.find((person) => person.email === email),
  }));
  const anna = known[0];
  if (!anna) throw new Error("There are no callers.");
  const capitals = anna.who.toUpperCase();
  return [
    ...known,
    { ...anna, who: capitals, token: tokenFor(capitals) },
    { who: `${anna.who}, unverified`, token: tokenFor(anna.who, { email_verified: false }) },
    { who: "nobody", token: undefined },
  ];
}
