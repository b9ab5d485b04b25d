import type { Actor, AgentDirectory } from "./actor.ts";
import type { QuarantineCause } from "./attachment.ts";
import type { Case } from "./case.ts";
import type { Comment } from "./comment.ts";
import type { Custody } from "./custody.ts";
import type { FieldChange, HistoryEntry } from "./history.ts";
import { html } from "./html.ts";
import type { ChildId, CustomerId, EmailAddress } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import type { Recipient, Role } from "./recipients.ts";

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

/** Writes the mail about one change for one recipient: who did what, a link, and why this person gets it. */
export function composeMail(subject: Subject, recipient: Recipient): Omit<Mail, "messageId"> {
  const { case: current, comment, custody, entry, link } = subject;
  const headline = sentence(subject, recipient);
  const details = [
    ...entry.changes.flatMap(changeLine),
    ...(entry.type === "attachment.quarantined" ? [withheldRemedy] : []),
    ...(entry.reason && entry.type !== "attachment.quarantined" ? [`Reason: ${entry.reason}`] : []),
  ];
  const quoted = comment?.body ?? (entry.type === "case.created" ? current.description : undefined);
  const facts = `Case ${current.id} for ${custody.displayName}, priority ${current.priority}`;
  const why = `You get this mail because ${recipient.roles.map((role) => reasons[role]).join(" and ")}.`;
  const text = [
    headline,
    ...details,
    ...(quoted ? ["", quoted, ""] : [""]),
    facts,
    `Read and answer it here: ${link}`,
    "",
    why,
  ];
  return {
    to: recipient.email,
    subject: `[Case ${current.id}] ${headlines[entry.type]}: ${current.displayName.replaceAll(/[\s\p{Cc}]+/gu, " ")}`,
    text: `${text.join("\n")}\n`,
    html: html`<!doctype html><html lang="en"><body style="font-family:sans-serif;color:#202124;max-width:40rem">
<p><strong>${headline}</strong></p>
${details.length > 0 ? html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : html``}
${quoted ? html`<blockquote style="border-left:3px solid #dadce0;margin:1rem 0;padding:0 1rem;white-space:pre-wrap">${quoted}</blockquote>` : html``}
<p>${facts}</p>
<p><a href="${link}">Read and answer the case</a></p>
<p style="color:#5f6368;font-size:.85rem">${why}</p>
</body></html>`.text,
  };
}

const headlines: Record<HistoryEntry["type"], string> = {
  "case.created": "Opened",
  "case.changed": "Changed",
  "case.closed": "Closed",
  "case.reopened": "Reopened",
  "case.escalated": "Escalated",
  "case.shared": "Shared with you",
  "case.unshared": "No longer shared",
  "case.assigned": "Assigned to you",
  "comment.created": "New comment",
  "note.created": "New internal note",
  "attachment.created": "New file",
  "attachment.removed": "File removed",
  "attachment.quarantined": "File withheld",
  "personalData.recalled": "Personal data recalled",
  "reopenWindow.ending": "Can be reopened for 3 more days",
  "reopenWindow.ended": "Can no longer be reopened",
};

const reasons: Record<Role, string> = {
  creator: "you opened the case",
  contact: "you are named as its contact",
  follower: "the case is shared with you",
  newFollower: "the case was shared with you",
  assignee: "the case is assigned to you",
  uploader: "you attached the file",
};

function sentence({ entry, agents, case: current }: Subject, recipient: Recipient): string {
  const who = nameOf(entry.actor, recipient.agent ? agents : {});
  switch (entry.type) {
    case "case.created":
      return `${who} opened this case.`;
    case "case.changed":
      return recipient.roles.includes("newFollower")
        ? `${who} shared this case with you.`
        : `${who} changed this case.`;
    case "case.closed":
      return `${who} closed this case. It can be reopened until ${readable(current.reopenUntilAt)}.`;
    case "case.reopened":
      return `${who} reopened this case.`;
    case "case.escalated":
      return `${who} escalated this case.`;
    case "case.shared":
      return `${who} shared this case with you.`;
    case "case.unshared":
      return `${who} took addresses off this case.`;
    case "case.assigned":
      return `${who} assigned this case to you.`;
    case "comment.created":
      return `${who} wrote a comment:`;
    case "note.created":
      return `${who} wrote an internal note:`;
    case "attachment.created":
      return `${who} attached a file: ${fileIn(entry)}`;
    case "attachment.removed":
      return `${who} removed a file: ${fileIn(entry)}`;
    case "attachment.quarantined":
      return `A file of this case cannot be downloaded, because ${whyWithheld[entry.reason ?? ""] ?? whyWithheld["MALWARE"]}: ${fileIn(entry)}`;
    case "personalData.recalled":
      return `${who} recalled personal data from this case.`;
    case "reopenWindow.ending":
      return `This case is closed. It can be reopened until ${readable(current.reopenUntilAt)}; afterwards a new case is needed.`;
    case "reopenWindow.ended":
      return "This case can no longer be reopened.";
  }
}

const withheldRemedy = "Ask support in a comment to remove it, and attach a clean copy.";

const whyWithheld: Record<string, string> = {
  MALWARE: "it does harm",
  UNSCANNABLE: "it could not be scanned in full",
  PERSONAL_DATA: "it holds personal data",
} satisfies Record<QuarantineCause, string>;

/** The name of the file, as history has it. */
function fileIn({ changes }: HistoryEntry): string {
  const named = changes.find(({ field }) => field === "attachment");
  return String(named?.after ?? named?.before ?? "a file");
}

const fieldNames: Record<string, string> = {
  displayName: "Title",
  priority: "Priority",
  state: "State",
};

function changeLine({ field, before, after }: FieldChange): string[] {
  const name = fieldNames[field];
  // What a case is opened with stands in the mail anyway; addresses of others are nobody's business.
  if (name === undefined || before === undefined || after === undefined) return [];
  const shown = (value: FieldChange["before"]) =>
    field === "state" ? (stateNames[String(value)] ?? String(value)) : String(value);
  return [`${name}: ${shown(before)} → ${shown(after)}`];
}

const stateNames: Record<string, string> = {
  NEW: "New",
  IN_PROGRESS_GOOGLE_SUPPORT: "In progress",
  ACTION_REQUIRED: "Support waits for an answer",
  SOLUTION_PROVIDED: "Solution provided",
  CLOSED: "Closed",
};

function nameOf(actor: Actor, agents: AgentDirectory): string {
  switch (actor.kind) {
    case "person":
      return actor.displayName;
    case "system":
      return "The support portal";
    case "agent":
      return (
        (Object.hasOwn(agents, actor.agentId) && agents[actor.agentId]?.displayName) || "Support"
      );
  }
}

function readable(at: Instant | undefined): string {
  return at === undefined ? "its window ends" : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
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
