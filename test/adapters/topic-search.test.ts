import { describe, expect, test } from "vitest";
import { miniSearchTopics } from "#adapters/minisearch/topic-search.ts";
import type { Topic } from "#domain/topic.ts";
import { topics } from "#domain/topics/catalogue.ts";

const search = miniSearchTopics(topics);

describe("search in English finds among the first three", () => {
  test.each([
    ["bounce", "gws-gmail-delivery-bounce"],
    ["bouncd mail", "gws-gmail-delivery-bounce"],
    ["5.7.26", "gws-gmail-delivery-bounce"],
    ["email not delivered", "gws-gmail-delivery-missing"],
    ["mail is not arriving", "gws-gmail-delivery-missing"],
    ["i cannot send mail", "gws-gmail-delivery-not-reaching"],
    ["users cannot send mail", "gws-gmail-delivery-not-reaching"],
    ["user does not receive email", "gws-gmail-delivery-missing"],
    ["e-mail delay", "gws-gmail-delivery-delay"],
    ["mx", "gws-gmail-mx"],
    ["SPF", "gws-gmail-spf"],
    ["phising", "gws-gmail-spam-incoming"],
    ["printer scan to email", "gws-gmail-relay"],
    ["outlook", "gws-gmail-imap-outlook"],
    ["2fa", "gws-security-two-step-lost"],
    ["two factor lost phone", "gws-security-two-step-lost"],
    ["2-step", "gws-security-two-step-policy"],
    ["reset pasword", "gws-users-password"],
    ["can't log in", "gws-users-password"],
    ["locked out", "gws-users-admin-locked-out"],
    ["hacked acount", "gws-security-compromised"],
    ["single sign on", "gws-security-sso"],
    ["restore deleted user", "gws-users-deleted"],
    ["deleted file", "gws-drive-file-missing"],
    ["storag full", "gws-drive-storage"],
    ["invoyce", "gws-billing-invoice"],
    ["buy more licenses", "gws-billing-seats"],
    ["transfer token", "gws-billing-transfer"],
    ["stolen phone", "gws-devices-wipe"],
    ["echo in meeting", "gws-meet-quality"],
    ["calender sync", "gws-calendar-sync"],
    ["book a room", "gws-calendar-rooms"],
    ["google group not receiving mail", "gws-groups-delivery"],
    ["migrate mail from exchange", "gws-data-migrate-mail"],
    ["mötesrum", "gws-calendar-rooms"],
  ])("%s → %s", (text, id) => {
    expect(search.search(text, "en").slice(0, 3)).toContain(id);
  });
});

describe("search in Swedish finds among the first three", () => {
  test.each([
    ["studsar", "gws-gmail-delivery-bounce"],
    ["mejl kommer inte fram", "gws-gmail-delivery-missing"],
    ["jag får inga mejl", "gws-gmail-delivery-missing"],
    ["epost försenad", "gws-gmail-delivery-delay"],
    ["mx-post", "gws-gmail-mx"],
    ["tvåfaktor", "gws-security-two-step-lost"],
    ["tvafaktor", "gws-security-two-step-lost"],
    ["TVÅSTEGSVERIFIERING", "gws-security-two-step-policy"],
    ["glomt losenord", "gws-users-password"],
    ["lösenrod", "gws-users-password"],
    ["kan inte logga in", "gws-users-password"],
    ["hackad", "gws-security-compromised"],
    ["enkel inloggning", "gws-security-sso"],
    ["återställa användare", "gws-users-deleted"],
    ["raderad fil", "gws-drive-file-missing"],
    ["delad enhet", "gws-drive-shared-drives"],
    ["utrymmet fullt", "gws-drive-storage"],
    ["fakturra", "gws-billing-invoice"],
    ["fler licenser", "gws-billing-seats"],
    ["byta återförsäljare", "gws-billing-transfer"],
    ["stulen telefon", "gws-devices-wipe"],
    ["skanna till e-post", "gws-gmail-relay"],
    ["hackigt ljud", "gws-meet-quality"],
    ["kalender synkar inte", "gws-calendar-sync"],
    ["konferensrum", "gws-calendar-rooms"],
    ["verifiera domän", "gws-domains-verify"],
    ["autosvar", "gws-gmail-vacation"],
    ["natfiske", "gws-gmail-spam-incoming"],
    ["vidarebefodran", "gws-gmail-forwarding"],
    ["enkät", "gws-web-forms-responses"],
    ["invoice", "gws-billing-invoice"],
  ])("%s → %s", (text, id) => {
    expect(search.search(text, "sv").slice(0, 3)).toContain(id);
  });
});

describe("search", () => {
  test("prefers topics that fit every word", () => {
    const found = search.search("deleted user", "en");

    expect(found[0]).toBe("gws-users-deleted");
    expect(found).not.toContain("gws-chat-history");
  });

  test("falls back to topics that fit some words where none fits all", () => {
    expect(search.search("dkim zzzzqqq", "en")).toEqual(["gws-gmail-dkim"]);
  });

  test("finds a word from its beginning, as it is being typed", () => {
    expect(search.search("dele", "en")).toContain("gws-gmail-delegation");
    expect(search.search("faktu", "sv")[0]).toBe("gws-billing-invoice");
  });

  test.each(["", "   ", "\n"])("answers the whole catalogue in its order for %j", (text) => {
    expect(search.search(text, "en")).toEqual(topics.map(({ id }) => id));
  });

  test.each(["zzzzqqq", "***", "😀", "constructor"])("answers nothing for %j", (text) => {
    expect(search.search(text, "sv")).toEqual([]);
  });

  test("passes over words that say nothing, unless there are no others", () => {
    expect(search.search("my recording does not work", "en")[0]).toBe("gws-meet-recording");
    expect(search.search("not", "en")).not.toEqual([]);
  });

  test("prefers words of the asked language", () => {
    const two = miniSearchTopics([aTopic("a", "gift", "present"), aTopic("b", "poison", "gift")]);

    expect(two.search("gift", "en")).toEqual(["a", "b"]);
    expect(two.search("gift", "sv")).toEqual(["b", "a"]);
  });

  test("reads a language that we do not have as English", () => {
    expect(search.search("calendar sync", "fr")).toEqual(search.search("calendar sync", "en"));
  });
});

function aTopic(id: string, en: string, sv: string): Topic {
  return {
    id,
    names: { en: ["Product", "Area", en], sv: ["Produkt", "Del", sv] },
    synonyms: { en: [], sv: [] },
    questions: [],
    pages: [],
  };
}
