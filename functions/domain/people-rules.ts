import { type Administration, requireAdministration } from "./administration.ts";
import type { AuditAction, AuditEntry } from "./audit.ts";
import { decideOnce } from "./decision.ts";
import {
  administers,
  counted,
  etagOfMember,
  membershipChanges,
  membershipOf,
} from "./membership.ts";
import type { FoundToChange, PersonAsk, PersonDecision } from "./people-store.ts";
import type { Person } from "./person.ts";
import { Refusal } from "./refusal.ts";

/** What is to become of the record of a person, by one of the rules in `member-rules.ts`. */
export type PersonRule = (current: Person | undefined, administration: Administration) => Person;

type Work = {
  rule: PersonRule;
  render: (person: Person, administration: Administration) => unknown;
};

/**
 * Lets one of a party's administrators change what a person is in it. A party is never left without
 * an administrator, because nobody else could make one.
 */
export function decideOnPerson(
  found: FoundToChange,
  ask: PersonAsk,
  { rule, render }: Work,
): PersonDecision {
  const administration = requireAdministration(found, ask.party);
  return decideOnce(found, ask, () => {
    requireEtag(etagOfMember(found.user, administration), ask.etag);
    const next = rule(found.user, administration);
    const [before, after] = [found.user, next].map((each) => membershipOf(each, administration));
    const changes = membershipChanges(before, after);
    if (changes.length === 0) return { reply: render(next, administration) };
    if (administers(before) && !administers(after)) requireAnother(found, ask);
    const person = counted(next, found.user, administration);
    const entry: AuditEntry = {
      id: ask.eventId,
      action: actions[ask.party.kind],
      createdAt: ask.at,
      actor: administration.actor,
      subject: ask.user,
      changes,
    };
    return { person, entry, reply: render(person, administration) };
  });
}

const actions: Record<PersonAsk["party"]["kind"], AuditAction> = {
  partner: "partnerUser.changed",
  customer: "customerUser.changed",
  support: "agent.changed",
};

function requireAnother({ administrators }: FoundToChange, { user }: PersonAsk): void {
  if (administrators.some((email) => email !== user)) return;
  throw new Refusal("LAST_ADMINISTRATOR", "Somebody must remain who administers the others.", {
    subject: user,
    remedy: "Make somebody else an administrator first.",
  });
}

function requireEtag(current: string, given: string | undefined): void {
  if (given === undefined || given === "*" || given === current) return;
  throw new Refusal("ETAG_MISMATCH", "This person's record has changed since you read it.", {
    remedy: "Read it again and repeat the change on what you find.",
  });
}
