import { describe, expect, test } from "vitest";
import { composeConsentMail, consentRecipientsOf } from "#domain/consent-mail.ts";
import {
  aConsentEvent,
  aCustody,
  aPartnerUser,
  aPerson,
  custodyWith,
  now,
} from "../support/builders.ts";

const link = "https://portal.support.example/customers/1001";
const endsAt = "2026-03-17T12:00:00.000Z";
const olle = aPerson({ email: "olle@lindqvist.example", customers: { "1001": "ADMINISTRATOR" } });
const sara = aPartnerUser({ superAdministrator: true }, { email: "sara@alfa-partner.example" });
const custody = custodyWith({ accessExpiresAt: endsAt });
const reader = { language: "en", timeZone: "UTC" } as const;
const swedish = { language: "sv", timeZone: "Europe/Stockholm" } as const;

describe("consentRecipientsOf", () => {
  test("the customer's administrators and the domain's super administrators, nobody else", () => {
    const administrators = [
      olle,
      sara,
      aPerson({ email: "moa@lindqvist.example", customers: { "1001": "PORTAL_USER" } }),
      aPerson({ email: "rut@granit.example", customers: { "1002": "ADMINISTRATOR" } }),
      aPartnerUser({}, { email: "anna@alfa-partner.example" }),
      aPartnerUser({ superAdministrator: true }, { email: "bea@beta-partner.example" }),
    ];

    expect(consentRecipientsOf({ event: aConsentEvent(), custody, administrators, now })).toEqual([
      { email: "olle@lindqvist.example", side: "customer", reader },
      { email: "sara@alfa-partner.example", side: "partner", reader },
    ]);
  });

  test("who administers both is told once, as one who can grant access", () => {
    const both = { ...sara, customers: olle.customers };
    const telling = { event: aConsentEvent(), custody, administrators: [both, both], now };

    expect(consentRecipientsOf(telling)).toEqual([
      { email: "sara@alfa-partner.example", side: "customer", reader },
    ]);
  });

  test.each([
    ["access was revoked", custodyWith({ access: "REVOKED" })],
    ["it was given another end", custodyWith({ accessExpiresAt: "2026-09-01T00:00:00.000Z" })],
    ["the partner is gone", aCustody({ partners: {} })],
  ])("nobody where meanwhile %s", (_what, custody) => {
    const telling = { event: aConsentEvent(), custody, administrators: [olle, sara], now };

    expect(consentRecipientsOf(telling)).toEqual([]);
  });
});

describe("composeConsentMail", () => {
  test("tells the customer when it ends, in UTC, and where to grant access anew", () => {
    const { to, subject, text, html } = composeConsentMail(
      { event: aConsentEvent(), custody, link },
      { email: "olle@lindqvist.example", side: "customer", reader },
    );

    expect(to).toBe("olle@lindqvist.example");
    expect(subject).toBe("Access ends within 7 days: Lindqvist Bageri AB, alfa-partner.example");
    expect(text).toBe(
      `alfa-partner.example's access to the support cases of Lindqvist Bageri AB ends within 7 days, on 2026-03-17 12:00 UTC.
From then on alfa-partner.example sees no case of Lindqvist Bageri AB and opens none.

If the partner is to go on, grant access anew: https://portal.support.example/customers/1001

You get this mail because you administer Lindqvist Bageri AB.
`,
    );
    expect(html).toContain('<html lang="en">');
    expect(html).toContain(`grant access anew: <a href="${link}">`);
  });

  test("tells the partner whom to ask, and at the end what has ended", () => {
    const event = aConsentEvent({ type: "consent.ended", days: 0 });

    const { subject, text } = composeConsentMail(
      { event, custody, link },
      { email: "sara@alfa-partner.example", side: "partner", reader },
    );

    expect(subject).toBe("Access has ended: Lindqvist Bageri AB, alfa-partner.example");
    expect(text).toBe(
      `alfa-partner.example's access to the support cases of Lindqvist Bageri AB ended on 2026-03-17 12:00 UTC.
Until access is granted anew, alfa-partner.example sees no case of Lindqvist Bageri AB and opens none.

If you are to go on, ask an administrator of lindqvist.example to grant access anew: https://portal.support.example/customers/1001

You get this mail because you administer alfa-partner.example.
`,
    );
  });

  test("tells the customer in Swedish, by the clock of Stockholm", () => {
    const { subject, text, html } = composeConsentMail(
      { event: aConsentEvent(), custody, link },
      { email: "olle@lindqvist.example", side: "customer", reader: swedish },
    );

    expect(subject).toBe(
      "Åtkomsten upphör inom 7 dagar: Lindqvist Bageri AB, alfa-partner.example",
    );
    expect(text).toBe(
      `Åtkomsten som alfa-partner.example har till supportärendena för Lindqvist Bageri AB upphör inom 7 dagar, 2026-03-17 13:00 (Europe/Stockholm).
Därefter ser alfa-partner.example inga ärenden för Lindqvist Bageri AB och kan inte öppna några.

Om partnern ska fortsätta, bevilja åtkomst på nytt: https://portal.support.example/customers/1001

Du får det här mejlet eftersom du är administratör för Lindqvist Bageri AB.
`,
    );
    expect(html).toContain('<html lang="sv">');
  });

  test("tells the partner in Swedish whom to ask, and what has ended", () => {
    const event = aConsentEvent({ type: "consent.ended", days: 0 });

    const { subject, text } = composeConsentMail(
      { event, custody, link },
      { email: "sara@alfa-partner.example", side: "partner", reader: swedish },
    );

    expect(subject).toBe("Åtkomsten har upphört: Lindqvist Bageri AB, alfa-partner.example");
    expect(text).toBe(
      `Åtkomsten som alfa-partner.example hade till supportärendena för Lindqvist Bageri AB upphörde 2026-03-17 13:00 (Europe/Stockholm).
Tills åtkomst beviljas på nytt ser alfa-partner.example inga ärenden för Lindqvist Bageri AB och kan inte öppna några.

Om ni ska fortsätta, be en administratör för lindqvist.example att bevilja åtkomst på nytt: https://portal.support.example/customers/1001

Du får det här mejlet eftersom du är administratör för alfa-partner.example.
`,
    );
  });

  test("the last day is one day", () => {
    const { subject } = composeConsentMail(
      { event: aConsentEvent({ days: 1 }), custody, link },
      { email: "olle@lindqvist.example", side: "customer", reader },
    );

    expect(subject).toMatch(/^Access ends within 1 day: /);
  });

  test("a customer's name breaks neither header nor markup", () => {
    const named = { ...custody, displayName: "<b>Bageri\r\nBcc: x</b>" };

    const { subject, html } = composeConsentMail(
      { event: aConsentEvent(), custody: named, link },
      { email: "olle@lindqvist.example", side: "customer", reader },
    );

    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain("<b>");
  });
});
