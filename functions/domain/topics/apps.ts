import type { Topic } from "#domain/topic.ts";
import { helpSearch } from "./page.ts";
import { ask, beganOn, domain, errorText, required } from "./question.ts";
import { section } from "./section.ts";

const gemini = section("gemini", {
  en: "Gemini",
  sv: "Gemini",
  also: {
    en: "ai, artificial intelligence, assistant",
    sv: "ai, artificiell intelligens, assistent",
  },
});
const voice = section("voice", {
  en: "Voice",
  sv: "Voice",
  also: { en: "telephony, phone calls, google voice", sv: "telefoni, samtal, google voice, växel" },
});
const web = section("web", {
  en: "Sites and Forms",
  sv: "Webbplatser och Formulär",
  also: { en: "google sites, google forms", sv: "google sites, google formulär" },
});
const developer = section("developer", {
  en: "Apps and APIs",
  sv: "Appar och API:er",
  also: { en: "api, integration, developer", sv: "api, integration, utvecklare" },
});

/** The smaller products. */
export const apps: readonly Topic[] = [
  gemini("unavailable", {
    en: "Gemini is not available to users",
    sv: "Gemini är inte tillgängligt för användare",
    also: {
      en: "side panel missing, gemini app, turn on, help me write, notebooklm",
      sv: "sidopanelen saknas, gemini-appen, slå på, hjälp mig skriva, notebooklm",
    },
  }),
  gemini("answers", {
    en: "Wrong or missing answers from Gemini",
    sv: "Felaktiga eller uteblivna svar från Gemini",
    also: {
      en: "hallucination, summary wrong, cannot generate, prompt",
      sv: "hallucination, fel sammanfattning, kan inte generera, fråga",
    },
  }),
  gemini("data-protection", {
    en: "Gemini and the customer's data",
    sv: "Gemini och kundens data",
    also: { en: "privacy, training, gdpr, retention", sv: "integritet, träning, gdpr, dataskydd" },
  }),
  gemini("notes", {
    en: "Meeting notes and translations by Gemini",
    sv: "Mötesanteckningar och översättning med Gemini",
    also: {
      en: "take notes for me, translated captions, summary of a meeting",
      sv: "anteckna åt mig, textning, sammanfattning av möte",
    },
  }),
  voice("numbers", {
    en: "Numbers and porting",
    sv: "Nummer och nummerflytt",
    also: {
      en: "port number, assign number, phone number, emergency address",
      sv: "flytta nummer, portera, tilldela nummer, telefonnummer, nödadress",
    },
    questions: [
      required(ask.text("country", "Country of the numbers", "Numrens land")),
      ask.number("number-count", "How many numbers", "Hur många nummer"),
      ask.date("port-on", "Wanted day of the move", "Önskad dag för flytten"),
    ],
    pages: [
      helpSearch("port numbers to voice", "Port numbers to Voice", "Flytta nummer till Voice"),
    ],
  }),
  voice("calls", {
    en: "Calls fail or sound poor",
    sv: "Samtal misslyckas eller låter illa",
    also: {
      en: "call drops, no ring, desk phone, one-way audio, voicemail",
      sv: "samtal bryts, ringer inte, bordstelefon, dåligt ljud, röstbrevlåda",
    },
  }),
  voice("routing", {
    en: "Ring groups and auto attendants",
    sv: "Ringgrupper och automatisk telefonist",
    also: { en: "auto attendant, ivr, queue, menu", sv: "svarsgrupp, knappval, telefonkö, meny" },
  }),
  web("sites-publishing", {
    en: "Publishing a site and its own address",
    sv: "Publicera en webbplats och dess egen adress",
    also: {
      en: "website, custom url, intranet, cannot publish, custom domain",
      sv: "hemsida, egen adress, intranät, kan inte publicera, egen domän",
    },
    questions: [
      required(ask.text("site-url", "Address of the site", "Webbplatsens adress")),
      domain,
      errorText,
    ],
    pages: [
      helpSearch("sites custom url", "Sites with an own address", "Webbplatser med egen adress"),
    ],
  }),
  web("forms-responses", {
    en: "Form responses are missing",
    sv: "Formulärsvar saknas",
    also: {
      en: "survey, questionnaire, quiz, responses, not collecting, file upload",
      sv: "enkät, undersökning, formulär, svaren saknas, filuppladdning",
    },
  }),
  developer("quota", {
    en: "API errors and quotas",
    sv: "API-fel och kvoter",
    also: {
      en: "admin sdk, gmail api, drive api, calendar api, 429, 403, rate limit, gam",
      sv: "admin sdk, gmail api, drive api, felkod, anropsgräns, gam",
    },
    questions: [
      required(ask.text("method", "API and method", "API och metod")),
      required(errorText),
      ask.text("project", "Google Cloud project", "Google Cloud-projekt"),
      beganOn,
    ],
    pages: [helpSearch("api quota", "API quotas", "Kvoter för API:er")],
  }),
  developer("marketplace", {
    en: "Marketplace apps and add-ons",
    sv: "Appar och tillägg från Marketplace",
    also: {
      en: "add-on, addon, install app, domain install, marketplace, blocked",
      sv: "tillägg, installera app, marknadsplats, blockerad",
    },
  }),
  developer("appsheet", {
    en: "AppSheet",
    sv: "Appar i AppSheet",
    also: { en: "no-code, app sheet, automation", sv: "kodfri, app sheet, automatisering" },
  }),
  developer("tasks-keep", {
    en: "Tasks and Keep",
    sv: "Uppgifter och Keep",
    also: {
      en: "to-do, notes, reminder, checklist",
      sv: "att göra, anteckningar, påminnelse, checklista, uppgift",
    },
  }),
];
