import { requireCase, requireCustomerWork, viewersFor } from "./access.ts";
import type { AgentDirectory } from "./actor.ts";
import type { Case } from "./case.ts";
import type { CaseHit, CaseQuery, Withdrawals } from "./case-store.ts";
import type { Found } from "./decision.ts";
import type { CustomerId } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import { isAgent } from "./person.ts";
import type { CaseTerm } from "./query/case-grammar.ts";
import type { Narrowed } from "./query/narrow.ts";
import type { Subject } from "./query/node.ts";
import { Refusal } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

/** Which cases a list is over, for one caller; `shows` has the last word on each. */
export type CaseScope = {
  viewers: readonly Viewer[];
  customer?: CustomerId;
  agent: boolean;
  agents: AgentDirectory;
  shows: (found: Case) => boolean;
};

/** The cases of one customer: whoever may work with them sees those that `get` would show. */
export function scopeOfCustomer(found: Found, customer: CustomerId, now: Instant): CaseScope {
  const standing = requireCustomerWork(found, customer, now);
  const { custody, agents = {} } = found;
  return {
    viewers: [standing.viewer],
    customer,
    agent: standing.agent,
    agents,
    shows: (each) => admits(() => requireCase({ standing, custody }, customer, each)),
  };
}

/**
 * The cases of every customer whose cases the caller sees. A partner's index entries may lag
 * behind a withdrawal; what is noted as withdrawn is left out by the clock.
 */
export function scopeOfAll(found: Found & { withdrawals: Withdrawals }, now: Instant): CaseScope {
  const { principal, person, agents = {}, withdrawals } = found;
  const own = person?.customers ?? {};
  const withdrawn = (customer: CustomerId) => {
    const { hidden, endsAt } =
      (Object.hasOwn(withdrawals, customer) && withdrawals[customer]) || {};
    return hidden === true || (endsAt !== undefined && endsAt <= now);
  };
  return {
    viewers: viewersFor(found),
    agent: isAgent(principal, person),
    agents,
    shows: ({ customer }) => Object.hasOwn(own, customer) || !withdrawn(customer),
  };
}

/** Values that one query may ask for in all its `in` filters together: Firestore's limit on disjunctions. */
const disjunctionsMax = 30;

/** One database query for a question over a scope; undefined where nothing can match. */
export function queryFor(
  { viewers, customer }: CaseScope,
  narrowed: Narrowed,
): { query: CaseQuery; exact: boolean } | undefined {
  const { exact, customers: asked, word, ...rest } = narrowed;
  const customers =
    customer === undefined ? asked : [customer].filter((id) => asked?.includes(id) ?? true);
  if (customers?.length === 0 || viewers.length === 0) return undefined;
  const wanted = {
    viewers,
    ...rest,
    ...(customers && { customers }),
    ...(word !== undefined && { word }),
    withWords: !exact,
  };
  return affordable(wanted) ? { query: wanted, exact } : cheaper(wanted);
}

/** What the filter language asks of a case, the words being those that these viewers see. */
export function subjectOf(hit: CaseHit, viewers: readonly Viewer[]): Subject<CaseTerm> {
  const { creator, state, priority, createdAt, updatedAt, customer } = hit.case;
  const creatorEmail = creator.kind === "person" ? creator.email : "";
  const has = (word: string) => viewers.some((viewer) => hit.has(viewer, word));
  return { state, priority, createdAt, updatedAt, customer, creatorEmail, has };
}

function affordable({ viewers, customers, states, priorities }: CaseQuery): boolean {
  const counts = [viewers, customers ?? [""], states ?? [""], priorities ?? [""]];
  return counts.reduce((product, values) => product * values.length, 1) <= disjunctionsMax;
}

/** Asks the database for less and leaves the rest to evaluation: slower, never wrong. */
function cheaper(query: CaseQuery): { query: CaseQuery; exact: boolean } {
  const { states: _states, priorities: _priorities, ...rest } = query;
  const { customers: _customers, ...least } = rest;
  const chosen = affordable(rest) ? rest : least;
  return { query: { ...chosen, withWords: true }, exact: false };
}

function admits(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
