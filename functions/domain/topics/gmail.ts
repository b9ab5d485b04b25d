import type { Topic } from "#domain/topic.ts";
import { article, helpSearch, statusDashboard } from "./page.ts";
import {
  affectedUser,
  ask,
  beganOn,
  choice,
  errorText,
  platform,
  privateWindow,
  required,
  scope,
} from "./question.ts";
import { section } from "./section.ts";

const topic = section("gmail", {
  en: "Gmail",
  sv: "Gmail",
  also: { en: "mail, email, e-mail", sv: "mejl, mail, e-post, epost, post" },
});

/** The mailbox: what a person reads, writes and sets. */
export const gmail: readonly Topic[] = [
  topic("does-not-load", {
    en: "Gmail does not load or is slow",
    sv: "Gmail öppnas inte eller är långsamt",
    also: {
      en: "blank page, temporary error, 502, down, hangs, outage, cannot open inbox",
      sv: "vit sida, tillfälligt fel, nere, hänger sig, driftstörning, laddar inte, segt, trögt",
    },
    questions: [required(scope), required(platform), privateWindow, errorText, beganOn],
    pages: [statusDashboard],
  }),
  topic("messages-gone", {
    en: "Messages have disappeared or were deleted",
    sv: "Meddelanden har försvunnit eller raderats",
    also: {
      en: "restore mail, recover deleted, undelete, trash, lost messages, vanished",
      sv: "återställa mejl, raderade mejl, borttagna, papperskorg, borta, återskapa",
    },
    questions: [
      required(affectedUser),
      required(ask.date("deleted-on", "Day of the loss", "Dagen då de försvann")),
      ask.number("message-count", "Number of messages, roughly", "Antal meddelanden, ungefär"),
      ask.boolean("vault", "Google Vault is licensed", "Licens för Google Vault finns"),
    ],
    pages: [article(112445, "Restore a user's Gmail data", "Återställ en användares Gmail")],
  }),
  topic("search", {
    en: "Search finds nothing or too little",
    sv: "Sökningen hittar inget eller för lite",
    also: {
      en: "find messages, search operators, missing results, index",
      sv: "hitta mejl, söka, sökoperatorer, sökresultat saknas",
    },
  }),
  topic("filters-labels", {
    en: "Filters and labels",
    sv: "Filter och etiketter",
    also: {
      en: "rules, folders, sort automatically, categories, tabs, filter does not work",
      sv: "regler, mappar, sortera, kategorier, flikar, filtret fungerar inte",
    },
  }),
  topic("forwarding", {
    en: "Automatic forwarding",
    sv: "Automatisk vidarebefordran",
    also: {
      en: "forward mail, forwarding address, verify forwarding, auto-forward",
      sv: "vidarebefordra, vidaresändning, skicka vidare, vidarebefodra",
    },
    questions: [
      required(affectedUser),
      ask.email("target", "Address forwarded to", "Adress som vidarebefordras till"),
      errorText,
    ],
    pages: [
      helpSearch("automatic forwarding", "Automatic forwarding", "Automatisk vidarebefordran"),
    ],
  }),
  topic("delegation", {
    en: "Delegated mailbox",
    sv: "Delegerad brevlåda",
    also: {
      en: "delegate, assistant, shared mailbox, access another mailbox, on behalf of",
      sv: "delegera, ombud, assistent, delad inkorg, delad brevlåda, annans brevlåda, funktionsbrevlåda",
    },
  }),
  topic("aliases", {
    en: "Aliases and sending from another address",
    sv: "Alias och att skicka från en annan adress",
    also: {
      en: "alias, send as, send mail as, second address, from address, nickname",
      sv: "alias, skicka som, extra adress, avsändaradress, andra adress",
    },
    questions: [required(affectedUser), required(ask.email("alias", "The alias", "Aliaset"))],
    pages: [article(33327, "Add or remove an email alias", "Lägg till eller ta bort ett alias")],
  }),
  topic("signature", {
    en: "Signature and footer",
    sv: "Signatur och sidfot",
    also: {
      en: "signature missing, logo, disclaimer, append footer, company signature",
      sv: "signaturen saknas, logotyp, ansvarsfriskrivning, företagssignatur",
    },
  }),
  topic("vacation", {
    en: "Out-of-office reply",
    sv: "Frånvaromeddelande",
    also: {
      en: "vacation responder, auto reply, autoreply, away, ooo, holiday",
      sv: "autosvar, semester, frånvaro, semestersvar, automatiskt svar, ledig",
    },
  }),
  topic("imap-outlook", {
    en: "Outlook, Apple Mail and other mail programs",
    sv: "Outlook, Apple Mail och andra e-postprogram",
    also: {
      en: "imap, pop, pop3, outlook, thunderbird, gwsmo, gssmo, app password, oauth, less secure apps",
      sv: "imap, pop, outlook, thunderbird, e-postklient, synkar inte, applösenord",
    },
    questions: [
      required(
        choice(
          "program",
          { en: "Mail program", sv: "E-postprogram" },
          {
            outlook: { en: "Outlook", sv: "Outlook" },
            apple: { en: "Apple Mail", sv: "Apple Mail" },
            thunderbird: { en: "Thunderbird", sv: "Thunderbird" },
            other: { en: "Another one", sv: "Ett annat" },
          },
        ),
      ),
      ask.text("version", "Its version", "Dess version"),
      errorText,
    ],
    pages: [article(105694, "Turn POP and IMAP on or off", "Slå på eller av POP och IMAP")],
  }),
  topic("mobile", {
    en: "Gmail on the phone does not sync",
    sv: "Gmail i telefonen synkar inte",
    also: {
      en: "mobile app, iphone, android, notifications, push, sync off, not syncing",
      sv: "mobil, mobilapp, iphone, android, notiser, aviseringar, synkronisering, synkroniserar",
    },
  }),
  topic("encryption", {
    en: "Confidential mode and encryption",
    sv: "Konfidentiellt läge och kryptering",
    also: {
      en: "s/mime, smime, tls, encrypted mail, client-side encryption, cse, certificate, secure transport",
      sv: "s/mime, smime, tls, krypterade mejl, certifikat, säker överföring",
    },
  }),
  topic("compliance", {
    en: "Content compliance and quarantine",
    sv: "Innehållsregler och karantän",
    also: {
      en: "quarantined, admin quarantine, objectionable content, attachment compliance, held messages",
      sv: "karantän, satta i karantän, regelefterlevnad, stötande innehåll, stoppade mejl",
    },
  }),
  topic("pop-fetch", {
    en: "Fetching mail from other accounts (POP and Gmailify)",
    sv: "Hämta mejl från andra konton (POP och Gmailify)",
    also: {
      en: "check mail from other accounts, gmailify, mail fetcher, pop3",
      sv: "hämta e-post, gmailify, pop3, andra konton",
    },
    withdrawnOn: "2026-09-01",
  }),
];
