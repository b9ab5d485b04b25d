import { z } from "zod";
import { EventType } from "./history.ts";
import { CaseId, ChildId, CustomerId, DomainName } from "./identifiers.ts";
import { Instant } from "./instant.ts";

/**
 * What is published of a change: ids and the kind of change, no text. Whoever handles it reads the
 * history entry of the same id, so that a text recalled in between never leaves.
 */
export const CaseEvent = z.strictObject({
  id: ChildId,
  /** The receipt that holds the event until it is confirmed. */
  receiptId: ChildId,
  /** How often the event was given up and put back; a confirmation counts for its own round alone. */
  round: z.int().default(0),
  type: EventType,
  customer: CustomerId,
  caseId: CaseId,
  at: Instant,
});
export type CaseEvent = z.infer<typeof CaseEvent>;

/** The custody of a customer has changed: who sees its cases must be indexed anew. */
export const CustodyEvent = z.strictObject({
  id: ChildId,
  /** The receipt that holds the event until it is confirmed. */
  receiptId: ChildId,
  /** How often the event was given up and put back; a confirmation counts for its own round alone. */
  round: z.int().default(0),
  type: z.literal("custody.changed"),
  customer: CustomerId,
  at: Instant,
});
export type CustodyEvent = z.infer<typeof CustodyEvent>;

/** A partner's access to a customer's cases ends within so many days, or has ended (then none). */
export const ConsentEvent = z.strictObject({
  ...CustodyEvent.omit({ type: true }).shape,
  type: z.enum(["consent.ending", "consent.ended"]),
  partner: DomainName,
  days: z.int(),
  endsAt: Instant,
});
export type ConsentEvent = z.infer<typeof ConsentEvent>;

/** What comes on the topic of custody. */
export const CustodyTopicEvent = z.discriminatedUnion("type", [CustodyEvent, ConsentEvent]);

export const OutgoingEvent = z.discriminatedUnion("type", [CustodyEvent, ConsentEvent, CaseEvent]);
export type OutgoingEvent = z.infer<typeof OutgoingEvent>;

/** The outbox: events that are stored with the change they tell of, until they came out at the other end. */
export interface EventStore {
  /** Notes that an event was delivered. Doing so twice, late, or for an event long gone, changes nothing. */
  confirm(event: OutgoingEvent, at: Instant): Promise<void>;
  /**
   * Takes up to `limit` events that are due, and puts each off: a minute, then twice as long every
   * time, at most an hour. An event taken by a process that dies is due again.
   */
  takeDue(at: Instant, limit: number): Promise<OutgoingEvent[]>;
  /** Makes an event that was given up due again, in a new round; done twice for one round, it counts once. */
  putBack(event: OutgoingEvent, dueAt: Instant): Promise<void>;
}

export interface EventPublisher {
  /**
   * Tells the world what has already been stored. It never rejects: the change stands whether or
   * not Pub/Sub answers, and `republishEvents` sends whatever was not confirmed.
   */
  publish(event: OutgoingEvent): Promise<void>;
}
