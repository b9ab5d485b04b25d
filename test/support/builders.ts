import type { Standing } from "#domain/access.ts";
import type { Actor } from "#domain/actor.ts";
import type { Case, CaseState } from "#domain/case.ts";
import type { Stamp } from "#domain/change.ts";
import type { Comment } from "#domain/comment.ts";
import type { Custody, Relationship } from "#domain/custody.ts";
import type { Ask, Found } from "#domain/decision.ts";
import type { ConsentEvent } from "#domain/event.ts";
import type { HistoryEntry } from "#domain/history.ts";
import { dayMs, type Instant, plus } from "#domain/instant.ts";
import type { Person, Principal } from "#domain/person.ts";
import type { Telling } from "#domain/recipients.ts";
import { Refusal } from "#domain/refusal.ts";

/** The instant at which everything happens that says nothing else. */
export const now: Instant = "2026-03-10T12:00:00.000Z";

export const alfa = "partner:alfa-partner.example";
export const anna = aPersonActor();
export const olle = aPersonActor({
  email: "olle@lindqvist.example",
  displayName: "Olle Lindqvist",
  viewer: "customer:1001",
});
export const aino: Actor = { kind: "agent", agentId: "agent-aino" };
export const agents = {
  "agent-aino": { email: "aino@support.example", displayName: "Aino Korhonen" },
  "agent-bo": { email: "bo@support.example", displayName: "Bo Ek" },
};

type PersonActor = Extract<Actor, { kind: "person" }>;

export function aPersonActor(over: Partial<PersonActor> = {}): PersonActor {
  return {
    kind: "person",
    email: "anna@alfa-partner.example",
    displayName: "Anna Alm",
    viewer: alfa,
    ...over,
  };
}

/** A case that anna of the partner alfa opened for customer 1001. */
export function aCase(over: Partial<Case> = {}): Case {
  return {
    customer: "1001",
    id: "100000000001",
    displayName: "Mail is late",
    description: "Mail from outside arrives hours late.",
    topicId: "gmail-delay",
    answers: [],
    priority: "P2",
    state: "NEW",
    languageCode: "en",
    followers: [],
    testCase: false,
    creator: anna,
    principalEmail: "anna@alfa-partner.example",
    createdAt: "2026-03-01T09:00:00.000Z",
    updatedAt: "2026-03-01T09:00:00.000Z",
    viewers: ["support", "customer:1001", alfa],
    indexBytes: 0,
    revision: 1,
    ...over,
  };
}

/** A case in a state of life; the closed one was closed on 1 March at 09:00. */
export function aCaseIn(state: CaseState, over: Partial<Case> = {}): Case {
  return state === "CLOSED" ? aClosedCase(over) : aCase({ state, ...over });
}

export function aClosedCase(over: Partial<Case> = {}): Case {
  return aCase({
    state: "CLOSED",
    closedAt: "2026-03-01T09:00:00.000Z",
    remindAt: "2026-03-28T09:00:00.000Z",
    reopenUntilAt: "2026-03-31T09:00:00.000Z",
    ...over,
  });
}

export function aComment(over: Partial<Comment> = {}): Comment {
  return {
    kind: "comment",
    id: "c1",
    body: "Still late.",
    creator: anna,
    createdAt: now,
    internal: false,
    ...over,
  };
}

export function aRelationship(over: Partial<Relationship> = {}): Relationship {
  return {
    kind: "RESELLER",
    periods: [{ startAt: "2024-01-01T00:00:00.000Z" }],
    access: "GRANTED",
    viewKey: "v1",
    revision: 1,
    ...over,
  };
}

/** Customer 1001, whose reseller is alfa with consent. */
export function aCustody(over: Partial<Custody> = {}): Custody {
  return {
    customer: "1001",
    displayName: "Lindqvist Bageri AB",
    domain: "lindqvist.example",
    supportTier: "PREMIUM",
    partners: { "alfa-partner.example": aRelationship() },
    revision: 1,
    ...over,
  };
}

