import type { Topic } from "#domain/topic.ts";
import { helpSearch } from "./page.ts";
import { affectedUser, ask, errorText, fileUrl, privateWindow, required } from "./question.ts";
import { section } from "./section.ts";

const topic = section("docs", {
  en: "Docs, Sheets and Slides",
  sv: "Dokument, Kalkylark och Presentationer",
  also: { en: "google docs, editors, office", sv: "google docs, redigerare, kontorsprogram" },
});

/** The editors, and what is built with them. */
export const docs: readonly Topic[] = [
  topic("does-not-open", {
    en: "Document does not open or save",
    sv: "Dokumentet öppnas eller sparas inte",
    also: {
      en: "trying to connect, cannot edit, loading error, read only, unable to save, frozen",
      sv: "försöker ansluta, kan inte redigera, kan inte spara, skrivskyddad, laddningsfel, fryser",
    },
    questions: [required(fileUrl), required(affectedUser), privateWindow, errorText],
    pages: [
      helpSearch("docs editors problems", "Problems in the editors", "Problem i redigerarna"),
    ],
  }),
  topic("sheets-slow", {
    en: "Large spreadsheet is slow",
    sv: "Stort kalkylark är långsamt",
    also: {
      en: "sheets performance, ten million cells, calculation, hangs, importrange",
      sv: "kalkylblad, prestanda, celler, beräknar, hänger sig, segt, importrange",
    },
  }),
  topic("sheets-formulas", {
    en: "Formulas and pivot tables",
    sv: "Formler och pivottabeller",
    also: {
      en: "sheets function, vlookup, query, pivot, connected sheets, bigquery, wrong result",
      sv: "funktion, letarad, vlookup, pivot, bigquery, fel resultat, kalkylblad",
    },
  }),
  topic("office-files", {
    en: "Microsoft Office files",
    sv: "Filer från Microsoft Office",
    also: {
      en: "word, excel, powerpoint, docx, xlsx, pptx, convert, formatting lost, import, export",
      sv: "word, excel, powerpoint, docx, xlsx, konvertera, layout, importera, exportera",
    },
  }),
  topic("history", {
    en: "Version history and lost changes",
    sv: "Versionshistorik och förlorade ändringar",
    also: {
      en: "previous version, restore version, overwritten, revision, undo",
      sv: "tidigare version, återställa version, överskriven, revision, ångra",
    },
    questions: [
      required(fileUrl),
      required(
        ask.date("good-on", "Last day on which it was right", "Sista dagen då den var rätt"),
      ),
      affectedUser,
    ],
    pages: [helpSearch("version history", "Version history", "Versionshistorik")],
  }),
  topic("comments", {
    en: "Comments and suggestions",
    sv: "Kommentarer och förslag",
    also: {
      en: "suggesting mode, mentions, approvals, notifications of comments",
      sv: "förslagsläge, omnämnanden, godkännanden, aviseringar",
    },
  }),
  topic("offline", {
    en: "Working offline",
    sv: "Arbeta offline",
    also: {
      en: "no internet, offline access, extension",
      sv: "utan internet, offlineåtkomst, tillägg",
    },
  }),
  topic("printing", {
    en: "Printing and PDF",
    sv: "Utskrift och PDF",
    also: {
      en: "print, pdf export, page setup, margins",
      sv: "skriva ut, skrivare, pdf, marginaler",
    },
  }),
  topic("slides-presenting", {
    en: "Presenting slides",
    sv: "Visa presentationer",
    also: {
      en: "slideshow, presenter view, video in slides, animation",
      sv: "bildspel, presentatörsvy, presentation, film, animering",
    },
  }),
  topic("apps-script", {
    en: "Apps Script and macros",
    sv: "Apps Script och makron",
    also: {
      en: "script, macro, trigger, quota exceeded, exceeded maximum execution time, authorization required",
      sv: "skript, makro, utlösare, kvot överskriden, behörighet krävs",
    },
    questions: [
      required(errorText),
      ask.text("script-id", "ID of the script", "Skriptets ID"),
      ask.boolean("trigger", "Started by a trigger", "Startas av en utlösare"),
    ],
    pages: [helpSearch("apps script", "Apps Script", "Apps Script")],
  }),
];
