import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grounds, requireCase, requireCustomerWork, viewersFor } from "#domain/access.ts";
import type { Case } from "#domain/case.ts";
import { sightEndsAt, viewersOf } from "#domain/custody.ts";
import { aCase, aCustody, aPartnerUser, outcomeOf, refusalOf } from "../support/builders.ts";
import {
  type Bond,
  callers,
  custodyOf,
  customers,
  instantOf,
  moments,
  partners,
  personOf,
  principalOf,
  relationshipOf,
  type World,
  worlds,
} from "../support/histories.ts";

type Question = { who: string; customer: string; created: number; now: number };
type Asked = Pick<Question, "customer" | "now">;

const longAfter = 1e12;

/** Design section 2 in its own words, of what is on record: rules 1 to 5, the customer's users, the agents. */
function oracle(world: World, { who, customer, created, now }: Question): boolean {
  const someone = world.people.get(who);
  const bonds = world.customers.get(customer);
  if (someone === undefined || bonds === undefined) return false;
  const domain = who.slice(who.indexOf("@") + 1);
  if (someone.onRecordAsAgent && domain === "support.example") return true;
  if (someone.customers.has(customer)) return true;
  const { partner } = someone;
  const bond = bonds.get(domain);
  if (partner === undefined || bond === undefined) return false;
  const holds = (name: string) =>
    partner.admin || partner.superAdmin || partner.held.some((held) => held === name);
  const inside = (at: number) =>
    bond.periods.some(({ from, to }) => !(at < from) && !(to !== undefined && at >= to));
  const privileged =
    holds("SUPPORT") &&
    holds("VIEW_CUSTOMERS") &&
    ["ACCESS_CUSTOMER_CASES", "LEGACY_RESOLD_ENTERPRISE_SUPPORT", "LEGACY_ENTERPRISE_SUPPORT"].some(
      holds,
    );
  const consented = bond.granted && !(bond.until !== undefined && now >= bond.until);
  return privileged && inside(now) && consented && inside(created);
}

function groundsOf(world: World, { who, customer }: Pick<Question, "who" | "customer">): Grounds {
  return {
    principal: principalOf(who),
    person: personOf(world, who),
    custody: custodyOf(world, customer),
  };
}

/** A user of the domain who holds every privilege there. */
function groundsOfDomain(domain: string, custody: Grounds["custody"]): Grounds {
  return { principal: principalOf(`any@${domain}`), person: aPartnerUser(), custody };
}

function decide(grounds: Grounds, { customer, now }: Asked, found: Case | undefined): Case {
  const standing = requireCustomerWork(grounds, customer, instantOf(now));
  return requireCase({ standing, custody: grounds.custody }, customer, found);
}

function caseOf(
  world: World,
  { customer, created }: Pick<Question, "customer" | "created">,
): Case | undefined {
  const there = world.customers.has(customer);
  return there ? aCase({ customer, createdAt: instantOf(created) }) : undefined;
}

function shown(world: World, question: Question): boolean {
  const found = caseOf(world, question);
  return outcomeOf(() => decide(groundsOf(world, question), question, found)) === "allowed";
}

/** Every caller's question about a case of every customer. */
function questions(times: { created: number; now: number }): Question[] {
  return callers.flatMap((who) => customers.map((customer) => ({ who, customer, ...times })));
}

/** The same history, had every customer consented for good. */
function consenting(world: World): World {
  const bonds = [...world.customers].map(([customer, of]): [string, Map<string, Bond>] => [
    customer,
    new Map([...of].map(([partner, { periods }]) => [partner, { periods, granted: true }])),
  ]);
  return { ...world, customers: new Map(bonds) };
}

const times = fc.record({ created: moments, now: moments });
const runs = { numRuns: 300 };

