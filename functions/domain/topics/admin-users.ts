import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import {
  affectedUser,
  ask,
  beganOn,
  choice,
  domain,
  errorText,
  required,
  userCount,
} from "./question.ts";
import { section } from "./section.ts";

const topic = section("users", {
  en: "Users and administration",
  sv: "Användare och administration",
  also: {
    en: "admin console, user, account, directory",
    sv: "adminkonsolen, administratörskonsolen, användare, konto, katalog",
  },
});

/** Accounts, their passwords and who manages them. */
export const adminUsers: readonly Topic[] = [
  topic("add", {
    en: "Adding users",
    sv: "Lägga till användare",
    also: {
      en: "create user, new employee, csv, bulk upload, cannot add user, onboarding",
      sv: "skapa användare, nyanställd, ny medarbetare, csv, massimport, kan inte lägga till",
    },
    questions: [required(errorText), userCount, affectedUser],
    pages: [
      article(33310, "Add an account for a new user", "Lägg till ett konto för en ny användare"),
    ],
  }),
  topic("conflicting", {
    en: "Conflicting personal accounts",
    sv: "Konton i konflikt med privata konton",
    also: {
      en: "conflict account, unmanaged user, transfer tool, gtempaccount, consumer account",
      sv: "kontokonflikt, ohanterade användare, privat konto, gtempaccount",
    },
  }),
  topic("password", {
    en: "Forgotten password",
    sv: "Bortglömt lösenord",
    also: {
      en: "reset password, password reset, cannot sign in, can't log in, login, logon, locked out, change password",
      sv: "återställa lösenord, lösenordsåterställning, glömt lösenord, kan inte logga in, inloggning, utelåst, byta lösenord",
    },
    questions: [
      required(affectedUser),
      ask.boolean("administrator", "The user is an administrator", "Användaren är administratör"),
      errorText,
    ],
    pages: [article(33319, "Reset a user's password", "Återställ en användares lösenord")],
  }),
  topic("admin-locked-out", {
    en: "No administrator can sign in",
    sv: "Ingen administratör kan logga in",
    also: {
      en: "super admin lost, locked out, administrator left, recover admin access, log in",
      sv: "superadministratör, utelåst, administratören har slutat, återfå åtkomst, logga in",
    },
    questions: [
      required(domain),
      required(ask.email("admin", "Address of the administrator", "Administratörens adress")),
      required(
        ask.boolean("dns-access", "You can change the domain's DNS", "Ni kan ändra domänens DNS"),
      ),
      ask.text("last-admin", "Who administered last", "Vem som senast administrerade"),
    ],
    pages: [
      helpSearch(
        "recover administrator access",
        "Recover admin access",
        "Återfå administratörsåtkomst",
      ),
    ],
  }),
  topic("suspended", {
    en: "User is suspended",
    sv: "Användaren är avstängd",
    also: {
      en: "account disabled, suspended account, blocked, reactivate, unsuspend",
      sv: "kontot är inaktiverat, avstängt konto, spärrat, spärrad, återaktivera",
    },
    questions: [
      required(affectedUser),
      required(
        choice(
          "suspended-by",
          { en: "Suspended by", sv: "Avstängd av" },
          {
            administrator: { en: "An administrator", sv: "En administratör" },
            google: { en: "Google", sv: "Google" },
            unknown: { en: "Not known", sv: "Okänt" },
          },
        ),
      ),
      beganOn,
    ],
    pages: [article(1110339, "Restore a suspended user", "Återställ en avstängd användare")],
  }),
  topic("deleted", {
    en: "Deleted user to be restored",
    sv: "Återställa en raderad användare",
    also: {
      en: "restore user, undelete user, 20 days, removed account, recover account",
      sv: "borttagen användare, återskapa konto, 20 dagar, raderat konto, återställ användare",
    },
    questions: [
      required(affectedUser),
      required(ask.date("deleted-on", "Day of the deletion", "Dagen för raderingen")),
      ask.boolean("data-moved", "The data had been transferred", "Data hade överförts"),
    ],
    pages: [article(1397578, "Restore a deleted user", "Återställ en raderad användare")],
  }),
  topic("rename", {
    en: "Renaming a user or changing the address",
    sv: "Byta namn eller adress för en användare",
    also: {
      en: "change username, new surname, married, primary address, photo, profile",
      sv: "ändra användarnamn, nytt efternamn, gift, primär adress, foto, profil",
    },
  }),
  topic("offboarding", {
    en: "Employee leaves the company",
    sv: "Medarbetare slutar",
    also: {
      en: "leaver, offboarding, delete user, archive user, archived user licence, keep data",
      sv: "avsluta konto, ta bort användare, arkivera användare, avslutad anställning, behålla data",
    },
  }),
  topic("roles", {
    en: "Administrator roles and privileges",
    sv: "Administratörsroller och behörigheter",
    also: {
      en: "admin role, delegated admin, custom role, super admin, permission, reseller access",
      sv: "adminroll, delegerad administratör, anpassad roll, superadmin, rättigheter, återförsäljarens åtkomst",
    },
  }),
  topic("org-units", {
    en: "Organizational units and service settings",
    sv: "Organisationsenheter och tjänsteinställningar",
    also: {
      en: "ou, org unit, turn service on or off, access groups, inherit settings",
      sv: "ou, organisationsenhet, slå på tjänst, stänga av tjänst, ärva inställningar",
    },
  }),
  topic("directory-sync", {
    en: "Directory sync from Active Directory",
    sv: "Katalogsynkronisering från Active Directory",
    also: {
      en: "gcds, ldap, active directory, ad, entra, azure, scim, provisioning, secure ldap",
      sv: "gcds, ldap, ad, entra, azure, scim, provisionering, synka användare",
    },
    questions: [
      required(ask.text("tool", "Tool and version", "Verktyg och version")),
      errorText,
      ask.date("last-success-on", "Last successful run", "Senaste lyckade körning"),
    ],
    pages: [article(106368, "About Google Cloud Directory Sync", "Om Google Cloud Directory Sync")],
  }),
  topic("contacts", {
    en: "Contacts and the shared directory",
    sv: "Kontakter och den delade katalogen",
    also: {
      en: "address book, autocomplete, contact sharing, external contacts, global address list",
      sv: "adressbok, autokomplettering, kontaktdelning, kontakt, externa kontakter",
    },
  }),
];
