import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grounds, requireCase, requireCustomerWork } from "#domain/access.ts";
import type { Case } from "#domain/case.ts";
import { explain, missingPrivileges } from "#domain/explain.ts";
import { mayWorkWithCases, Privilege } from "#domain/person.ts";
import {
  aCase,
  aFound,
  aFoundByAgent,
  aPartnerUser,
  aPerson,
  aPrincipal,
  custodyWith,
  now,
  outcomeOf,
} from "../support/builders.ts";
import {
  callers,
  custodyOf,
  customers,
  instantOf,
  moments,
  personOf,
  principalOf,
  type World,
  worlds,
} from "../support/histories.ts";

const portalUrl = "https://portal.support.example";
const asked = { customer: "1001", sought: { found: aCase() }, now, portalUrl };

const beforeTheirTime = aCase({ createdAt: "2023-12-31T23:59:59.999Z" });

/** The outcomes of rules 1 to 5, a letter each: held, not held, undecided. */
function letters(
  grounds: Grounds,
  of: Partial<typeof asked> | { sought?: undefined } = {},
): string {
  const letter = { HELD: "h", NOT_HELD: "n", UNDECIDED: "u" };
  return explain(grounds, { ...asked, ...of })
    .map(({ outcome }) => letter[outcome])
    .join("");
}

function remedies(grounds: Grounds, of: Partial<typeof asked> = {}): readonly string[] {
  return explain(grounds, { ...asked, ...of }).flatMap((rule) => rule.remedies);
}

describe("explain", () => {
  test("numbers the rules of the design in order", () => {
    expect(explain(aFound(), asked).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each([
    ["a partner's user who may", aFound(), "hhhhh"],
    ["an agent", aFoundByAgent(), "hhhhh"],
    [
      "the customer's own",
      aFound({ person: aPerson({ customers: { "1001": "PORTAL_USER" } }) }),
      "hhhhh",
    ],
    ["nobody on record", aFound({ person: undefined }), "hnuuu"],
    ["a person without a role", aFound({ person: aPerson() }), "hnuuu"],
    [
      "another customer's user",
      aFound({ person: aPerson({ customers: { "1002": "PORTAL_USER" } }) }),
      "hnuuu",
    ],
    ["who lacks privileges", aFound({ person: aPartnerUser({ role: "CUSTOM" }) }), "hnuuu"],
    [
      "another partner",
      aFound({ principal: aPrincipal({ email: "anna@beta-partner.example" }) }),
      "hhnuu",
    ],
    ["a customer that is missing", aFound({ custody: undefined }), "hhnuu"],
    [
      "a period that has ended",
      aFound({
        custody: custodyWith({ periods: [{ startAt: "2024-01-01T00:00:00.000Z", endAt: now }] }),
      }),
      "hhnuu",
    ],
    ["consent that is revoked", aFound({ custody: custodyWith({ access: "REVOKED" }) }), "hhhnu"],
    [
      "consent that expires now",
      aFound({ custody: custodyWith({ accessExpiresAt: now }) }),
      "hhhnu",
    ],
    ["a missing customer, to an agent", aFoundByAgent({ custody: undefined }), "hhnuu"],
  ])("tells %s", (_who, grounds, expected) => {
    expect(letters(grounds)).toBe(expected);
  });

  test.each([
    ["missing", undefined],
    ["of another customer", aCase({ customer: "1004" })],
    ["from before the partner's time", beforeTheirTime],
  ])("tells of a case that is %s the same", (_which, found) => {
    const told = explain(aFound(), { ...asked, sought: { found } });

    expect(told).toEqual(explain(aFound(), { ...asked, sought: { found: undefined } }));
    expect(letters(aFound(), { sought: { found } } as Partial<typeof asked>)).toBe("hhhhn");
  });

  test("leaves the rule of cases undecided where a customer is asked about", () => {
    expect(letters(aFound(), { sought: undefined })).toBe("hhhhu");
  });

  test("names the privileges that are missing, and who gives them", () => {
    const person = aPartnerUser({ role: "CUSTOM", privileges: ["SUPPORT"] });

    expect(remedies(aFound({ person }))).toEqual([
      "Ask a super administrator of alfa-partner.example for VIEW_CUSTOMERS, ACCESS_CUSTOMER_CASES.",
    ]);
  });

  test("names who grants access, to whom, and where", () => {
    expect(remedies(aFound({ custody: custodyWith({ access: "REVOKED" }) }))).toEqual([
      "Ask an administrator of lindqvist.example to grant access to alfa-partner.example: https://portal.support.example/customers/1001/access",
    ]);
  });

  test("asks for access anew where consent has expired", () => {
    expect(remedies(aFound({ custody: custodyWith({ accessExpiresAt: now }) }))).toEqual([
      "Ask an administrator of lindqvist.example to grant access anew to alfa-partner.example: https://portal.support.example/customers/1001/access",
    ]);
  });

  test("sends somebody to sign in elsewhere where the customer is not the domain's", () => {
    const principal = aPrincipal({ email: "anna@beta-partner.example" });

    expect(remedies(aFound({ principal }))).toContain(
      "Is it assigned to another of your domains? Sign in with your address there.",
    );
  });
});

describe("missingPrivileges", () => {
  test("is empty just for those who may work with cases", () => {
    fc.assert(
      fc.property(fc.subarray(Privilege.options), (privileges) => {
        const person = aPartnerUser({ role: "CUSTOM", privileges });

        expect(missingPrivileges(person).length === 0).toBe(mayWorkWithCases(person));
      }),
    );
  });
});

const questions = fc.record({
  who: fc.constantFrom(...callers),
  customer: fc.constantFrom(...customers),
  created: moments,
  now: moments,
});
type Question = { who: string; customer: string; created: number; now: number };

function groundsOf(world: World, { who, customer }: Question): Grounds {
  return {
    principal: principalOf(who),
    person: personOf(world, who),
    custody: custodyOf(world, customer),
  };
}

describe("over any history of custody, consent and privilege", { timeout: 60_000 }, () => {
  test("rules 1 to 4 hold just for those who may work with the customer's cases, and rule 5 as well for those who may see the case", () => {
    fc.assert(
      fc.property(worlds, fc.array(questions, { minLength: 20, maxLength: 20 }), (world, all) => {
        for (const question of all) {
          const { customer } = question;
          const [grounds, at] = [groundsOf(world, question), instantOf(question.now)];
          const found: Case = aCase({ customer, createdAt: instantOf(question.created) });
          const work = () => requireCustomerWork(grounds, customer, at);
          const sight = () =>
            requireCase({ standing: work(), custody: grounds.custody }, customer, found);

          const told = letters(grounds, { customer, now: at, sought: { found } });

          expect(told.startsWith("hhhh")).toBe(outcomeOf(work) === "allowed");
          expect(told === "hhhhh").toBe(outcomeOf(sight) === "allowed");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a customer that the caller's domain does not have now is explained like one that is not there", () => {
    fc.assert(
      fc.property(worlds, questions, (world, question) => {
        const grounds = groundsOf(world, question);
        const of = { ...asked, customer: question.customer, now: instantOf(question.now) };
        const told = explain(grounds, of);
        fc.pre(told[2]?.outcome !== "HELD");

        const nothing = explain(
          { ...grounds, custody: undefined },
          { ...of, sought: { found: undefined } },
        );

        expect(told).toEqual(nothing);
      }),
      { numRuns: 1_000 },
    );
  });
});