describe("over any history of custody, consent and privilege", { timeout: 60_000 }, () => {
  test("the decision is what the five rules say", () => {
    fc.assert(
      fc.property(worlds, times, (world, at) => {
        const asked = questions(at);

        const decided = asked.filter((question) => shown(world, question));

        expect(decided).toEqual(asked.filter((question) => oracle(world, question)));
      }),
      { numRuns: 1000 },
    );
  });

  test("a foreign case, a missing one and another customer's are refused alike in every field", () => {
    fc.assert(
      fc.property(worlds, times, (world, at) => {
        const refused = questions(at).filter((question) => !oracle(world, question));
        const refusals = (pick: (question: Question) => Case | undefined) =>
          refused.map((each) => refusalOf(() => decide(groundsOf(world, each), each, pick(each))));

        const missing = refusals(() => undefined);

        expect(missing).not.toContain(undefined);
        expect(refusals((each) => caseOf(world, each))).toEqual(missing);
        expect(refusals(() => aCase({ customer: "another" }))).toEqual(missing);
      }),
      runs,
    );
  });

  test("a customer that the caller's domain does not have now is refused like one that is not there", () => {
    fc.assert(
      fc.property(worlds, moments, (world, now) => {
        const consented = consenting(world);
        const foreign = questions({ created: now, now }).filter((each) => !oracle(consented, each));
        const refusals = (over: Partial<Grounds>) =>
          foreign.map((each) =>
            refusalOf(() => decide({ ...groundsOf(world, each), ...over }, each, undefined)),
          );

        expect(refusals({})).toEqual(refusals({ custody: undefined }));
      }),
      runs,
    );
  });

  test("the viewers of a case are support, its customer, and just the partners whom the decision shows it", () => {
    fc.assert(
      fc.property(worlds, times, (world, { created, now }) => {
        const rows = [...world.customers.keys()].map((customer) => {
          const custody = custodyOf(world, customer) ?? aCustody();
          const found = caseOf(world, { customer, created });
          const admitted = partners.filter((domain) => {
            const grounds = groundsOfDomain(domain, custody);
            return outcomeOf(() => decide(grounds, { customer, now }, found)) === "allowed";
          });
          return {
            viewers: viewersOf(custody, instantOf(created), instantOf(now)),
            expected: [
              "support",
              `customer:${customer}`,
              ...admitted.map((domain) => `partner:${domain}`),
            ],
          };
        });

        expect(rows.map(({ viewers }) => viewers)).toEqual(rows.map(({ expected }) => expected));
      }),
      runs,
    );
  });

  test("sight is there until just before the instant at which it is said to end", () => {
    fc.assert(
      fc.property(worlds, moments, (world, now) => {
        const bonds = [...world.customers.values()].flatMap((of) => [...of]);
        const rows = bonds.map(([domain, bond]) => {
          const relationship = relationshipOf(bond, domain);
          const grounds = groundsOfDomain(
            domain,
            aCustody({ partners: { [domain]: relationship } }),
          );
          return sightOf(sightEndsAt(relationship, instantOf(now)), now).map(
            ({ at, expected }) => ({
              at,
              expected,
              sees:
                outcomeOf(() => requireCustomerWork(grounds, "1001", instantOf(at))) === "allowed",
            }),
          );
        });

        expect(rows.flat().filter(({ expected, sees }) => expected !== sees)).toEqual([]);
      }),
      runs,
    );
  });

  test("a list over all customers is of the cases that the decision shows, no more and no fewer", () => {
    fc.assert(
      fc.property(worlds, times, (world, at) => {
        const asked = questions(at).filter(({ customer }) => world.customers.has(customer));

        const listed = asked.filter((question) => {
          const grounds = groundsOf(world, question);
          const indexed = viewersOf(
            grounds.custody ?? aCustody(),
            instantOf(at.created),
            instantOf(at.now),
          );
          return viewersOrNone(grounds).some((viewer) => indexed.includes(viewer));
        });

        expect(listed).toEqual(asked.filter((question) => shown(world, question)));
      }),
      runs,
    );
  });
});

/** What the end of a sight promises, instant by instant. */
function sightOf(endsAt: string | undefined, now: number): { at: number; expected: boolean }[] {
  const end = endsAt === undefined ? undefined : Date.parse(endsAt) - Date.parse(instantOf(0));
  if (end === now) return [{ at: now, expected: false }];
  const inSight = [now, end === undefined ? longAfter : end - 1].map((at) => ({
    at,
    expected: true,
  }));
  return end === undefined ? inSight : [...inSight, { at: end, expected: false }];
}

function viewersOrNone(grounds: Grounds): string[] {
  return refusalOf(() => viewersFor(grounds)) ? [] : viewersFor(grounds);
}
