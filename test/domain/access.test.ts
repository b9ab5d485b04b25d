import { describe, expect, test } from "vitest";
import {
  type Grounds,
  requireAgent,
  requireCase,
  requireCustomerSight,
  requireCustomerWork,
  requirePerson,
  viewersFor,
} from "#domain/access.ts";
import type { Person } from "#domain/person.ts";
import {
  aCase,
  aCustody,
  alfa,
  aPartnerUser,
  aPerson,
  aPrincipal,
  aRelationship,
  aStanding,
  custodyWith,
  justBefore,
  now,
  outcomeOf,
  refusalOf,
} from "../support/builders.ts";

function aGrounds(over: Partial<Grounds> = {}): Grounds {
  return { principal: aPrincipal(), person: aPartnerUser(), custody: aCustody(), ...over };
}

function custom(privileges: NonNullable<Person["partner"]>["privileges"]): Person {
  return aPartnerUser({ role: "CUSTOM", privileges });
}

const lena = custom(["SUPPORT", "VIEW_CUSTOMERS", "LEGACY_RESOLD_ENTERPRISE_SUPPORT"]);
const moa = aPerson({ email: "moa@lindqvist.example", customers: { "1001": "PORTAL_USER" } });
const tor = aPerson({ email: "tor@nordan.example", customers: { "1004": "ADMINISTRATOR" } });
const agent = aPerson({ email: "aino@support.example", agentId: "agent-aino" });
const bySupport = aPrincipal({ email: "aino@support.example", ofSupport: true });
const byBeta = aPrincipal({ email: "anna@beta-partner.example" });

describe("who may see and who may work with customer 1001", () => {
  test.each<[string, Partial<Grounds>, sight: string, work: string]>([
    ["a RESELLER_ADMIN", {}, "allowed", "allowed"],
    [
      "a super administrator",
      { person: aPartnerUser({ role: "CUSTOM", superAdministrator: true }) },
      "allowed",
      "allowed",
    ],
    ["a user with a legacy privilege", { person: lena }, "allowed", "allowed"],
    [
      "a user with VIEW_CUSTOMERS alone",
      { person: custom(["VIEW_CUSTOMERS"]) },
      "allowed",
      "PRIVILEGE_MISSING",
    ],
    ["a user without privileges", { person: custom([]) }, "PRIVILEGE_MISSING", "PRIVILEGE_MISSING"],
    ["a user of another domain", { principal: byBeta }, "NOT_VISIBLE", "NOT_VISIBLE"],
    ["somebody without record", { person: undefined }, "NO_ROLE", "NO_ROLE"],
    ["somebody without role", { person: aPerson() }, "NO_ROLE", "NO_ROLE"],
    ["a portal user of the customer", { person: moa }, "allowed", "allowed"],
    ["an administrator of another customer", { person: tor }, "NOT_VISIBLE", "NOT_VISIBLE"],
    ["an agent", { principal: bySupport, person: agent }, "allowed", "allowed"],
    ["an agent on record outside the support domain", { person: agent }, "NO_ROLE", "NO_ROLE"],
    [
      "an address of support without record as agent",
      { principal: bySupport, person: aPerson() },
      "NO_ROLE",
      "NO_ROLE",
    ],
    [
      "an agent, of a customer that is not there",
      { principal: bySupport, person: agent, custody: undefined },
      "NOT_VISIBLE",
      "NOT_VISIBLE",
    ],
  ])("%s: %o may see (%s) and work (%s)", (...[, over, sight, work]) => {
    const grounds = aGrounds(over);

    expect(outcomeOf(() => requireCustomerSight(grounds, "1001", now))).toBe(sight);
    expect(outcomeOf(() => requireCustomerWork(grounds, "1001", now))).toBe(work);
  });

  test.each([
    ["is revoked", custodyWith({ access: "REVOKED" }), "CONSENT_NOT_GRANTED"],
    ["expires now", custodyWith({ accessExpiresAt: now }), "CONSENT_EXPIRED"],
  ])("consent that %s hides no customer, only its cases", (_, custody, work) => {
    expect(outcomeOf(() => requireCustomerSight(aGrounds({ custody }), "1001", now))).toBe(
      "allowed",
    );
    expect(outcomeOf(() => requireCustomerWork(aGrounds({ custody }), "1001", now))).toBe(work);
  });

  test("consent is none of the customer's own users' affair", () => {
    const grounds = aGrounds({ person: moa, custody: custodyWith({ access: "REVOKED" }) });

    expect(outcomeOf(() => requireCustomerWork(grounds, "1001", now))).toBe("allowed");
  });

  test("a period counts from its start until just before its end", () => {
    const custody = custodyWith({
      periods: [{ startAt: "2026-03-01T00:00:00.000Z", endAt: "2026-03-10T00:00:00.000Z" }],
    });
    const edges = ["2026-03-01T00:00:00.000Z", "2026-03-10T00:00:00.000Z"];

    const outcomes = edges
      .flatMap((edge) => [justBefore(edge), edge])
      .map((at) => outcomeOf(() => requireCustomerWork(aGrounds({ custody }), "1001", at)));

    expect(outcomes).toEqual(["NOT_VISIBLE", "allowed", "allowed", "NOT_VISIBLE"]);
  });

  test("a customer not assigned is refused like one that is not there", () => {
    const foreign = aGrounds({
      custody: aCustody({ partners: { "beta-partner.example": aRelationship() } }),
    });
    const missing = aGrounds({ custody: undefined });

    for (const may of [requireCustomerSight, requireCustomerWork]) {
      const refusal = refusalOf(() => may(foreign, "1001", now));
      expect(refusal?.code).toBe("NOT_VISIBLE");
      expect(refusal).toEqual(refusalOf(() => may(missing, "1001", now)));
    }
  });

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "a customer called %s is nobody's by birth",
    (customer) => {
      const custody = aCustody({ customer, partners: {} });
      const refused = [moa, aPartnerUser()].map((person) =>
        outcomeOf(() => requireCustomerWork(aGrounds({ person, custody }), customer, now)),
      );

      expect(refused).toEqual(["NOT_VISIBLE", "NOT_VISIBLE"]);
    },
  );
});

