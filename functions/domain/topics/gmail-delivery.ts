import type { Topic } from "#domain/topic.ts";
import { article } from "./page.ts";
import {
  ask,
  beganOn,
  choice,
  domain,
  errorText,
  messageId,
  recipient,
  required,
  scope,
  sender,
} from "./question.ts";
import { section } from "./section.ts";

const topic = section("gmail", {
  en: "Gmail",
  sv: "Gmail",
  also: { en: "mail, email, e-mail", sv: "mejl, mail, e-post, epost, post" },
});

const logSearch = article(
  2604578,
  "Find messages with Email Log Search",
  "Spåra mejl i e-postloggen",
);
const smtpErrors = article(3726730, "SMTP errors and codes", "SMTP-fel och felkoder");
const guidelines = article(81126, "Email sender guidelines", "Riktlinjer för avsändare");

/** Mail on its way in and out. */
export const gmailDelivery: readonly Topic[] = [
  topic("delivery-bounce", {
    en: "Sent mail bounces with an error",
    sv: "Skickade mejl studsar med ett fel",
    also: {
      en: "bounce, bounced, returned, undeliverable, ndr, non-delivery report, rejected, 550, 5.7.26, mailer-daemon",
      sv: "studs, studsar, retur, returneras, kommer tillbaka, olevererat, avvisas, 550, leveransfel",
    },
    questions: [
      required(sender),
      required(recipient),
      required(errorText),
      ask.date("sent-on", "Day on which it was sent", "Dagen då det skickades"),
      messageId,
    ],
    pages: [smtpErrors, logSearch],
  }),
  topic("delivery-missing", {
    en: "Incoming mail does not arrive",
    sv: "Inkommande mejl kommer inte fram",
    also: {
      en: "not delivered, not arriving, missing mail, not receiving, cannot receive, lost message, inbox empty",
      sv: "levereras inte, saknade mejl, får inga mejl, tar inte emot, försvunna meddelanden, tom inkorg",
    },
    questions: [required(recipient), required(sender), required(scope), beganOn, messageId],
    pages: [logSearch],
  }),
  topic("delivery-not-reaching", {
    en: "Sent mail does not reach the recipient",
    sv: "Skickade mejl når inte mottagaren",
    also: {
      en: "cannot send, outgoing, recipient did not get it, external recipient, disappears",
      sv: "kan inte skicka, utgående, mottagaren får inget, extern mottagare, försvinner",
    },
    questions: [required(sender), required(recipient), required(beganOn), messageId],
    pages: [logSearch],
  }),
  topic("delivery-delay", {
    en: "Mail is delayed",
    sv: "Mejl är försenade",
    also: {
      en: "slow delivery, late, queue, hours, greylisting, 421, deferred",
      sv: "långsam leverans, sena, dröjer, kö, timmar, fördröjning, fördröjda",
    },
    questions: [
      required(ask.number("delay-minutes", "Delay in minutes", "Försening i minuter")),
      messageId,
      scope,
    ],
    pages: [logSearch],
  }),
  topic("outgoing-spam", {
    en: "Our mail lands in recipients' spam",
    sv: "Våra mejl hamnar i mottagarnas skräppost",
    also: {
      en: "junk, spam folder, reputation, blocklist, blacklisted, bulk sender, postmaster",
      sv: "spam, skräp, skräpkorg, rykte, svartlistad, spärrlista, massutskick",
    },
    questions: [
      required(domain),
      required(recipient),
      ask.boolean("bulk", "More than 5,000 mails a day", "Fler än 5 000 mejl om dagen"),
      messageId,
    ],
    pages: [guidelines],
  }),
  topic("spam-false-positive", {
    en: "Wanted mail is marked as spam",
    sv: "Önskade mejl märks som skräppost",
    also: {
      en: "false positive, junk, allowlist, whitelist, approved senders, spam folder",
      sv: "spam, falsklarm, vitlista, godkända avsändare, hamnar i skräpposten",
    },
    questions: [required(sender), required(recipient), messageId],
    pages: [logSearch],
  }),
  topic("spam-incoming", {
    en: "Spam or phishing gets through",
    sv: "Skräppost eller nätfiske släpps igenom",
    also: {
      en: "phishing, spoofing, scam, fraud, virus, malware mail, junk, impersonation, blocked senders",
      sv: "nätfiske, phishing, spam, bluff, bedrägeri, förfalskad avsändare, virus, spoofing, spärra avsändare",
    },
    questions: [
      required(
        choice(
          "kind",
          { en: "Kind of mail", sv: "Typ av mejl" },
          {
            spam: { en: "Unwanted advertising", sv: "Oönskad reklam" },
            phishing: { en: "Phishing", sv: "Nätfiske" },
            impersonation: { en: "Posing as a colleague", sv: "Utger sig för att vara en kollega" },
            malware: { en: "Harmful attachment", sv: "Skadlig bilaga" },
          },
        ),
      ),
      required(recipient),
      messageId,
    ],
    pages: [logSearch],
  }),
  topic("mx", {
    en: "MX records and mail flow to Google",
    sv: "MX-poster och e-postflöde till Google",
    also: {
      en: "mx, dns, smtp.google.com, activate gmail, switch mail provider, aspmx",
      sv: "mx, mx-post, dns, aktivera gmail, byta e-postleverantör, peka om",
    },
    questions: [
      required(domain),
      ask.text("dns-host", "Company that hosts the DNS", "Företaget som sköter DNS"),
      ask.date("changed-on", "Day of the change", "Dagen för ändringen"),
    ],
    pages: [article(140034, "Set up MX records", "Ställ in MX-poster")],
  }),
  topic("spf", {
    en: "SPF record",
    sv: "SPF-post",
    also: {
      en: "spf, txt record, too many lookups, permerror, softfail, sender policy framework, authentication",
      sv: "spf, txt-post, för många uppslag, avsändarkontroll, autentisering",
    },
    questions: [required(domain), errorText],
    pages: [article(33786, "Set up SPF", "Konfigurera SPF")],
  }),
  topic("dkim", {
    en: "DKIM signing",
    sv: "DKIM-signering",
    also: {
      en: "dkim, domain key, selector, signature, 2048 bit, start authentication",
      sv: "dkim, domännyckel, väljare, signatur, starta autentisering",
    },
    questions: [required(domain), ask.text("selector", "DKIM selector", "DKIM-väljare"), errorText],
    pages: [article(174124, "Turn on DKIM", "Aktivera DKIM")],
  }),
  topic("dmarc", {
    en: "DMARC policy and reports",
    sv: "DMARC-policy och rapporter",
    also: {
      en: "dmarc, quarantine, reject, alignment, rua, aggregate reports",
      sv: "dmarc, karantän, avvisa, rapporter",
    },
    questions: [required(domain), sender],
    pages: [article(2466580, "Set up DMARC", "Konfigurera DMARC")],
  }),
  topic("sending-limit", {
    en: "Sending limit reached",
    sv: "Gränsen för antal skickade mejl är nådd",
    also: {
      en: "quota, daily limit, too many recipients, 2000 messages, blocked from sending, rate",
      sv: "kvot, sändgräns, gräns, dagsgräns, för många mottagare, spärrad, massutskick",
    },
    questions: [
      required(sender),
      ask.number("mails-a-day", "Mails sent a day", "Skickade mejl per dag"),
      errorText,
    ],
    pages: [article(166852, "Gmail sending limits", "Gränser för att skicka i Gmail")],
  }),
  topic("relay", {
    en: "Mail from printers, scanners and applications",
    sv: "Mejl från skrivare, skannrar och program",
    also: {
      en: "smtp relay, smtp-relay, scan to email, multifunction printer, application, web form, 535",
      sv: "smtp-relä, skanna till e-post, skanner, kopiator, webbformulär, program, affärssystem",
    },
    questions: [
      required(ask.text("device", "Device or application", "Apparat eller program")),
      ask.text("public-ip", "Public IP address it sends from", "Publik IP-adress som skickar"),
      errorText,
    ],
    pages: [
      article(
        176600,
        "Send email from a printer, scanner or app",
        "Skicka från skrivare eller app",
      ),
      article(2956491, "SMTP relay service", "Tjänsten SMTP-relä"),
    ],
  }),
  topic("routing", {
    en: "Routing, redirects and catch-all",
    sv: "Dirigering, omdirigering och catch-all",
    also: {
      en: "routing rule, dual delivery, split delivery, recipient address map, catchall, host, gateway",
      sv: "dirigeringsregel, dubbel leverans, delad leverans, adresskarta, fånga alla, gateway, omdirigera",
    },
    pages: [article(4524505, "Redirect incoming messages", "Omdirigera inkommande mejl")],
  }),
  topic("attachment-blocked", {
    en: "Attachment is blocked or too large",
    sv: "Bilagan blockeras eller är för stor",
    also: {
      en: "file attachment, 25 mb, exe, zip, size limit, cannot attach, security reasons",
      sv: "bifogad fil, bifoga, 25 mb, storleksgräns, exe, zip, av säkerhetsskäl",
    },
  }),
];
