import { describe, expect, test } from "vitest";
import { composeMail } from "#domain/mail.ts";
import { aCase, aClosedCase, aino, anEntry } from "../support/builders.ts";
import { aRecipient, aSubject, mailAbout } from "../support/mails.ts";

describe("a Swedish case", () => {
  const swedish = { languageCode: "sv", timeZone: "Europe/Stockholm" };
  const agent = aRecipient({ email: "bo@support.example", roles: ["assignee"], agent: true });

  test("is mailed in Swedish, which the page says of itself", () => {
    const mail = mailAbout({}, { case: aCase(swedish) });

    expect(mail.subject).toBe("[Ärende 100000000001] Ny kommentar: Mail is late");
    expect(mail.text).toBe(
      [
        "Anna Alm skrev en kommentar:",
        "",
        "Still late.",
        "",
        "Ärende 100000000001 för Lindqvist Bageri AB, prioritet P2",
        "Läs och svara här: https://portal.example/cases/100000000001",
        "",
        "Du får det här mejlet eftersom ärendet är delat med dig.",
        "",
      ].join("\n"),
    );
    expect(mail.html).toMatch(/^<!doctype html><html lang="sv"><body /);
    expect(mail.html).toContain(">Läs och svara på ärendet</a>");
  });

  test("that was closed can be reopened until a time by the clock of Stockholm", () => {
    const { text } = mailAbout(
      { type: "case.closed" },
      { case: aClosedCase(swedish), comment: undefined },
    );

    // The clocks went forward between the closing and the end of its window.
    expect(text).toMatch(
      /^Anna Alm stängde ärendet\. Det kan återöppnas fram till 2026-03-31 11:00 \(Europe\/Stockholm\)\.\n/,
    );
  });

  test("has Swedish words for what changed, and the reason as it was written", () => {
    const changes = [
      { field: "priority", before: "P2", after: "P3" },
      { field: "state", before: "IN_PROGRESS_GOOGLE_SUPPORT", after: "ACTION_REQUIRED" },
    ];

    const { text } = mailAbout(
      { type: "case.changed", changes, reason: "One mailbox.", actor: aino },
      { case: aCase(swedish), comment: undefined },
    );

    expect(text).toContain(
      [
        "Supporten ändrade ärendet.",
        "Prioritet: P2 → P3",
        "Status: Pågår → Supporten väntar på svar",
        "Skäl: One mailbox.",
        "",
      ].join("\n"),
    );
  });

  test("is mailed in English and UTC to an agent, whatever the role", () => {
    const subject = aSubject({
      case: aClosedCase(swedish),
      entry: anEntry({ type: "case.closed" }),
    });

    const mails = [agent, { ...agent, roles: ["creator" as const], agent: false }].map(
      (recipient) => composeMail(subject, recipient),
    );

    for (const { text, html } of mails) {
      expect(text).toMatch(
        /^Anna Alm closed this case\. It can be reopened until 2026-03-31 09:00 UTC\.\n/,
      );
      expect(html).toContain('<html lang="en">');
    }
  });
});

describe("a case", () => {
  test("without a time zone is mailed in the language it has, by UTC", () => {
    const { text } = mailAbout(
      { type: "reopenWindow.ending" },
      { case: aClosedCase({ languageCode: "sv" }), comment: undefined },
    );

    expect(text).toMatch(
      /^Ärendet är stängt\. Det kan återöppnas fram till 2026-03-31 09:00 UTC; därefter behövs ett nytt ärende\.\n/,
    );
  });

  test.each(["tlh", "", "constructor"])(
    "in the language %j, which we do not have, is mailed in English",
    (languageCode) => {
      const { text, html } = mailAbout({}, { case: aCase({ languageCode }) });

      expect(text).toMatch(/^Anna Alm wrote a comment:\n/);
      expect(html).toContain('<html lang="en">');
    },
  );

  test.each([
    ["en", "Reason: impact on the business\n"],
    ["sv", "Skäl: påverkan på verksamheten\n"],
  ])("that was escalated says why in words: %s", (languageCode, line) => {
    const { text } = mailAbout(
      { type: "case.escalated", reason: "BUSINESS_IMPACT" },
      { case: aCase({ languageCode }), comment: undefined },
    );

    expect(text).toContain(line);
  });

  test("has a reason that people wrote left as it is, even where it reads like a code", () => {
    const { text } = mailAbout({ type: "case.changed", reason: "BUSINESS_IMPACT" });

    expect(text).toContain("Reason: BUSINESS_IMPACT\n");
  });
});

describe("a withheld file", () => {
  test("does harm where no cause was noted", () => {
    const { text } = mailAbout({ type: "attachment.quarantined" }, { comment: undefined });

    expect(text).toMatch(
      /^A file of this case cannot be downloaded, because it does harm: a file\nAsk support /,
    );
  });

  const changes = [{ field: "attachment", after: "invoice.pdf" }];

  test.each([
    [
      "en",
      "MALWARE",
      "A file of this case cannot be downloaded, because it does harm: invoice.pdf",
    ],
    [
      "en",
      "PERSONAL_DATA",
      "A file of this case cannot be downloaded, because it holds personal data: invoice.pdf",
    ],
    [
      "sv",
      "MALWARE",
      "En bilaga i ärendet kan inte laddas ner eftersom den är skadlig: invoice.pdf",
    ],
    [
      "sv",
      "UNSCANNABLE",
      "En bilaga i ärendet kan inte laddas ner eftersom den inte kunde kontrolleras fullt ut: invoice.pdf",
    ],
  ])("is named in %s with the cause %s, and what to do", (languageCode, reason, sentence) => {
    const { text } = mailAbout(
      { type: "attachment.quarantined", changes, reason },
      { case: aCase({ languageCode }), comment: undefined },
    );

    expect(text.split("\n").slice(0, 2)).toEqual([
      sentence,
      {
        en: "Ask support in a comment to remove it, and attach a clean copy.",
        sv: "Be supporten i en kommentar att ta bort den, och lägg till en ren kopia.",
      }[languageCode],
    ]);
    expect(text).not.toContain(reason);
  });
});
