import * as fc from "fast-check";
import { firestoreCustody } from "#adapters/firestore/custody-store.ts";
import { putPeople } from "#adapters/firestore/people-store.ts";
import type { Custody, Relationship } from "#domain/custody.ts";
import type { Progress } from "#domain/customer.ts";
import { type Instant, plus } from "#domain/instant.ts";
import { type Person, type Principal, Privilege } from "#domain/person.ts";
import { newEventId } from "#platform/ids.ts";
import { aCustody } from "./builders.ts";
import {
  type Bond,
  callers,
  custodyOf,
  customers,
  instantOf,
  partners,
  personOf,
  principalOf,
  type Someone,
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

/**
 * Histories to be stored, in a cycle of three: as chance has them; and twice nearly everybody sees
 * something, each for want of one thing at most, after a time in which every partner saw everything:
 * once with the index written since, once lagging behind.
 */
export function plansOf(number: number): fc.Arbitrary<Plan> {
  const chance = number % 3 === 2;
  const nearly = fc
    .tuple(worlds, fc.infiniteStream(fc.nat({ max: 3 })))
    .map(([world, choices]) => nearlyOpen(world, number, choices));
  const after = chance ? worlds : nearly;
  return fc.record({
    before: chance ? fc.option(worlds, { nil: undefined }) : after.map(whollyOpen),
    after,
    nowDay: fc.integer({ min: 6, max: 12 }),
    created: fc.array(
      fc.record({ day: fc.integer({ min: 0, max: 12 }), ms: fc.constantFrom(-1, 0, 1) }),
      { minLength: 4, maxLength: 4 },
    ),
    indexed: chance ? fc.boolean() : fc.constant(number % 3 === 0),
  });
}

const { options: every } = Privilege;
const privileges: Privilege[][] = [
  every,
  every.filter((each) => each !== "SUPPORT"),
  every.filter((each) => each !== "VIEW_CUSTOMERS"),
  ["SUPPORT", "VIEW_CUSTOMERS"],
  ["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"],
];

/** The world with three of four consents given and periods running, and all but one privilege held. */
function nearlyOpen(world: World, number: number, choices: Iterator<number>): World {
  const chosen = () => choices.next().value ?? 0;
  const bonds = customers.map((customer): [string, Map<string, Bond>] => {
    const of = partners.map((partner): [string, Bond] => {
      const known = world.customers.get(customer)?.get(partner) ?? { periods: [], granted: false };
      const running = chosen() > 0 ? [{ from: chosen() * dayMs }] : [];
      const consent = chosen() > 0 ? { granted: true } : {};
      const { until: _until, ...bond } = { ...known, ...consent };
      const kept = "granted" in consent ? bond : known;
      return [partner, { ...kept, periods: [...known.periods.filter(ended), ...running] }];
    });
    return [customer, new Map(of)];
  });
  const people = callers.map((who, place): [string, Someone] => [
    who,
    {
      partner:
        place <= partners.length
          ? {
              held: privileges[(number + place) % privileges.length] ?? [],
              admin: false,
              superAdmin: false,
            }
          : undefined,
      customers: new Set(who.startsWith("olle") ? customers.slice(0, 2) : []),
      onRecordAsAgent: who.endsWith("@support.example") || who.startsWith("hanna"),
    },
  ]);
  return { customers: new Map(bonds), people: new Map(people) };
}

function ended({ to }: Bond["periods"][number]): boolean {
  return to !== undefined;
}

/** Every partner has had every customer from the first day, with consent. */
function whollyOpen(world: World): World {
  const bonds = [...world.customers.keys()].map((customer): [string, Map<string, Bond>] => [
    customer,
    new Map(partners.map((partner) => [partner, { periods: [{ from: 0 }], granted: true }])),
  ]);
  return { customers: new Map(bonds), people: world.people };
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
