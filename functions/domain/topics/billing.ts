import type { Topic } from "#domain/topic.ts";
import { article, helpSearch } from "./page.ts";
import { ask, beganOn, choice, domain, errorText, required } from "./question.ts";
import { section } from "./section.ts";

const topic = section("billing", {
  en: "Billing and subscriptions",
  sv: "Fakturering och abonnemang",
  also: { en: "subscription, payment, reseller", sv: "abonnemang, prenumeration, betalning" },
});

const edition = choice(
  "edition",
  { en: "Edition", sv: "Utgåva" },
  {
    starter: { en: "Business Starter", sv: "Business Starter" },
    standard: { en: "Business Standard", sv: "Business Standard" },
    plus: { en: "Business Plus", sv: "Business Plus" },
    enterprise: { en: "Enterprise", sv: "Enterprise" },
    other: { en: "Another one", sv: "En annan" },
  },
);
const seatCount = ask.number("seat-count", "Number of licences", "Antal licenser");

/** Licences, invoices and the contract behind them. */
export const billing: readonly Topic[] = [
  topic("licences", {
    en: "Assigning licences",
    sv: "Tilldela licenser",
    also: {
      en: "license, licence missing, unassigned, automatic licensing, no licence available",
      sv: "licens, licensen saknas, licenstilldelning, slut på licenser, automatisk licensiering",
    },
    questions: [required(edition), seatCount, errorText],
    pages: [article(1727173, "Assign licenses to users", "Tilldela licenser till användare")],
  }),
  topic("seats", {
    en: "Adding or reducing licences",
    sv: "Utöka eller minska antalet licenser",
    also: {
      en: "seats, buy more users, reduce seats, license count, purchase",
      sv: "platser, köpa fler, fler användare, minska licenser, antal licenser, beställa",
    },
    questions: [required(edition), required(seatCount), ask.date("from", "From day", "Från dag")],
    pages: [helpSearch("add licenses", "Add licences", "Utöka licenser")],
  }),
  topic("edition", {
    en: "Changing the edition",
    sv: "Byta utgåva",
    also: {
      en: "upgrade, downgrade, business starter, business standard, business plus, enterprise, sku, version",
      sv: "uppgradera, nedgradera, utgåva, business, enterprise, byta plan, version",
    },
  }),
  topic("renewal", {
    en: "Renewal and payment plan",
    sv: "Förnyelse och betalningsplan",
    also: {
      en: "renew, annual plan, flexible plan, commitment, contract end, expiry",
      sv: "förnya, årsplan, flexibel plan, bindningstid, avtalets slut, löper ut",
    },
    questions: [
      required(ask.date("renews-on", "Day of the renewal", "Dagen för förnyelsen")),
      edition,
      seatCount,
    ],
    pages: [helpSearch("renewal settings", "Renewal settings", "Inställningar för förnyelse")],
  }),
  topic("invoice", {
    en: "Question about an invoice",
    sv: "Fråga om en faktura",
    also: {
      en: "bill, charge, charged twice, wrong amount, credit, refund, vat, tax, cost, price",
      sv: "räkning, fakturan, dubbelt debiterad, fel belopp, kredit, återbetalning, moms, kostnad, pris",
    },
    questions: [
      required(ask.text("invoice-number", "Invoice number", "Fakturanummer")),
      ask.number("amount", "Amount in question", "Omtvistat belopp"),
      ask.date("invoice-on", "Day of the invoice", "Fakturans datum"),
    ],
    pages: [helpSearch("invoice", "Invoices", "Fakturor")],
  }),
  topic("transfer", {
    en: "Moving the subscription to or from a reseller",
    sv: "Flytta abonnemanget till eller från en återförsäljare",
    also: {
      en: "transfer token, change reseller, switch partner, move to direct billing, takeover",
      sv: "överföringstoken, överföringskod, byta återförsäljare, byta partner, flytta, övertagande",
    },
    questions: [
      required(domain),
      ask.text("present-seller", "Present seller", "Nuvarande säljare"),
      ask.date("move-on", "Wanted day of the move", "Önskad dag för flytten"),
    ],
    pages: [helpSearch("transfer token", "Transfer tokens", "Överföringskoder")],
  }),
  topic("suspended", {
    en: "Subscription is suspended",
    sv: "Abonnemanget är avstängt",
    also: {
      en: "service suspended, payment failed, unpaid, trial ended, reactivate, overdue",
      sv: "avstängd tjänst, betalningen misslyckades, obetald, provperioden slut, återaktivera, spärrat",
    },
    questions: [required(domain), required(beganOn), errorText],
    pages: [
      helpSearch("suspended subscription", "Suspended subscriptions", "Avstängda abonnemang"),
    ],
  }),
  topic("cancel", {
    en: "Cancelling a subscription",
    sv: "Säga upp ett abonnemang",
    also: {
      en: "cancel, terminate, close account, stop, delete account",
      sv: "uppsägning, avsluta, avbryta, stänga konto, säga upp",
    },
  }),
  topic("storage-add-on", {
    en: "Extra storage and add-ons",
    sv: "Extra lagring och tillägg",
    also: {
      en: "buy storage, add-on, addon, voice licence, vault former employee",
      sv: "köpa lagring, tilläggstjänst, mer utrymme, tilläggslicens",
    },
  }),
  topic("nonprofit", {
    en: "Education and nonprofit terms",
    sv: "Villkor för skolor och ideella organisationer",
    also: {
      en: "school, charity, education plus, discount, eligibility, teaching",
      sv: "skola, förening, ideell, rabatt, utbildning, universitet",
    },
  }),
];
