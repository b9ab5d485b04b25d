import { describe, expect, test } from "vitest";
import { missingHints } from "#domain/missing-hints.ts";
import { aFound, aFoundByAgent, aPartnerUser, aPerson } from "../support/builders.ts";

const elsewhere = {
  reason: "It is assigned to another of your domains.",
  remedy: "Sign in with your address there.",
};
const notAdded = {
  reason: "You have not been added to its people.",
  remedy: "Ask an administrator of the customer to add you.",
};
const whole = { filtered: false };

describe("missingHints", () => {
  test("sends a partner's user to another domain, and to the explanation", () => {
    expect(missingHints(aFound(), whole)).toEqual([
      elsewhere,
      {
        reason: "It is not, not yet or no longer assigned to alfa-partner.example.",
        remedy:
          "GET /v2/customers/{customer}:explainAccess with its number says which rule does not hold, and what to do.",
      },
    ]);
  });

  test("tells who sees a customer of one's own but not the domain's what is lacking", () => {
    const person = aPartnerUser({ role: "CUSTOM" }, { customers: { "1001": "PORTAL_USER" } });

    expect(missingHints(aFound({ person }), whole)).toEqual([
      {
        reason:
          "You lack VIEW_CUSTOMERS, and are shown none of the customers of alfa-partner.example.",
        remedy: "Ask a super administrator of alfa-partner.example for VIEW_CUSTOMERS.",
      },
      notAdded,
    ]);
  });

  test("sends a customer's user to the customer's administrators", () => {
    const person = aPerson({ customers: { "1001": "PORTAL_USER" } });

    expect(missingHints(aFound({ person }), whole)).toEqual([elsewhere, notAdded]);
  });

  test("gives an agent none but the filter, for agents are shown all", () => {
    const filter = { reason: "The filter leaves it out.", remedy: "Ask without a filter." };

    expect(missingHints(aFoundByAgent(), whole)).toEqual([]);
    expect(missingHints(aFoundByAgent(), { filtered: true })).toEqual([filter]);
  });
});
