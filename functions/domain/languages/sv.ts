import { plural } from "./plural.ts";
import type { Texts } from "./texts.ts";

export const sv: Texts = {
  caseMail: {
    subject: ({ number, headline, title }) => `[Ärende ${number}] ${headline}: ${title}`,
    headlines: {
      "case.created": "Öppnat",
      "case.changed": "Ändrat",
      "case.closed": "Stängt",
      "case.reopened": "Återöppnat",
      "case.escalated": "Eskalerat",
      "case.shared": "Delat med dig",
      "case.unshared": "Inte längre delat",
      "case.assigned": "Tilldelat dig",
      "comment.created": "Ny kommentar",
      "note.created": "Ny intern anteckning",
      "attachment.created": "Ny bilaga",
      "attachment.removed": "Bilaga borttagen",
      "attachment.quarantined": "Bilaga spärrad",
      "personalData.recalled": "Personuppgifter återkallade",
      "reopenWindow.ending": "Kan återöppnas i 3 dagar till",
      "reopenWindow.ended": "Kan inte längre återöppnas",
    },
    happened: {
      "case.created": ({ by }) => `${by} öppnade ärendet.`,
      "case.changed": ({ by }) => `${by} ändrade ärendet.`,
      "case.closed": ({ by, until }) => `${by} stängde ärendet. ${reopenable(until)}.`,
      "case.reopened": ({ by }) => `${by} återöppnade ärendet.`,
      "case.escalated": ({ by }) => `${by} eskalerade ärendet.`,
      "case.shared": ({ by }) => `${by} delade ärendet med dig.`,
      "case.unshared": ({ by }) => `${by} tog bort adresser från ärendet.`,
      "case.assigned": ({ by }) => `${by} tilldelade dig ärendet.`,
      "comment.created": ({ by }) => `${by} skrev en kommentar:`,
      "note.created": ({ by }) => `${by} skrev en intern anteckning:`,
      "attachment.created": ({ by, file }) => `${by} lade till en bilaga: ${file}`,
      "attachment.removed": ({ by, file }) => `${by} tog bort en bilaga: ${file}`,
      "attachment.quarantined": ({ cause, file }) =>
        `En bilaga i ärendet kan inte laddas ner eftersom ${cause}: ${file}`,
      "personalData.recalled": ({ by }) => `${by} återkallade personuppgifter ur ärendet.`,
      "reopenWindow.ending": ({ until }) =>
        `Ärendet är stängt. ${reopenable(until)}; därefter behövs ett nytt ärende.`,
      "reopenWindow.ended": () => "Ärendet kan inte längre återöppnas.",
    },
    support: "Supporten",
    portal: "Supportportalen",
    aFile: "en fil",
    changed: ({ field, before, after }) => `${field}: ${before} → ${after}`,
    fields: { displayName: "Rubrik", priority: "Prioritet", state: "Status" },
    states: {
      NEW: "Nytt",
      IN_PROGRESS_GOOGLE_SUPPORT: "Pågår",
      ACTION_REQUIRED: "Supporten väntar på svar",
      SOLUTION_PROVIDED: "Lösning föreslagen",
      CLOSED: "Stängt",
    },
    reason: (reason) => `Skäl: ${reason}`,
    escalationReasons: {
      RESOLUTION_TIME: "tid till lösning",
      TECHNICAL_EXPERTISE: "teknisk expertis behövs",
      BUSINESS_IMPACT: "påverkan på verksamheten",
    },
    withheld: {
      MALWARE: "den är skadlig",
      UNSCANNABLE: "den inte kunde kontrolleras fullt ut",
      PERSONAL_DATA: "den innehåller personuppgifter",
    },
    withheldRemedy: "Be supporten i en kommentar att ta bort den, och lägg till en ren kopia.",
    facts: ({ number, customer, priority }) =>
      `Ärende ${number} för ${customer}, prioritet ${priority}`,
    readHere: "Läs och svara här:",
    readLink: "Läs och svara på ärendet",
    why: (reasons) => `Du får det här mejlet eftersom ${reasons.join(" och ")}.`,
    reasons: {
      creator: "du öppnade ärendet",
      contact: "du är angiven som kontakt",
      follower: "ärendet är delat med dig",
      newFollower: "ärendet delades med dig",
      assignee: "ärendet är tilldelat dig",
      uploader: "du lade till bilagan",
    },
  },
  consentMail: {
    subject: {
      "consent.ending": ({ days, customer, partner }) =>
        `Åtkomsten upphör ${within(days)}: ${customer}, ${partner}`,
      "consent.ended": ({ customer, partner }) => `Åtkomsten har upphört: ${customer}, ${partner}`,
    },
    happened: {
      "consent.ending": ({ partner, customer, days, endsAt }) =>
        `Åtkomsten som ${partner} har till supportärendena för ${customer} upphör ${within(days)}, ${endsAt}.`,
      "consent.ended": ({ partner, customer, endsAt }) =>
        `Åtkomsten som ${partner} hade till supportärendena för ${customer} upphörde ${endsAt}.`,
    },
    effect: {
      "consent.ending": ({ partner, customer }) =>
        `Därefter ser ${partner} inga ärenden för ${customer} och kan inte öppna några.`,
      "consent.ended": ({ partner, customer }) =>
        `Tills åtkomst beviljas på nytt ser ${partner} inga ärenden för ${customer} och kan inte öppna några.`,
    },
    remedy: {
      customer: () => "Om partnern ska fortsätta, bevilja åtkomst på nytt:",
      partner: ({ domain }) =>
        `Om ni ska fortsätta, be en administratör för ${domain} att bevilja åtkomst på nytt:`,
    },
    why: {
      customer: ({ customer }) =>
        `Du får det här mejlet eftersom du är administratör för ${customer}.`,
      partner: ({ partner }) =>
        `Du får det här mejlet eftersom du är administratör för ${partner}.`,
    },
  },
};

function reopenable(until?: string): string {
  return `Det kan återöppnas ${until === undefined ? "tills fristen går ut" : `fram till ${until}`}`;
}

function within(days: number): string {
  return `inom ${days} ${plural("sv", days, { one: "dag", other: "dagar" })}`;
}
