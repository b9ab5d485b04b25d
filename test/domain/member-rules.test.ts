import { describe, expect, test } from "vitest";
import * as rules from "#domain/member-rules.ts";
import { aPartnerUser, aPerson, outcomeOf, refusalOf } from "../support/builders.ts";

const kim = { email: "kim@alfa-partner.example", domain: "alfa-partner.example" };
const patch = <G extends object>(given: G) => ({ named: new Set(Object.keys(given)), given });

describe("patchPartnerUser", () => {
  test("enters somebody new without any privilege but those given", () => {
    expect(rules.patchPartnerUser(undefined, kim, patch({ role: "CUSTOM" as const }))).toEqual({
      email: "kim@alfa-partner.example",
      displayName: "",
      customers: {},
      partner: { role: "CUSTOM", privileges: [], superAdministrator: false },
    });
  });

  test("leaves what the person is elsewhere", () => {
    const current = aPartnerUser({}, { ...kimRecord(), customers: { "1001": "PORTAL_USER" } });

    const next = rules.patchPartnerUser(current, kim, patch({ superAdministrator: true }));

    expect(next).toMatchObject({
      customers: { "1001": "PORTAL_USER" },
      partner: { role: "RESELLER_ADMIN", superAdministrator: true },
    });
  });

  test("clears what is named and not given", () => {
    const current = aPartnerUser(
      { privileges: ["SUPPORT"], superAdministrator: true },
      { alertEmail: "k@home.example" },
    );
    const named = new Set(["privileges", "superAdministrator", "alertEmail"]);

    const next = rules.patchPartnerUser(current, kim, { named, given: {} });

    expect(next.partner).toMatchObject({ privileges: [], superAdministrator: false });
    expect(next).not.toHaveProperty("alertEmail");
  });

  test.each(["kim@x.alfa-partner.example", "kim@alfa-partner.example.evil.example"])(
    "refuses %s, which lies in another domain",
    (email) => {
      const given = patch({ role: "CUSTOM" as const });

      expect(outcomeOf(() => rules.patchPartnerUser(undefined, { ...kim, email }, given))).toBe(
        "INVALID_ARGUMENT",
      );
    },
  );
});

describe("patchCustomerUser", () => {
  const of = { customer: "1001", domain: "lindqvist.example" };
  const given = patch({ role: "PORTAL_USER" as const });

  test("refuses an address that belongs to 25 other customers, whose record would not hold it", () => {
    const customers = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`2${i}`, "PORTAL_USER" as const]),
    );
    const full = aPerson({ customers });
    const email = full.email;

    const refused = refusalOf(() => rules.patchCustomerUser(full, { email, ...of }, given));
    const known = aPerson({ customers: { ...customers, "20": "PORTAL_USER" } });
    const again = rules.patchCustomerUser(known, { email, ...of, customer: "20" }, given);

    expect(refused?.details.violations?.map(({ field }) => field)).toEqual(["user"]);
    expect(Object.keys(again.customers)).toHaveLength(25);
  });

  test("names nobody from outside of the customer's domain", () => {
    const email = "anna@alfa-partner.example";
    const named = patch({ role: "PORTAL_USER" as const, displayName: "Someone else" });

    expect(outcomeOf(() => rules.patchCustomerUser(undefined, { email, ...of }, named))).toBe(
      "INVALID_ARGUMENT",
    );
  });
});

describe("removeCustomerUser", () => {
  test("takes this customer alone", () => {
    const customers = { "1001": "ADMINISTRATOR", "1002": "PORTAL_USER" } as const;

    const next = rules.removeCustomerUser(aPartnerUser({}, { customers }), "1001");

    expect(next).toEqual(aPartnerUser({}, { customers: { "1002": "PORTAL_USER" } }));
  });

  test.each(["1001", "constructor"])("knows nobody of %s to remove", (customer) => {
    expect(outcomeOf(() => rules.removeCustomerUser(aPerson(), customer))).toBe("CHILD_NOT_FOUND");
  });
});

describe("agents", () => {
  const bo = { email: "bo@support.example", domain: "support.example", agentId: "fresh" };

  test("keep their id through a change", () => {
    const current = aPerson({ email: bo.email, displayName: "Bo", agentId: "b4m9" });

    const next = rules.patchAgent(current, bo, patch({ deskAdministrator: true }));

    expect(next).toMatchObject({ agentId: "b4m9", deskAdministrator: true, displayName: "Bo" });
  });

  test("lose id and office together", () => {
    const current = aPerson({ agentId: "b4m9", deskAdministrator: true });

    expect(rules.removeAgent(current)).toEqual(aPerson());
  });
});

function kimRecord() {
  return { email: "kim@alfa-partner.example", displayName: "Kim" };
}
