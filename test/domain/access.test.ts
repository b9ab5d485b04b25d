import { describe, expect, test } from "vitest";
import {
  type Grounds,
  requireCase,
  requireCustomerSight,
  requireCustomerWork,
  requirePerson,
} from "#domain/access.ts";
import type { Person } from "#domain/person.ts";
import {
  aCase,
  aCustody,
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
  test.each<{ who: string; over: Partial<Grounds>; sight: string; work: string }>([
    { who: "a RESELLER_ADMIN", over: {}, sight: "allowed", work: "allowed" },
    {
      who: "a super administrator",
      over: { person: aPartnerUser({ role: "CUSTOM", superAdministrator: true }) },
      sight: "allowed",
      work: "allowed",
    },
    {
      who: "a user with a legacy privilege",
      over: { person: lena },
      sight: "allowed",
      work: "allowed",
    },
    {
      who: "a user with VIEW_CUSTOMERS alone",
      over: { person: custom(["VIEW_CUSTOMERS"]) },
      sight: "allowed",
      work: "PRIVILEGE_MISSING",
    },
    {
      who: "a user without privileges",
      over: { person: custom([]) },
      sight: "PRIVILEGE_MISSING",
      work: "PRIVILEGE_MISSING",
    },
    {
      who: "a user of another domain",
      over: { principal: byBeta },
      sight: "NOT_VISIBLE",
      work: "NOT_VISIBLE",
    },
    {
      who: "somebody without record",
      over: { person: undefined },
      sight: "NO_ROLE",
      work: "NO_ROLE",
    },
    {
      who: "somebody without role",
      over: { person: aPerson() },
      sight: "NO_ROLE",
      work: "NO_ROLE",
    },
    {
      who: "a portal user of the customer",
      over: { person: moa },
      sight: "allowed",
      work: "allowed",
    },
    {
      who: "an administrator of another customer",
      over: { person: tor },
      sight: "NOT_VISIBLE",
      work: "NOT_VISIBLE",
    },
    {
      who: "an agent",
      over: { principal: bySupport, person: agent },
      sight: "allowed",
      work: "allowed",
    },
    {
      who: "an agent on record outside the support domain",
      over: { person: agent },
      sight: "NO_ROLE",
      work: "NO_ROLE",
    },
    {
      who: "an address of support without record as agent",
      over: { principal: bySupport, person: aPerson() },
      sight: "NO_ROLE",
      work: "NO_ROLE",
    },
    {
      who: "an agent, of a customer that is not there",
      over: { principal: bySupport, person: agent, custody: undefined },
      sight: "NOT_VISIBLE",
      work: "NOT_VISIBLE",
    },
  ])("$who: sees it: $sight, works with its cases: $work", ({ over, sight, work }) => {
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
      remedy:
        "Ask an administrator of lindqvist.example to grant access to alfa-partner.example. Where: GET /v2/customers/1001:explainAccess.",
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