describe("a refusal", () => {
  test("for want of a privilege names the person and whom to ask", () => {
    const refusal = refusalOf(() =>
      requireCustomerWork(aGrounds({ person: custom([]) }), "1001", now),
    );

    expect(refusal?.details).toEqual({
      subject: "anna@alfa-partner.example",
      remedy: "Ask a super administrator of your partner domain to give them to you.",
    });
  });

  test("for want of consent names the customer and what to ask for", () => {
    const custody = custodyWith({ access: "REVOKED" });

    const refusal = refusalOf(() => requireCustomerWork(aGrounds({ custody }), "1001", now));

    expect(refusal?.details).toEqual({
      subject: "customers/1001",
      remedy: "Ask an administrator of lindqvist.example to grant access to alfa-partner.example.",
    });
  });

  test("for want of any role names whom to ask", () => {
    const refusal = refusalOf(() => requirePerson(aGrounds({ person: undefined })));

    expect(refusal?.details.remedy).toContain("Ask a super administrator");
  });
});

describe("requireCase", () => {
  const periods = [{ startAt: "2025-07-01T00:00:00.000Z" }];
  const given = { standing: aStanding(), custody: custodyWith({ periods }) };

  test.each([
    ["2025-06-30T23:59:59.999Z", "NOT_VISIBLE"],
    ["2025-07-01T00:00:00.000Z", "allowed"],
  ])(
    "of a case opened at %s, the partner's time beginning in July 2025: %s",
    (createdAt, expected) => {
      expect(outcomeOf(() => requireCase(given, "1001", aCase({ createdAt })))).toBe(expected);
    },
  );

  test.each([
    ["the customer", aStanding({ viewer: "customer:1001" })],
    ["support", aStanding({ viewer: "support", agent: true })],
  ])("shows %s the cases of every time", (_, standing) => {
    const old = aCase({ createdAt: "2019-01-01T00:00:00.000Z" });

    expect(requireCase({ ...given, standing }, "1001", old)).toBe(old);
  });

  test("refuses a missing case, a foreign one and another customer's in equal words, whoever asks", () => {
    const standings = [aStanding(), aStanding({ viewer: "customer:1001" })];
    const foreign = [undefined, aCase({ customer: "1003" })];

    const refusals = standings.flatMap((standing) =>
      foreign.map((found) => refusalOf(() => requireCase({ ...given, standing }, "1001", found))),
    );

    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
  });
});

describe("viewersFor", () => {
  const both = { "1001": "ADMINISTRATOR", "1004": "PORTAL_USER" } as const;

  test.each<[string, Partial<Grounds>, string[]]>([
    ["a partner's user", {}, [alfa]],
    [
      "a customers' user",
      { person: aPerson({ customers: both }) },
      ["customer:1001", "customer:1004"],
    ],
    [
      "somebody who is both",
      { person: { ...aPartnerUser(), customers: both } },
      [alfa, "customer:1001", "customer:1004"],
    ],
    [
      "somebody who is both, without privileges",
      { person: { ...custom([]), customers: both } },
      ["customer:1001", "customer:1004"],
    ],
    ["an agent", { principal: bySupport, person: agent }, ["support"]],
  ])("of %s (%o) are %j", (...[, over, expected]) => {
    expect(viewersFor(aGrounds(over))).toEqual(expected);
  });

  test("refuses a partner's user who may not work with cases", () => {
    const grounds = aGrounds({ person: custom(["VIEW_CUSTOMERS"]) });

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
