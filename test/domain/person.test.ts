import { describe, expect, test } from "vitest";
import {
  isAgent,
  maySeeCustomers,
  mayWorkWithCases,
  Person,
  type Privilege,
  partnerDomain,
  privilegesOf,
} from "#domain/person.ts";
import { aPartnerUser, aPerson, aPrincipal } from "../support/builders.ts";

const all: Privilege[] = [
  "SUPPORT",
  "VIEW_CUSTOMERS",
  "ACCESS_CUSTOMER_CASES",
  "LEGACY_RESOLD_ENTERPRISE_SUPPORT",
  "LEGACY_ENTERPRISE_SUPPORT",
];

function custom(...privileges: Privilege[]): Person {
  return aPartnerUser({ role: "CUSTOM", privileges });
}

describe("privilegesOf", () => {
  test.each<[string, Person, Privilege[]]>([
    ["RESELLER_ADMIN has all", aPartnerUser(), all],
    [
      "a super administrator has all",
      aPartnerUser({ role: "CUSTOM", superAdministrator: true }),
      all,
    ],
    ["CUSTOM has those listed", custom("SUPPORT"), ["SUPPORT"]],
    ["CUSTOM without any has none", custom(), []],
    [
      "a customer's administrator has none",
      aPerson({ customers: { "1001": "ADMINISTRATOR" } }),
      [],
    ],
    ["an agent has none", aPerson({ agentId: "agent-aino" }), []],
  ])("%s", (_, person, expected) => {
    expect([...privilegesOf(person)]).toEqual(expected);
  });
});

describe("working with cases", () => {
  test.each<[Privilege[], boolean]>([
    [["SUPPORT", "VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES"], true],
    [["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"], true],
    [["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_ENTERPRISE_SUPPORT"], true],
    [["SUPPORT", "VIEW_CUSTOMERS"], false],
    [["SUPPORT", "ACCESS_CUSTOMER_CASES", "LEGACY_ENTERPRISE_SUPPORT"], false],
    [["VIEW_CUSTOMERS", "ACCESS_CUSTOMER_CASES", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"], false],
    [["ACCESS_CUSTOMER_CASES"], false],
    [[], false],
  ])("with %j: %s", (privileges, expected) => {
    expect(mayWorkWithCases(custom(...privileges))).toBe(expected);
  });
});

describe("seeing customers", () => {
  test.each(all)("with %s alone is a matter of VIEW_CUSTOMERS", (privilege) => {
    expect(maySeeCustomers(custom(privilege))).toBe(privilege === "VIEW_CUSTOMERS");
  });
});

describe("isAgent", () => {
  const onRecord = aPerson({ agentId: "agent-aino" });

  test.each([
    {
      who: "an agent on record in the support domain",
      ofSupport: true,
      person: onRecord,
      expected: true,
    },
    { who: "an agent on record elsewhere", ofSupport: false, person: onRecord, expected: false },
    {
      who: "an address of support, no agent on record",
      ofSupport: true,
      person: aPerson(),
      expected: false,
    },
    {
      who: "an address of support, not on record",
      ofSupport: true,
      person: undefined,
      expected: false,
    },
  ])("of $who: $expected", ({ ofSupport, person, expected }) => {
    expect(isAgent(aPrincipal({ ofSupport }), person)).toBe(expected);
  });
});

describe("partnerDomain", () => {
  test.each([
    ["anna@alfa-partner.example", "alfa-partner.example"],
    ["anna@alfa-partner.example.evil.example", "alfa-partner.example.evil.example"],
    ["anna@sub.alfa-partner.example", "sub.alfa-partner.example"],
    ['"anna@alfa-partner.example"@evil.example', "evil.example"],
  ])("of %s is %s, all after the last @", (email, expected) => {
    expect(partnerDomain(aPrincipal({ email }))).toBe(expected);
  });
});

test("a person on record is one mailbox, however the address was typed", () => {
  const { email } = Person.parse({ ...aPerson(), email: " Anna@Alfa-Partner.EXAMPLE " });

  expect(email).toBe("anna@alfa-partner.example");
});
