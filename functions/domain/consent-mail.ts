import type { Custody } from "./custody.ts";
import { stillHolds } from "./deadlines.ts";
import type { ConsentEvent } from "./event.ts";
import { html } from "./html.ts";
import { domainOf, type EmailAddress } from "./identifiers.ts";
import type { Instant } from "./instant.ts";
import type { Mail } from "./mail.ts";
import type { Person } from "./person.ts";

export type Side = "customer" | "partner";

/** Somebody who is told of a consent's end, as one who can do something about it. */
export type ConsentRecipient = { email: EmailAddress; side: Side };

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
    return side ? [{ email: person.email, side }] : [];
  });
  return [...new Map(sides.map((each) => [each.email, each])).values()];
}

/** Writes one mail: what ends when, and what this side can do about it. `link` is where the customer's page is. */
export function composeConsentMail(
  { custody, event, link }: Pick<Telling, "custody" | "event"> & { link: string },
  { email, side }: ConsentRecipient,
): Omit<Mail, "messageId"> {
  const { displayName, domain } = custody;
  const ended = event.type === "consent.ended";
  const within = `within ${event.days} ${event.days === 1 ? "day" : "days"}`;
  const what = `${event.partner}'s access to the support cases of ${displayName}`;
  const headline = ended
    ? `${what} ended on ${readable(event.endsAt)}.`
    : `${what} ends ${within}, on ${readable(event.endsAt)}.`;
  const effect = ended
    ? `Until access is granted anew, ${event.partner} sees no case of ${displayName} and opens none.`
    : `From then on ${event.partner} sees no case of ${displayName} and opens none.`;
  const remedy =
    side === "customer"
      ? "If the partner is to go on, grant access anew"
      : `If you are to go on, ask an administrator of ${domain} to grant access anew`;
  const why = `You get this mail because you administer ${side === "customer" ? displayName : event.partner}.`;
  const title = ended ? "Access has ended" : `Access ends ${within}`;
  return {
    to: email,
    subject: `${title}: ${displayName.replaceAll(/[\s\p{Cc}]+/gu, " ")}, ${event.partner}`,
    text: `${[headline, effect, "", `${remedy}: ${link}`, "", why].join("\n")}\n`,
    html: html`<!doctype html><html lang="en"><body style="font-family:sans-serif;color:#202124;max-width:40rem">
<p><strong>${headline}</strong></p>
<p>${effect}</p>
<p>${remedy}: <a href="${link}">${link}</a></p>
<p style="color:#5f6368;font-size:.85rem">${why}</p>
</body></html>`.text,
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

function readable(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

export interface ConsentSubjects {
  /** What a mail about this event tells of, read now; undefined where the customer is gone. */
  find(event: ConsentEvent): Promise<ConsentSubject | undefined>;
}
