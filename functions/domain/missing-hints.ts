import { type Grounds } from "./access.ts";
import { isAgent, maySeeCustomers, partnerDomain } from "./person.ts";

/** Why a customer that one expects may not be in My customers, and what to do. */
export type MissingHint = { reason: string; remedy: string };

/** The reasons that can be the caller's; support misses nothing unless it filters. */
export function missingHints(
  { principal, person }: Grounds,
  { filtered }: { filtered: boolean },
): MissingHint[] {
  const filter = { reason: "The filter leaves it out.", remedy: "Ask without a filter." };
  const others = isAgent(principal, person) ? [] : ofCaller({ principal, person });
  return filtered ? [filter, ...others] : others;
}

function ofCaller({ principal, person }: Grounds): MissingHint[] {
  const domain = partnerDomain(principal);
  const elsewhere = {
    reason: "It is assigned to another of your domains.",
    remedy: "Sign in with your address there.",
  };
  if (!person?.partner) return [elsewhere, notAdded];
  if (!maySeeCustomers(person)) {
    return [
      {
        reason: `You lack VIEW_CUSTOMERS, and are shown none of the customers of ${domain}.`,
        remedy: `Ask a super administrator of ${domain} for VIEW_CUSTOMERS.`,
      },
      notAdded,
    ];
  }
  return [
    elsewhere,
    {
      reason: `It is not, not yet or no longer assigned to ${domain}.`,
      remedy:
        "GET /v2/customers/{customer}:explainAccess with its number says which rule does not hold, and what to do.",
    },
  ];
}

const notAdded: MissingHint = {
  reason: "You have not been added to its people.",
  remedy: "Ask an administrator of the customer to add you.",
};
