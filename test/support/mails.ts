import type { HistoryEntry } from "#domain/history.ts";
import { composeMail, type Subject } from "#domain/mail.ts";
import type { Recipient } from "#domain/recipients.ts";
import { aCase, aComment, aCustody, agents, anEntry } from "./builders.ts";

export function aSubject(over: Partial<Subject> = {}): Subject {
  const link = "https://portal.example/cases/100000000001";
  return {
    entry: anEntry(),
    case: aCase(),
    custody: aCustody(),
    comment: aComment(),
    agents,
    link,
    ...over,
  };
}

export function aRecipient(over: Partial<Recipient> = {}): Recipient {
  return { email: "moa@lindqvist.example", roles: ["follower"], agent: false, ...over };
}

/** What a follower is mailed about that entry. */
export function mailAbout(entry: Partial<HistoryEntry>, over: Partial<Subject> = {}) {
  return composeMail(aSubject({ entry: anEntry(entry), ...over }), aRecipient());
}
