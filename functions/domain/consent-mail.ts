import type { Custody } from "./custody.ts";
import { stillHolds } from "./deadlines.ts";
import type { ConsentEvent } from "./event.ts";
import { html } from "./html.ts";
import { domainOf, type EmailAddress } from "./identifiers.ts";
import { type Instant, readable } from "./instant.ts";
import { languages } from "./languages/languages.ts";
import type { Mail } from "./mail.ts";
import { mailPage, oneLine } from "./mail-form.ts";
import type { Person } from "./person.ts";
import { defaultReader, type Reader } from "./reader.ts";

export type Side = "customer" | "partner";

/** Somebody who is told of a consent's end, as one who can do something about it. */
export type ConsentRecipient = { email: EmailAddress; side: Side; reader: Reader };

/** What a mail about a consent tells of, read when it is sent. */
export type ConsentSubject = {
  custody: Custody;
  /** Those who administer the customer or the partner domain, in any order. */
  administrators: readonly Person[];
};

type Telling = ConsentSubject & { event: ConsentEvent; now: Instant };

/**
 * Both sides' administrators, each once; nobody where the consent was changed meanwhile. One who
 * administers both is told as the customer's, who can act.
 */
export function consentRecipientsOf(telling: Telling): ConsentRecipient[] {
  const { event, custody, administrators, now } = telling;
  const { partner: domain, days, endsAt } = event;
  if (!stillHolds({ domain, days, endsAt }, custody, now)) return [];
  const sides = administrators.flatMap((person) => {
    const side = sideOf(person, event);
    return side ? [{ email: person.email, side, reader: defaultReader }] : [];
  });
  return [...new Map(sides.map((each) => [each.email, each])).values()];
}

/** Writes one mail: what ends when, and what this side can do about it. `link` is where the customer's page is. */
export function composeConsentMail(
  { custody, event, link }: Pick<Telling, "custody" | "event"> & { link: string },
  { email, side, reader }: ConsentRecipient,
): Omit<Mail, "messageId"> {
  const words = languages[reader.language].consentMail;
  const fact = {
    partner: event.partner,
    customer: custody.displayName,
    domain: custody.domain,
    days: event.days,
    endsAt: readable(event.endsAt, reader.timeZone),
  };
  const headline = words.happened[event.type](fact);
  const effect = words.effect[event.type](fact);
  const remedy = words.remedy[side](fact);
  const why = words.why[side](fact);
  return {
    to: email,
    subject: oneLine(words.subject[event.type](fact)),
    text: `${[headline, effect, "", `${remedy} ${link}`, "", why].join("\n")}\n`,
    html: mailPage(
      reader.language,
      html`<p><strong>${headline}</strong></p>
<p>${effect}</p>
<p>${remedy} <a href="${link}">${link}</a></p>
<p style="color:#5f6368;font-size:.85rem">${why}</p>`,
    ),
  };
}

function sideOf(person: Person, { customer, partner }: ConsentEvent): Side | undefined {
  const { customers, email } = person;
  if (Object.hasOwn(customers, customer) && customers[customer] === "ADMINISTRATOR") {
    return "customer";
  }
  const superAdministrator = person.partner?.superAdministrator === true;
  return superAdministrator && domainOf(email) === partner ? "partner" : undefined;
}

export interface ConsentSubjects {
  /** What a mail about this event tells of, read now; undefined where the customer is gone. */
  find(event: ConsentEvent): Promise<ConsentSubject | undefined>;
}
