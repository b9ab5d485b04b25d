import { describe, expect, test } from "vitest";
import { type Grounds, requireAdministrator, requireAgent, viewersFor } from "#domain/access.ts";
import {
  aCustody,
  alfa,
  aPartnerUser,
  aPerson,
  aPrincipal,
  aStanding,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

const agent = aPerson({ email: "aino@support.example", agentId: "agent-aino" });
const bySupport = aPrincipal({ email: "aino@support.example", ofSupport: true });
const unprivileged = aPartnerUser({ role: "CUSTOM", privileges: [] });

function aGrounds(over: Partial<Grounds> = {}): Grounds {
  return { principal: aPrincipal(), person: aPartnerUser(), custody: aCustody(), ...over };
}

describe("viewersFor", () => {
  const both = { "1001": "ADMINISTRATOR", "1004": "PORTAL_USER" } as const;

  test.each<{ who: string; over: Partial<Grounds>; expected: string[] }>([
    { who: "a partner's user", over: {}, expected: [alfa] },
    {
      who: "a customers' user",
      over: { person: aPerson({ customers: both }) },
      expected: ["customer:1001", "customer:1004"],
    },
    {
      who: "somebody who is both",
      over: { person: { ...aPartnerUser(), customers: both } },
      expected: [alfa, "customer:1001", "customer:1004"],
    },
    {
      who: "somebody who is both, without privileges",
      over: { person: { ...unprivileged, customers: both } },
      expected: ["customer:1001", "customer:1004"],
    },
    { who: "an agent", over: { principal: bySupport, person: agent }, expected: ["support"] },
  ])("of $who are $expected", ({ over, expected }) => {
    expect(viewersFor(aGrounds(over))).toEqual(expected);
  });

  test("refuses a partner's user who may not work with cases", () => {
    const grounds = aGrounds({
      person: aPartnerUser({ role: "CUSTOM", privileges: ["VIEW_CUSTOMERS"] }),
    });

    expect(outcomeOf(() => viewersFor(grounds))).toBe("PRIVILEGE_MISSING");
  });
});

test("what only agents do is refused to everybody else", () => {
  const refusal = refusalOf(() => requireAgent(aStanding(), "set the state"));

  expect(refusal).toMatchObject({
    code: "PRIVILEGE_MISSING",
    message: "Only support agents may set the state.",
  });
  expect(outcomeOf(() => requireAgent(aStanding({ agent: true }), "set the state"))).toBe(
    "allowed",
  );
});

describe("requireAdministrator", () => {
  const administrator = aPerson({ customers: { "1001": "ADMINISTRATOR" } });
  const portalUser = aPerson({ customers: { "1001": "PORTAL_USER" } });

  test.each<{ who: string; over: Partial<Grounds>; expected: string }>([
    {
      who: "an administrator of the customer",
      over: { person: administrator },
      expected: "allowed",
    },
    {
      who: "a portal user of the customer",
      over: { person: portalUser },
      expected: "PRIVILEGE_MISSING",
    },
    {
      who: "an administrator of another customer",
      over: { person: aPerson({ customers: { "1004": "ADMINISTRATOR" } }) },
      expected: "NOT_VISIBLE",
    },
    {
      who: "the partner's super administrator",
      over: { person: aPartnerUser({ superAdministrator: true }) },
      expected: "NOT_VISIBLE",
    },
    { who: "an agent", over: { principal: bySupport, person: agent }, expected: "NOT_VISIBLE" },
    {
      who: "an administrator of a customer that is gone",
      over: { person: administrator, custody: undefined },
      expected: "NOT_VISIBLE",
    },
    { who: "somebody without role", over: { person: aPerson() }, expected: "NO_ROLE" },
  ])("of $who: $expected", ({ over, expected }) => {
    expect(outcomeOf(() => requireAdministrator(aGrounds(over), "1001"))).toBe(expected);
  });

  test.each(["constructor", "__proto__", "toString"])(
    "of a customer called %s is nobody by birth",
    (customer) => {
      const grounds = aGrounds({ person: administrator, custody: aCustody({ customer }) });

      expect(outcomeOf(() => requireAdministrator(grounds, customer))).toBe("NOT_VISIBLE");
    },
  );
});
