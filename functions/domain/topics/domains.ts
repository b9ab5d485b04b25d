import type { Topic } from "#domain/topic.ts";
import { article } from "./page.ts";
import { ask, choice, domain, errorText, required } from "./question.ts";
import { section } from "./section.ts";

const topic = section("domains", {
  en: "Domains",
  sv: "Domäner",
  also: { en: "domain, dns, domain name", sv: "domän, dns, domännamn" },
});

/** The names that a customer's accounts live under. */
export const domains: readonly Topic[] = [
  topic("verify", {
    en: "Verifying a domain",
    sv: "Verifiera en domän",
    also: {
      en: "txt record, cname, verification failed, prove ownership, activate",
      sv: "txt-post, cname, verifieringen misslyckas, bevisa ägarskap, verifiering",
    },
    questions: [
      required(domain),
      required(
        choice(
          "method",
          { en: "Method used", sv: "Använd metod" },
          {
            txt: { en: "TXT record", sv: "TXT-post" },
            cname: { en: "CNAME record", sv: "CNAME-post" },
            html: { en: "HTML file or tag", sv: "HTML-fil eller -tagg" },
          },
        ),
      ),
      errorText,
    ],
    pages: [article(60216, "Verify your domain", "Verifiera er domän")],
  }),
  topic("secondary", {
    en: "Adding a secondary or alias domain",
    sv: "Lägga till en sekundär domän eller aliasdomän",
    also: {
      en: "second domain, additional domain, domain alias, multiple domains",
      sv: "ytterligare domän, extra domän, domänalias, flera domäner",
    },
    questions: [
      required(domain),
      ask.boolean("alias", "As an alias domain", "Som aliasdomän"),
      errorText,
    ],
    pages: [article(7502379, "Add a domain to your account", "Lägg till en domän")],
  }),
  topic("change-primary", {
    en: "Changing the primary domain",
    sv: "Byta primär domän",
    also: {
      en: "rename company, new domain, swap domain, rebrand",
      sv: "namnbyte, ny domän, byta domän, huvuddomän",
    },
  }),
  topic("in-use", {
    en: "Domain is already in use",
    sv: "Domänen används redan",
    also: {
      en: "domain taken, already registered with google, another account, reclaim, in use",
      sv: "upptagen domän, redan registrerad, annat konto, återta, används av någon annan",
    },
    questions: [
      required(domain),
      required(errorText),
      ask.email(
        "former-admin",
        "Former administrator, if known",
        "Tidigare administratör, om känd",
      ),
    ],
    pages: [article(60216, "Verify your domain", "Verifiera er domän")],
  }),
  topic("remove", {
    en: "Removing a domain",
    sv: "Ta bort en domän",
    also: { en: "delete domain, release domain", sv: "radera domän, frigöra domän, släppa domän" },
  }),
];
