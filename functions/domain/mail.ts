import { z } from "zod";
import type { Actor, AgentDirectory } from "./actor.ts";
import { QuarantineCause } from "./attachment.ts";
import { type Case, CaseState, EscalationReason } from "./case.ts";
import type { Comment } from "./comment.ts";
import type { Custody } from "./custody.ts";
import type { EventType, FieldChange, HistoryEntry } from "./history.ts";
import { html } from "./html.ts";
import type { ChildId, CustomerId, EmailAddress } from "./identifiers.ts";
import { type Instant, readable } from "./instant.ts";
import { languages } from "./languages/languages.ts";
import type { CaseFact, Texts } from "./languages/texts.ts";
import { mailPage, oneLine } from "./mail-form.ts";
import { type Reader, readerOf } from "./reader.ts";
import type { Recipient } from "./recipients.ts";

/** A mail as it goes out. The same event and recipient always give the same `messageId`. */
export type Mail = {
  messageId: string;
  to: EmailAddress;
  subject: string;
  text: string;
  html: string;
};

/** What a mail tells of. */
export type Subject = {
  entry: HistoryEntry;
  case: Case;
  custody: Custody;
  comment?: Comment | undefined;
  /** Who attached the file that this is about. */
  attachedBy?: Actor | undefined;
  agents: AgentDirectory;
  /** Where a person reads the case. */
  link: string;
};

/** The fields of a case whose changes a mail tells; addresses of others are nobody's business. */
const ShownField = z.enum(["displayName", "priority", "state"]);
export type ShownField = z.infer<typeof ShownField>;

/** Writes the mail about one change for one recipient: who did what, a link, and why this person gets it. */
export function composeMail(subject: Subject, recipient: Recipient): Omit<Mail, "messageId"> {
  const { case: current, comment, custody, entry, link } = subject;
  const reader = readerOf(subject, recipient.email);
  const words = languages[reader.language].caseMail;
  const headline = words.happened[toldAs(entry, recipient)](factOf(subject, recipient, reader));
  const details = detailsOf(entry, words);
  const quoted = comment?.body ?? (entry.type === "case.created" ? current.description : undefined);
  const { id: number, priority, displayName: title } = current;
  const facts = words.facts({ number, customer: custody.displayName, priority });
  const why = words.why(recipient.roles.map((role) => words.reasons[role]));
  const text = [
    headline,
    ...details,
    ...(quoted ? ["", quoted, ""] : [""]),
    facts,
    `${words.readHere} ${link}`,
    "",
    why,
  ];
  return {
    to: recipient.email,
    subject: oneLine(words.subject({ number, headline: words.headlines[entry.type], title })),
    text: `${text.join("\n")}\n`,
    html: mailPage(
      reader.language,
      html`<p><strong>${headline}</strong></p>
${details.length > 0 ? html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : html``}
${quoted ? html`<blockquote style="border-left:3px solid #dadce0;margin:1rem 0;padding:0 1rem;white-space:pre-wrap">${quoted}</blockquote>` : html``}
<p>${facts}</p>
<p><a href="${link}">${words.readLink}</a></p>
<p style="color:#5f6368;font-size:.85rem">${why}</p>`,
    ),
  };
}

type Words = Texts["caseMail"];

/** To those whom a change made followers, it is the sharing that matters. */
function toldAs({ type }: HistoryEntry, { roles }: Recipient): EventType {
  return type === "case.changed" && roles.includes("newFollower") ? "case.shared" : type;
}

function factOf(
  { entry, case: { reopenUntilAt }, agents }: Subject,
  { agent }: Recipient,
  { language, timeZone }: Reader,
): CaseFact {
  const words = languages[language].caseMail;
  const file = entry.changes.find(({ field }) => field === "attachment");
  const cause = QuarantineCause.safeParse(entry.reason).data ?? "MALWARE";
  return {
    by: nameOf(entry.actor, agent ? agents : {}, words),
    file: String(file?.after ?? file?.before ?? words.aFile),
    cause: words.withheld[cause],
    until: reopenUntilAt && readable(reopenUntilAt, timeZone),
  };
}

function detailsOf({ type, changes, reason }: HistoryEntry, words: Words): string[] {
  const changed = changes.flatMap((change) => changeLine(change, words));
  if (type === "attachment.quarantined") return [...changed, words.withheldRemedy];
  return reason ? [...changed, words.reason(reasonIn(reason, type, words))] : changed;
}

function reasonIn(reason: string, type: EventType, words: Words): string {
  const known = type === "case.escalated" && EscalationReason.safeParse(reason).data;
  return known ? words.escalationReasons[known] : reason;
}

function changeLine({ field, before, after }: FieldChange, words: Words): string[] {
  const shown = ShownField.safeParse(field).data;
  // What a case is opened with stands in the mail anyway.
  if (shown === undefined || before === undefined || after === undefined) return [];
  const named = (value: string) => {
    const state = shown === "state" ? CaseState.safeParse(value).data : undefined;
    return state ? words.states[state] : value;
  };
  return [
    words.changed({
      field: words.fields[shown],
      before: oneLine(named(String(before))),
      after: oneLine(named(String(after))),
    }),
  ];
}

function nameOf(actor: Actor, agents: AgentDirectory, { portal, support }: Words): string {
  switch (actor.kind) {
    case "person":
      return actor.displayName;
    case "system":
      return portal;
    case "agent":
      return (
        (Object.hasOwn(agents, actor.agentId) && agents[actor.agentId]?.displayName) || support
      );
  }
}

export interface Mailer {
  /**
   * Hands one mail to the mail server. "refused" where the server says for good that this address
   * takes no mail; rejects where trying again may help, the mail perhaps having been taken.
   */
  send(mail: Mail): Promise<"accepted" | "refused">;
}

/** One mail to one person about one event. */
export type DeliveryKey = { eventId: ChildId; email: EmailAddress };

export interface DeliveryStore {
  /**
   * Takes the right to send. "busy": somebody else holds it, who may yet die; "settled": it has
   * been sent, refused or withdrawn. A claim lapses after two minutes, so that a mail can go out
   * twice, with one Message-ID, where a process dies between the server's yes and `settle`.
   */
  claim(key: DeliveryKey, at: Instant): Promise<"claimed" | "busy" | "settled">;
  /**
   * Notes what became of the mail, for good. "withdrawn": by the time it was to be written, this
   * person was no longer to be told.
   */
  settle(
    key: DeliveryKey,
    outcome: "accepted" | "refused" | "withdrawn",
    at: Instant,
  ): Promise<void>;
  /**
   * Gives the right back after a failure, to be tried again at once. The mail still counts as one
   * that may be on its way, for the mail server may have taken it.
   */
  release(key: DeliveryKey): Promise<void>;
}

export interface MailSubjects {
  /** What a mail about this event tells of, read now; undefined where the case is gone. */
  find(event: {
    id: ChildId;
    customer: CustomerId;
    caseId: string;
  }): Promise<Omit<Subject, "link"> | undefined>;
}
