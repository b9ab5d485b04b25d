import { z } from "zod";
import { assignedRelationship, type Grounds, ownRole } from "./access.ts";
import { Actor, personActor } from "./actor.ts";
import { type Relationship, RelationshipKind } from "./custody.ts";
import { CaseId, ChildId, CustomerId } from "./identifiers.ts";
import { dayMs, Instant } from "./instant.ts";
import { partnerDomain } from "./person.ts";
import type { Grammar } from "./query/grammar.ts";
import type { Subject } from "./query/node.ts";
import { domainOfViewer, partnerViewer } from "./viewer.ts";

/** How long a record of access is kept. */
export const accessRecordMs = 400 * dayMs;

/** The relationship and the consent on which an access rested, as they stood at `readAt`. */
export const Reliance = z.strictObject({
  kind: RelationshipKind,
  /** When the period began that ran at the access; absent where none is known any more. */
  periodStartAt: Instant.optional(),
  access: z.enum(["GRANTED", "REVOKED"]),
  accessExpiresAt: Instant.optional(),
  revision: z.int(),
  /** Later than the access for lists over several customers, which rest on the index of the cases. */
  readAt: Instant,
});
export type Reliance = z.infer<typeof Reliance>;

/** Who saw or changed which of a customer's cases, when, by which function, and on what ground. */
export const AccessEntry = z.strictObject({
  id: ChildId,
  customer: CustomerId,
  createdAt: Instant,
  function: z.string(),
  actor: Actor,
  cases: z.array(CaseId),
  /** True for a page of cases: it was seen that there are these, and on an empty one that there are none. */
  list: z.boolean(),
  reliance: Reliance.optional(),
});
export type AccessEntry = z.infer<typeof AccessEntry>;

/** What is published: several entries at once. */
export const AccessBatch = z.strictObject({ entries: z.array(AccessEntry).min(1) });
export type AccessBatch = z.infer<typeof AccessBatch>;

/** What one answer shows of one customer; name, time and id are added where it is recorded. */
export type Sighting = Pick<AccessEntry, "customer" | "actor" | "cases" | "list" | "reliance">;

export type Seen = Pick<AccessEntry, "customer" | "cases" | "list">;

export type AccessTerm = "partner" | "email" | "function";

/** The `filter` of a list of access records. */
export const accessFilter: Grammar<AccessTerm> = {
  fields: [
    { name: "partner", type: "text", key: "partner", lowerCase: true },
    { name: "actor.email", type: "text", key: "email", lowerCase: true },
    { name: "function", type: "text", key: "function", lowerCase: false },
  ],
  freeText: false,
};

/** Where a page of records begins: after this one. */
export const AccessCursor = z.strictObject({ at: Instant, id: ChildId });
export type AccessCursor = z.infer<typeof AccessCursor>;

export interface AccessLog {
  /**
   * Takes an entry to be published soon; never waits and never throws. What Pub/Sub does not take
   * is kept in memory and tried again; past a bound entries are lost, and the log says so.
   */
  record(entry: AccessEntry): void;
  /** Resolves when nothing is left to publish, or after some seconds, the log saying how many entries are lost. */
  flush(): Promise<void>;
}

export interface AccessRecords {
  /**
   * Stores each entry under its own id; one that is there already stays as it is. Entries without a
   * reliance get the relationship as it is at `at`.
   */
  write(entries: readonly AccessEntry[], at: Instant): Promise<void>;
  /** The records of a customer, the newest first, after the cursor. */
  page(
    customer: CustomerId,
    after: AccessCursor | undefined,
    limit: number,
  ): Promise<AccessEntry[]>;
}

/**
 * What is to be recorded of a caller who was shown cases; undefined for the customer's own people,
 * who are not recorded.
 */
export function sightingOf(grounds: Grounds, seen: Seen, now: Instant): Sighting | undefined {
  const { principal, person } = grounds;
  const role = ownRole(grounds, seen.customer);
  if (role === "customer") return undefined;
  if (role === "agent" && person?.agentId !== undefined) {
    return { ...seen, actor: { kind: "agent", agentId: person.agentId } };
  }
  const actor = personActor(grounds, partnerViewer(partnerDomain(principal)));
  const relationship = assignedRelationship(grounds, now);
  const reliance = relationship && relianceOf(relationship, { at: now, readAt: now });
  return { ...seen, actor, ...(reliance && { reliance }) };
}

/** What a relationship, read at one instant, says of the access at another. */
export function relianceOf(
  { kind, periods, access, accessExpiresAt, revision }: Relationship,
  { at, readAt }: { at: Instant; readAt: Instant },
): Reliance {
  const period = periods.find(
    ({ startAt, endAt }) => startAt <= at && (endAt === undefined || at < endAt),
  );
  return {
    kind,
    ...(period && { periodStartAt: period.startAt }),
    access,
    ...(accessExpiresAt !== undefined && { accessExpiresAt }),
    revision,
    readAt,
  };
}

/** What the filter language asks of a record. Agents have no address here, for they are nobody to the customer. */
export function subjectOfAccess({ actor, function: name }: AccessEntry): Subject<AccessTerm> {
  const person = actor.kind === "person" ? actor : undefined;
  return {
    partner: (person && domainOfViewer(person.viewer)) ?? "",
    email: person?.email ?? "",
    function: name,
    has: () => false,
  };
}
