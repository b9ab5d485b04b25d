import { plural } from "./plural.ts";
import type { Texts } from "./texts.ts";

export const en: Texts = {
  caseMail: {
    subject: ({ number, headline, title }) => `[Case ${number}] ${headline}: ${title}`,
    headlines: {
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
    },
    happened: {
      "case.created": ({ by }) => `${by} opened this case.`,
      "case.changed": ({ by }) => `${by} changed this case.`,
      "case.closed": ({ by, until }) => `${by} closed this case. ${reopenable(until)}.`,
      "case.reopened": ({ by }) => `${by} reopened this case.`,
      "case.escalated": ({ by }) => `${by} escalated this case.`,
      "case.shared": ({ by }) => `${by} shared this case with you.`,
      "case.unshared": ({ by }) => `${by} took addresses off this case.`,
      "case.assigned": ({ by }) => `${by} assigned this case to you.`,
      "comment.created": ({ by }) => `${by} wrote a comment:`,
      "note.created": ({ by }) => `${by} wrote an internal note:`,
      "attachment.created": ({ by, file }) => `${by} attached a file: ${file}`,
      "attachment.removed": ({ by, file }) => `${by} removed a file: ${file}`,
      "attachment.quarantined": ({ cause, file }) =>
        `A file of this case cannot be downloaded, because ${cause}: ${file}`,
      "personalData.recalled": ({ by }) => `${by} recalled personal data from this case.`,
      "reopenWindow.ending": ({ until }) =>
        `This case is closed. ${reopenable(until)}; afterwards a new case is needed.`,
      "reopenWindow.ended": () => "This case can no longer be reopened.",
    },
    support: "Support",
    portal: "The support portal",
    aFile: "a file",
    changed: ({ field, before, after }) => `${field}: ${before} → ${after}`,
    fields: { displayName: "Title", priority: "Priority", state: "State" },
    states: {
      NEW: "New",
      IN_PROGRESS_GOOGLE_SUPPORT: "In progress",
      ACTION_REQUIRED: "Support waits for an answer",
      SOLUTION_PROVIDED: "Solution provided",
      CLOSED: "Closed",
    },
    reason: (reason) => `Reason: ${reason}`,
    escalationReasons: {
      RESOLUTION_TIME: "time to resolution",
      TECHNICAL_EXPERTISE: "technical expertise is needed",
      BUSINESS_IMPACT: "impact on the business",
    },
    withheld: {
      MALWARE: "it does harm",
      UNSCANNABLE: "it could not be scanned in full",
      PERSONAL_DATA: "it holds personal data",
    },
    withheldRemedy: "Ask support in a comment to remove it, and attach a clean copy.",
    facts: ({ number, customer, priority }) =>
      `Case ${number} for ${customer}, priority ${priority}`,
    readHere: "Read and answer it here:",
    readLink: "Read and answer the case",
    why: (reasons) => `You get this mail because ${reasons.join(" and ")}.`,
    reasons: {
      creator: "you opened the case",
      contact: "you are named as its contact",
      follower: "the case is shared with you",
      newFollower: "the case was shared with you",
      assignee: "the case is assigned to you",
      uploader: "you attached the file",
    },
  },
  consentMail: {
    subject: {
      "consent.ending": ({ days, customer, partner }) =>
        `Access ends ${within(days)}: ${customer}, ${partner}`,
      "consent.ended": ({ customer, partner }) => `Access has ended: ${customer}, ${partner}`,
    },
    happened: {
      "consent.ending": ({ partner, customer, days, endsAt }) =>
        `${partner}'s access to the support cases of ${customer} ends ${within(days)}, on ${endsAt}.`,
      "consent.ended": ({ partner, customer, endsAt }) =>
        `${partner}'s access to the support cases of ${customer} ended on ${endsAt}.`,
    },
    effect: {
      "consent.ending": ({ partner, customer }) =>
        `From then on ${partner} sees no case of ${customer} and opens none.`,
      "consent.ended": ({ partner, customer }) =>
        `Until access is granted anew, ${partner} sees no case of ${customer} and opens none.`,
    },
    remedy: {
      customer: () => "If the partner is to go on, grant access anew:",
      partner: ({ domain }) =>
        `If you are to go on, ask an administrator of ${domain} to grant access anew:`,
    },
    why: {
      customer: ({ customer }) => `You get this mail because you administer ${customer}.`,
      partner: ({ partner }) => `You get this mail because you administer ${partner}.`,
    },
  },
};

function reopenable(until = "its window ends"): string {
  return `It can be reopened until ${until}`;
}

function within(days: number): string {
  return `within ${days} ${plural("en", days, { one: "day", other: "days" })}`;
}
