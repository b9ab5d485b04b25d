import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { ask, beganOn, choice, errorText, required, userCount } from "./question.ts";
import { section } from "./section.ts";

const topic = section("data", {
  en: "Vault, migration and data",
  sv: "Vault, migrering och data",
  also: { en: "data, archive, import, export", sv: "data, arkiv, importera, exportera" },
});

/** Data that is kept, moved or taken out. */
export const data: readonly Topic[] = [
  topic("vault-retention", {
    en: "Retention rules and holds in Vault",
    sv: "Lagringsregler och undantag i Vault",
    also: {
      en: "retention, legal hold, litigation, keep mail, purge, ediscovery",
      sv: "lagringstid, bevara, gallring, juridisk spärr, rättstvist, arkivering",
    },
  }),
  topic("vault-search", {
    en: "Search and export in Vault",
    sv: "Sökning och export i Vault",
    also: {
      en: "ediscovery, matter, export failed, pst, mbox, legal request",
      sv: "ärende i vault, exporten misslyckas, pst, mbox, utlämning, registerutdrag",
    },
    questions: [
      required(ask.text("matter", "Name of the matter", "Namnet på ärendet i Vault")),
      ask.date("exported-on", "Day of the export", "Dagen för exporten"),
      errorText,
    ],
    pages: [helpSearch("google vault export", "Exports from Vault", "Exporter från Vault")],
  }),
  topic("export", {
    en: "Exporting the organization's data",
    sv: "Exportera organisationens data",
    also: {
      en: "takeout, data export, backup, download all, leave google",
      sv: "takeout, dataexport, säkerhetskopia, backup, hämta allt, lämna google",
    },
    questions: [
      required(ask.date("started-on", "Day the export began", "Dagen då exporten startade")),
      userCount,
      errorText,
    ],
    pages: [
      article(100458, "Export all your organization's data", "Exportera organisationens data"),
    ],
  }),
  topic("migrate-mail", {
    en: "Migrating mail from another provider",
    sv: "Flytta mejl från en annan leverantör",
    also: {
      en: "migration, imap migration, exchange, microsoft 365, office 365, gwmme, import mail, email, pst",
      sv: "migrering, migrera, exchange, microsoft 365, office 365, importera mejl, e-post, pst",
    },
    questions: [
      required(
        choice(
          "source",
          { en: "Moving from", sv: "Flyttar från" },
          {
            microsoft: { en: "Microsoft 365", sv: "Microsoft 365" },
            exchange: { en: "Exchange on own servers", sv: "Exchange på egna servrar" },
            imap: { en: "Another IMAP server", sv: "Annan IMAP-server" },
            workspace: { en: "Another Google Workspace", sv: "Annat Google Workspace" },
          },
        ),
      ),
      required(userCount),
      errorText,
      beganOn,
    ],
    pages: [helpSearch("data migration", "Migrate data", "Migrera data")],
  }),
  topic("migrate-files", {
    en: "Migrating files from file servers or SharePoint",
    sv: "Flytta filer från filservrar eller SharePoint",
    also: {
      en: "sharepoint, onedrive, dropbox, box, file server, workspace migrate, migration",
      sv: "sharepoint, onedrive, dropbox, filserver, migrering, migrera",
    },
  }),
  topic("merge", {
    en: "Moving accounts between two Workspace organizations",
    sv: "Flytta konton mellan två Workspace-organisationer",
    also: {
      en: "merger, acquisition, tenant to tenant, split company, consolidate, customer transfer",
      sv: "fusion, förvärv, sammanslagning, uppköp, dela upp företag, slå ihop",
    },
  }),
  topic("regions", {
    en: "Data regions and data protection",
    sv: "Dataregioner och dataskydd",
    also: {
      en: "data location, eu, gdpr, dpa, sovereignty, data processing, where is data stored",
      sv: "datalagring, eu, gdpr, personuppgiftsbiträdesavtal, dataskydd, var lagras data, personuppgifter",
    },
  }),
];
