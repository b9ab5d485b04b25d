import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import {
  affectedUser,
  ask,
  beganOn,
  choice,
  errorText,
  fileUrl,
  required,
  userCount,
} from "./question.ts";
import { section } from "./section.ts";

const topic = section("drive", {
  en: "Drive",
  sv: "Drive",
  also: { en: "gdrive, files, file", sv: "filer, fil, molnlagring" },
});

/** Files: where they are, who may open them, how much room they take. */
export const drive: readonly Topic[] = [
  topic("file-missing", {
    en: "File is missing or was deleted",
    sv: "Filen saknas eller har raderats",
    also: {
      en: "restore file, recover, deleted folder, trash, lost file, disappeared, undelete",
      sv: "återställa fil, raderad mapp, papperskorg, borttagen, försvunnen, borta",
    },
    questions: [
      required(affectedUser),
      ask.text("file-name", "Name of the file or folder", "Filens eller mappens namn"),
      ask.date("deleted-on", "Day of the loss", "Dagen då den försvann"),
      ask.boolean("shared-drive", "It was in a shared drive", "Den låg på en delad enhet"),
    ],
    pages: [
      article(6052340, "Restore a user's Drive files", "Återställ en användares filer i Drive"),
    ],
  }),
  topic("access-denied", {
    en: "Access to a file is denied",
    sv: "Åtkomst till en fil nekas",
    also: {
      en: "request access, you need permission, cannot open file, 403, no access",
      sv: "begär åtkomst, behörighet saknas, kan inte öppna filen, nekad, ingen åtkomst",
    },
    questions: [required(fileUrl), required(affectedUser), errorText],
    pages: [
      helpSearch("drive request access", "Request access to a file", "Begär åtkomst till en fil"),
    ],
  }),
  topic("external-sharing", {
    en: "Sharing outside the organization",
    sv: "Delning utanför organisationen",
    also: {
      en: "share externally, link sharing, visitor sharing, trusted domains, anyone with the link, trust rules",
      sv: "dela externt, extern delning, länkdelning, delningslänk, betrodda domäner, alla med länken, besökare",
    },
    questions: [
      required(fileUrl),
      ask.domain("other-domain", "Domain shared with", "Domän som det delas med"),
      errorText,
    ],
    pages: [article(60781, "Manage external sharing", "Hantera extern delning")],
  }),
  topic("shared-drives", {
    en: "Shared drives and their members",
    sv: "Delade enheter och deras medlemmar",
    also: {
      en: "team drive, shared drive, manager, content manager, cannot create, restore shared drive, item limit",
      sv: "delad enhet, teamenhet, delad disk, gemensam enhet, innehållsansvarig, kan inte skapa, återställa",
    },
    questions: [
      required(ask.text("drive-name", "Name of the shared drive", "Den delade enhetens namn")),
      ask.number("item-count", "Number of items in it, roughly", "Antal objekt i den, ungefär"),
      errorText,
    ],
    pages: [article(7212025, "Shared drives", "Delade enheter")],
  }),
  topic("desktop", {
    en: "Drive for desktop does not sync",
    sv: "Drive för datorn synkar inte",
    also: {
      en: "file stream, backup and sync, mirror, offline files, windows, mac, finder, explorer, sync error",
      sv: "skrivbordsprogram, synkroniserar inte, synkroniseringsfel, spegla, utforskaren, windows, mac",
    },
    questions: [
      required(
        choice(
          "system",
          { en: "Operating system", sv: "Operativsystem" },
          {
            windows: { en: "Windows", sv: "Windows" },
            mac: { en: "macOS", sv: "macOS" },
          },
        ),
      ),
      ask.text("version", "Version of Drive for desktop", "Version av Drive för datorn"),
      errorText,
      userCount,
    ],
    pages: [helpSearch("drive for desktop", "Drive for desktop", "Drive för datorn")],
  }),
  topic("storage", {
    en: "Storage is full",
    sv: "Lagringsutrymmet är fullt",
    also: {
      en: "quota, out of space, pooled storage, gigabytes, tb, storage limit, over limit",
      sv: "utrymme, kvot, slut på plats, lagring, gräns, gigabyte, terabyte, fullt",
    },
    questions: [
      required(
        choice(
          "whose",
          { en: "Whose storage", sv: "Vems utrymme" },
          {
            user: { en: "One user's", sv: "En användares" },
            drive: { en: "A shared drive's", sv: "En delad enhets" },
            organization: { en: "The whole organization's", sv: "Hela organisationens" },
          },
        ),
      ),
      ask.number("used-gigabytes", "Used storage in GB", "Använt utrymme i GB"),
      beganOn,
    ],
    pages: [
      helpSearch("pooled storage", "Storage in Google Workspace", "Lagring i Google Workspace"),
    ],
  }),
  topic("upload", {
    en: "Upload or download fails",
    sv: "Uppladdning eller nedladdning misslyckas",
    also: {
      en: "cannot upload, stuck upload, zip download, large file, virus scan, download quota",
      sv: "ladda upp, ladda ned, ladda ner, fastnar, zip, stor fil, virusgenomsökning",
    },
  }),
  topic("ownership", {
    en: "Transfer of ownership",
    sv: "Överföring av ägarskap",
    also: {
      en: "change owner, employee left, transfer files, new owner, leaver, orphaned",
      sv: "byta ägare, medarbetare slutat, överföra filer, ny ägare, föräldralös, överlåta",
    },
    questions: [
      required(ask.email("old-owner", "Present owner", "Nuvarande ägare")),
      required(ask.email("new-owner", "New owner", "Ny ägare")),
      errorText,
    ],
    pages: [
      article(1247799, "Transfer Drive files to a new owner", "Överför filer till en ny ägare"),
    ],
  }),
  topic("search", {
    en: "Search in Drive",
    sv: "Sökning i Drive",
    also: {
      en: "find file, cannot find, search results, cloud search",
      sv: "hitta fil, hittar inte, söka, sökresultat",
    },
  }),
  topic("labels", {
    en: "Labels and classification of files",
    sv: "Etiketter och klassificering av filer",
    also: {
      en: "drive labels, badges, sensitivity, metadata, classification",
      sv: "etikett, märkning, känslighet, metadata, informationsklassning",
    },
  }),
  topic("jamboard", {
    en: "Jamboard app",
    sv: "Appen Jamboard",
    also: { en: "jam, whiteboard", sv: "jam, whiteboard, skrivtavla" },
    withdrawnOn: "2024-12-31",
  }),
];
