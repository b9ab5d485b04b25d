import type { Grounds } from "./access.ts";
import type { AuditEntry, AuditParty } from "./audit.ts";
import type { Ask, Receipt } from "./decision.ts";
import type { CustomerId, EmailAddress } from "./identifiers.ts";
import type { Person, Principal } from "./person.ts";

/** Whose decision is prepared, about the people of which party, about whom of them. */
export type WantedPeople = {
  principal: Principal;
  customer?: CustomerId | undefined;
  user?: EmailAddress | undefined;
};

/** The caller, the customer where one is meant, and the record of the person whom it is about. */
export type FoundPeople = Grounds & { user?: Person | undefined };

/** A change of what a person is within a party, as the caller asked for it. */
export type PersonAsk = Omit<Ask, "customer"> & { party: AuditParty; user: EmailAddress };

export type FoundToChange = FoundPeople & {
  receipt?: Receipt | undefined;
  /** Of those who administer the party now: two, where there are as many. */
  administrators: readonly EmailAddress[];
};

/** The record as it is to be and the entry that tells of it; neither where nothing changes. */
export type PersonDecision = { person?: Person; entry?: AuditEntry; reply: unknown };

export interface PeopleStore {
  /** Reads everything wanted in one round trip. */
  find(wanted: WantedPeople): Promise<FoundPeople>;
  /** The people of a party by address, after the one named. */
  page(party: AuditParty, after: EmailAddress | undefined, limit: number): Promise<Person[]>;
  /**
   * Reads, decides and writes record, audit entry and receipt in one transaction. It rests on the
   * party's administrators too: of two who depose each other at the same time, the later decision
   * is made again and meets the earlier.
   */
  change(ask: PersonAsk, decide: (found: FoundToChange) => PersonDecision): Promise<PersonDecision>;
}
