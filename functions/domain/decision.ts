import type { Grounds, Standing } from "./access.ts";
import { requireCase, requireCustomerWork } from "./access.ts";
import { type Actor, type AgentDirectory, personActor } from "./actor.ts";
import { type Case, instantAfter } from "./case.ts";
import { requireEtag } from "./case-rules.ts";
import type { Change, Stamp } from "./change.ts";
import type { Custody } from "./custody.ts";
import type { CaseEvent } from "./event.ts";
import type { FeedEntry } from "./feed.ts";
import type { ChildId, CustomerId } from "./identifiers.ts";
import { dayMs, type Instant, plus } from "./instant.ts";
import type { Principal } from "./person.ts";
import { notVisible, Refusal } from "./refusal.ts";

/** How long a request can be asked again under its key. */
export const idempotencyMs = dayMs;

/** A write as the caller asked for it. `receiptId` is drawn from the idempotency key where there is one; `eventId` is always new. */
export type Ask = {
  principal: Principal;
  customer: CustomerId;
  at: Instant;
  eventId: ChildId;
  receiptId: ChildId;
  /** A digest of everything that the request says, to tell the same request from another. */
  digest: string;
  /** True where the caller gave an idempotency key: then even an unchanged outcome is kept. */
  keyed: boolean;
  etag?: string;
  validateOnly: boolean;
};

/** What was answered to a write, kept for the day in which it can be asked again. */
export type Receipt = {
  digest: string;
  at: Instant;
  reply: unknown;
  /** True while its event is still to be told: until then the receipt must not be written over. */
  pending: boolean;
};

/** Everything that deciding about a case may need, read in one round trip. */
export type Found = Grounds & {
  case?: Case | undefined;
  child?: FeedEntry | undefined;
  receipt?: Receipt | undefined;
  agents?: AgentDirectory | undefined;
};

/** A caller who is admitted to a case, and what the decision rested on. */
export type Sight = {
  standing: Standing;
  custody: Custody;
  agents: AgentDirectory;
  case: Case;
  /** The entry of its feed that was asked for, if there is one. */
  child?: FeedEntry | undefined;
};

/** What is to be stored (nothing for a rehearsal or a replay) and answered. */
export type Decision = { change?: Change; event?: CaseEvent; reply: unknown };

type Step<T> = (given: T, stamp: Stamp) => { change: Change; reply: unknown };

/** The event that tells of a change; none where nothing changed that anybody is told of. */
export function eventOf({ entry, case: next }: Change, receiptId: ChildId): CaseEvent | undefined {
  if (!entry) return undefined;
  const { id, type, createdAt } = entry;
  return { id, receiptId, round: 0, type, at: createdAt, customer: next.customer, caseId: next.id };
}

/** Admits the caller, replays a request asked before, and else lets the rule decide about an existing case. */
export function decideOnCase(found: Found, ask: Ask, step: Step<Sight>): Decision {
  const sight = admit(found, ask);
  return decide(found, ask, () => {
    requireEtag(sight.case, ask.etag);
    const stamp = stampOf(sight.standing, found, ask);
    return step(sight, { ...stamp, at: instantAfter(sight.case, ask.at) });
  });
}

/** The same for what is to come into being: rules 1 to 4, and no case yet. */
export function decideOnCustomer(
  found: Found,
  ask: Ask,
  step: Step<Omit<Sight, "case" | "child">>,
): Decision {
  const { standing, custody } = admitToCustomer(found, ask);
  const given = { standing, custody, agents: found.agents ?? {} };
  return decide(found, ask, () => step(given, stampOf(standing, found, ask)));
}

/** The caller's standing toward the case and the case itself, or the refusal that a missing case gets too. */
export function admit(found: Found, { customer, at }: Pick<Ask, "customer" | "at">): Sight {
  const { standing, custody } = admitToCustomer(found, { customer, at });
  const agents = found.agents ?? {};
  return {
    standing,
    custody,
    agents,
    case: requireCase({ standing, custody }, customer, found.case),
    child: found.child,
  };
}

function admitToCustomer(
  found: Found,
  { customer, at }: Pick<Ask, "customer" | "at">,
): { standing: Standing; custody: Custody } {
  const standing = requireCustomerWork(found, customer, at);
  if (!found.custody) throw notVisible();
  return { standing, custody: found.custody };
}

/** Runs a decision, unless the request was answered before: then that answer stands. A rehearsal leaves nothing but its answer. */
export function decideOnce<D extends { reply: unknown }>(
  { receipt }: Pick<Found, "receipt">,
  ask: Omit<Ask, "customer">,
  run: () => D,
): D | { reply: unknown } {
  if (receipt && (receipt.pending || ask.at < plus(receipt.at, idempotencyMs))) {
    return replay(receipt, ask);
  }
  const decision = run();
  return ask.validateOnly ? { reply: decision.reply } : decision;
}

function decide(found: Found, ask: Ask, run: () => { change: Change; reply: unknown }): Decision {
  return decideOnce(found, ask, () => {
    const { change, reply } = run();
    const event = eventOf(change, ask.receiptId);
    return { change, reply, ...(event && { event }) };
  });
}

function replay(receipt: Receipt, ask: Omit<Ask, "customer">): { reply: unknown } {
  if (receipt.digest === ask.digest) return { reply: receipt.reply };
  throw new Refusal("IDEMPOTENCY_KEY_REUSED", "This key was used for another request.", {
    remedy: "Give every request a key of its own; repeat a key only with the very same request.",
  });
}

function stampOf(standing: Standing, found: Found, ask: Ask): Stamp {
  const { agent, viewer } = standing;
  return { at: ask.at, eventId: ask.eventId, viewer, agent, actor: actorOf(standing, found) };
}

function actorOf({ agent, viewer }: Standing, found: Found): Actor {
  const agentId = found.person?.agentId;
  if (agent && agentId !== undefined) return { kind: "agent", agentId };
  return personActor(found, viewer);
}