/** Alfa's access to the cases of customer 1001 ends a week from now. */
export function aConsentEvent(over: Partial<ConsentEvent> = {}): ConsentEvent {
  return {
    id: "e1",
    receiptId: "e1",
    round: 0,
    type: "consent.ending",
    customer: "1001",
    partner: "alfa-partner.example",
    days: 7,
    endsAt: plus(now, 7 * dayMs),
    at: now,
    ...over,
  };
}

/** Customer 1001 with alfa in this relationship. */
export function custodyWith(over: Partial<Relationship>): Custody {
  return aCustody({ partners: { "alfa-partner.example": aRelationship(over) } });
}

/** Without any role, until one is given. */
export function aPerson(over: Partial<Person> = {}): Person {
  return { email: "anna@alfa-partner.example", displayName: "Anna Alm", customers: {}, ...over };
}

type Partner = NonNullable<Person["partner"]>;

export function aPartnerUser(partner: Partial<Partner> = {}, over: Partial<Person> = {}): Person {
  return aPerson({
    partner: { role: "RESELLER_ADMIN", privileges: [], superAdministrator: false, ...partner },
    ...over,
  });
}

export function aPrincipal(over: Partial<Principal> = {}): Principal {
  return { email: "anna@alfa-partner.example", ofSupport: false, ...over };
}

/** What deciding about a case of customer 1001 rests on, for a privileged user of alfa. */
export function aFound(over: Partial<Found> = {}): Found {
  return {
    principal: aPrincipal(),
    person: aPartnerUser(),
    custody: aCustody(),
    case: aCase(),
    agents,
    ...over,
  };
}

/** The same for a support agent. */
export function aFoundByAgent(over: Partial<Found> = {}): Found {
  const email = "aino@support.example";
  const person = aPerson({ email, displayName: "Aino Korhonen", agentId: "agent-aino" });
  return aFound({ principal: aPrincipal({ email, ofSupport: true }), person, ...over });
}

export function anAsk(over: Partial<Ask> = {}): Ask {
  return {
    principal: aPrincipal(),
    customer: "1001",
    at: now,
    eventId: "e1",
    receiptId: "e1",
    digest: "digest-one",
    keyed: false,
    validateOnly: false,
    ...over,
  };
}

/** How users of alfa stand toward customer 1001. */
export function aStanding(over: Partial<Standing> = {}): Standing {
  return { viewer: alfa, agent: false, held: [], ...over };
}

/** Done by anna of alfa. */
export function aStamp(over: Partial<Stamp> = {}): Stamp {
  return { at: now, eventId: "e1", actor: anna, viewer: alfa, agent: false, ...over };
}

export function aCustomerStamp(over: Partial<Stamp> = {}): Stamp {
  return aStamp({ actor: olle, viewer: "customer:1001", ...over });
}

export function anAgentStamp(over: Partial<Stamp> = {}): Stamp {
  return aStamp({ actor: aino, viewer: "support", agent: true, ...over });
}

export function aSystemStamp(over: Partial<Stamp> = {}): Stamp {
  return aStamp({ actor: { kind: "system" }, viewer: "support", ...over });
}

export function anEntry(over: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: "e1",
    type: "comment.created",
    createdAt: now,
    actor: anna,
    changes: [],
    internal: false,
    ...over,
  };
}

export function aTelling(over: Partial<Telling> = {}): Telling {
  return { entry: anEntry(), case: aCase(), custody: aCustody(), agents, now, ...over };
}

/** The instant one millisecond earlier. */
export function justBefore(at: Instant): Instant {
  return plus(at, -1);
}

/** The instant one millisecond later. */
export function justAfter(at: Instant): Instant {
  return plus(at, 1);
}

/** The refusal that an action ends in, with all that reaches the caller; undefined where it succeeds. */
export function refusalOf(
  act: () => unknown,
): Pick<Refusal, "code" | "message" | "details"> | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, details } = error;
    return { code, message, details };
  }
}

/** What an action comes to in one word: "allowed", or the code of its refusal. */
export function outcomeOf(act: () => unknown): string {
  return refusalOf(act)?.code ?? "allowed";
}
