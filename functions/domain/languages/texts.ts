import type { QuarantineCause } from "#domain/attachment.ts";
import type { CaseState, Escalation, Priority } from "#domain/case.ts";
import type { Side } from "#domain/consent-mail.ts";
import type { ConsentEvent } from "#domain/event.ts";
import type { EventType } from "#domain/history.ts";
import type { ShownField } from "#domain/mail.ts";
import type { Role } from "#domain/recipients.ts";

/** All that mails say, in one language. Sentences are functions, so that each language has its own word order. */
export type Texts = { caseMail: CaseMailTexts; consentMail: ConsentMailTexts };

/** What a sentence about a change may name; all of it is text for people, ready to be put in. */
export type CaseFact = {
  by: string;
  file: string;
  /** One of `withheld`. */
  cause: string;
  /** Until when the closed case can be reopened; undefined where that is not known any more. */
  until: string | undefined;
};

type CaseMailTexts = {
  subject: (about: { number: string; headline: string; title: string }) => string;
  /** What the subject calls each change. */
  headlines: Record<EventType, string>;
  /** The first sentence of the mail. */
  happened: Record<EventType, (fact: CaseFact) => string>;
  /** What an agent is called before people who are none. */
  support: string;
  /** Who did what nobody did. */
  portal: string;
  /** A file whose name is not known. */
  aFile: string;
  changed: (change: { field: string; before: string; after: string }) => string;
  fields: Record<ShownField, string>;
  states: Record<CaseState, string>;
  reason: (reason: string) => string;
  escalationReasons: Record<Escalation["reason"], string>;
  /** Why a file is withheld, to stand in the middle of a sentence. */
  withheld: Record<QuarantineCause, string>;
  withheldRemedy: string;
  facts: (of: { number: string; customer: string; priority: Priority }) => string;
  /** Stands before the link, and on it. */
  readHere: string;
  readLink: string;
  /** Why this person gets the mail, for one reason or more of `reasons`. */
  why: (reasons: readonly string[]) => string;
  reasons: Record<Role, string>;
};

/** What a sentence about a consent may name: partner and domain as domains, the customer by name. */
export type ConsentFact = {
  partner: string;
  customer: string;
  /** The customer's domain. */
  domain: string;
  /** Whole days until the end; 0 where it has ended. */
  days: number;
  endsAt: string;
};

type ConsentMailTexts = {
  subject: Record<ConsentEvent["type"], (fact: ConsentFact) => string>;
  happened: Record<ConsentEvent["type"], (fact: ConsentFact) => string>;
  /** What it means for the partner. */
  effect: Record<ConsentEvent["type"], (fact: ConsentFact) => string>;
  /** What each side can do; a link follows. */
  remedy: Record<Side, (fact: ConsentFact) => string>;
  why: Record<Side, (fact: ConsentFact) => string>;
};
