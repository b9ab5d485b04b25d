import { describe, expect, test } from "vitest";
import { etagOfMember, type Home, membershipOf, partiesOf } from "#domain/membership.ts";
import { aPartnerUser, aPerson } from "../support/builders.ts";

const lindqvist: Home = {
  party: { kind: "customer", customer: "1001" },
  domain: "lindqvist.example",
};
const alfa: Home = {
  party: { kind: "partner", domain: "alfa-partner.example" },
  domain: "alfa-partner.example",
};
const desk: Home = { party: { kind: "support" }, domain: "support.example" };

describe("partiesOf", () => {
  test("names every party that somebody belongs to, and those administered", () => {
    const customers = { "1001": "ADMINISTRATOR", "1002": "PORTAL_USER" } as const;
    const person = aPartnerUser({ superAdministrator: true }, { customers });

    expect(partiesOf(person, false)).toEqual({
      memberOf: ["partner:alfa-partner.example", "customer:1001", "customer:1002"],
      administers: ["partner:alfa-partner.example", "customer:1001"],
    });
  });

  test("counts nobody as of the desk whose address lies outside the support domain", () => {
    const agent = aPerson({ agentId: "a1", deskAdministrator: true });

    expect(partiesOf(agent, true)).toEqual({ memberOf: ["support"], administers: ["support"] });
    expect(partiesOf(agent, false)).toEqual({ memberOf: [], administers: [] });
  });

  test("counts nobody as an administrator of the desk who is no agent", () => {
    expect(partiesOf(aPerson({ deskAdministrator: true }), true).administers).toEqual([]);
  });
});

describe("membershipOf", () => {
  const customers = { "1001": "PORTAL_USER" } as const;

  test("tells a party of nobody who is only something elsewhere", () => {
    const person = aPartnerUser({}, { agentId: "a1", customers: { "1002": "ADMINISTRATOR" } });

    expect(membershipOf(person, lindqvist)).toBeUndefined();
    expect(membershipOf(undefined, lindqvist)).toBeUndefined();
  });

  test("tells a customer the names of its own domain's people alone", () => {
    const own = aPerson({ email: "kim@lindqvist.example", displayName: "Kim", customers });
    const outsider = aPartnerUser({}, { alertEmail: "a@home.example", customers });

    expect(membershipOf(own, lindqvist)).toEqual({ role: "PORTAL_USER", displayName: "Kim" });
    expect(membershipOf(outsider, lindqvist)).toEqual({ role: "PORTAL_USER" });
  });

  test("takes no name from the prototype for a customer", () => {
    const constructor: Home = {
      party: { kind: "customer", customer: "constructor" },
      domain: "lindqvist.example",
    };

    expect(membershipOf(aPerson(), constructor)).toBeUndefined();
  });

  test("is no user of a domain whose address lies in another", () => {
    const beta = { kind: "partner", domain: "beta-partner.example" } as const;

    expect(membershipOf(aPartnerUser(), { party: beta, domain: beta.domain })).toBeUndefined();
  });
});

describe("etagOfMember", () => {
  test("says nothing of what other parties changed", () => {
    const customers = { "1001": "PORTAL_USER" } as const;
    const revisions = { "partner:alfa-partner.example": 7, "customer:1002": 3 };
    const person = aPartnerUser({}, { customers, revisions });

    expect(etagOfMember(person, lindqvist)).toBe('"1"');
    expect(etagOfMember(person, alfa)).toBe('"7"');
    expect(etagOfMember(person, desk)).toBe('"0"');
  });
});
