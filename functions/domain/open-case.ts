import { requireCase, type Standing } from "./access.ts";
import type { Actor } from "./actor.ts";
import type { Case } from "./case.ts";
import { type Change, differences, type Stamp } from "./change.ts";
import { type Custody, viewersOf } from "./custody.ts";
import type { Found } from "./decision.ts";
import { replaceFollowers } from "./followers.ts";
import type { CaseId, EmailAddress } from "./identifiers.ts";
import { invalid, Refusal } from "./refusal.ts";

/** What a caller gives to open a case; shapes, lengths and the classification have been checked. */
export type NewCase = Pick<
  Case,
  | "displayName"
  | "description"
  | "topicId"
  | "answers"
  | "priority"
  | "timeZone"
  | "languageCode"
  | "contactEmail"
  | "testCase"
> & {
  subscriberEmailAddresses: readonly EmailAddress[];
  /** The case that this one goes on from, which must be the customer's and visible to the caller. */
  related?: { customer: string; caseId: CaseId } | undefined;
  /** Counts from a trusted service alone. */
  creator?: { email: EmailAddress; displayName: string } | undefined;
};

type Given = { found: Found; standing: Standing; custody: Custody; stamp: Stamp };

/** Opens a case, visible to every party that sees the customer's cases at this instant. */
export function openCase(id: CaseId, input: NewCase, given: Given): Change {
  const { custody, stamp } = given;
  const { subscriberEmailAddresses, related, creator: _named, ...fields } = input;
  if (related) requireRelated(related, given);
  const opened: Case = {
    ...fields,
    ...(related && { relatedCase: related.caseId }),
    customer: custody.customer,
    id,
    state: "NEW",
    creator: creatorOf(input, given),
    principalEmail: given.found.principal.email,
    followers: replaceFollowers([], subscriberEmailAddresses, { by: stamp.viewer }),
    createdAt: stamp.at,
    updatedAt: stamp.at,
    viewers: viewersOf(custody, stamp.at, stamp.at),
    indexBytes: 0,
    revision: 1,
  };
  return {
    case: opened,
    entry: {
      id: stamp.eventId,
      type: "case.created",
      createdAt: stamp.at,
      actor: stamp.actor,
      changes: differences({}, opened),
      internal: false,
    },
  };
}

/** The caller; a trusted service, which files for others, may name somebody else. */
function creatorOf({ creator }: NewCase, { found, stamp }: Given): Actor {
  if (!creator || !found.person?.trustedService || stamp.agent) return stamp.actor;
  return { kind: "person", ...creator, viewer: stamp.viewer };
}

function requireRelated({ customer, caseId }: NonNullable<NewCase["related"]>, given: Given): void {
  try {
    requireCase(given, customer, given.found.case);
    if (customer === given.custody.customer) return;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  throw invalid({
    field: "relatedCase",
    description: `This customer has no case ${caseId} that you may see: name another, or none.`,
  });
}
