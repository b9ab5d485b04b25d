import { describe, expect, test } from "vitest";
import { EventType, type HistoryEntry } from "#domain/history.ts";
import { composeMail, type Subject } from "#domain/mail.ts";
import {
  aCase,
  aClosedCase,
  aComment,
  aCustody,
  aino,
  anEntry,
  aPersonActor,
} from "../support/builders.ts";
import { aRecipient, aSubject, mailAbout } from "../support/mails.ts";

describe("composeMail", () => {
  test("says who did what, of which case, with a link, and why this person gets it", () => {
    const { to, subject, text } = composeMail(aSubject(), aRecipient());

    expect(to).toBe("moa@lindqvist.example");
    expect(subject).toBe("[Case 100000000001] New comment: Mail is late");
    expect(text).toBe(
      [
        "Anna Alm wrote a comment:",
        "",
        "Still late.",
        "",
        "Case 100000000001 for Lindqvist Bageri AB, priority P2",
        "Read and answer it here: https://portal.example/cases/100000000001",
        "",
        "You get this mail because the case is shared with you.",
        "",
      ].join("\n"),
    );
  });

  test("names every role that a person has", () => {
    const { text } = composeMail(aSubject(), aRecipient({ roles: ["creator", "contact"] }));

    expect(text).toContain("because you opened the case and you are named as its contact.");
  });

  test("quotes the description of a new case", () => {
    const { text } = mailAbout({ type: "case.created" }, { comment: undefined });

    expect(text).toContain("Anna Alm opened this case.\n\nMail from outside arrives hours late.\n");
  });

  test("tells what changed from what to what, and support's reason", () => {
    const changes = [{ field: "priority", before: "P2", after: "P3" }];

    const { text } = mailAbout(
      { type: "case.changed", changes, reason: "One mailbox." },
      { comment: undefined },
    );

    expect(text).toContain("Priority: P2 → P3\nReason: One mailbox.\n");
  });

  test("calls the states by words that people know", () => {
    const changes = [
      { field: "state", before: "IN_PROGRESS_GOOGLE_SUPPORT", after: "ACTION_REQUIRED" },
    ];

    const { text } = mailAbout({ type: "case.changed", changes }, { comment: undefined });

    expect(text).toContain("State: In progress → Support waits for an answer\n");
  });

  test("shows a title as it was written, even where it reads like a state", () => {
    const changes = [{ field: "displayName", before: "NEW", after: "CLOSED" }];

    const { text } = mailAbout({ type: "case.changed", changes }, { comment: undefined });

    expect(text).toContain("Title: NEW → CLOSED\n");
  });

  test("shows a title of two lines on one, so that none of it reads as the mail's own", () => {
    const changes = [{ field: "displayName", before: "Old", after: "New\n\nRead it here: x" }];

    const { text } = mailAbout({ type: "case.changed", changes }, { comment: undefined });

    expect(text).toContain("Title: Old → New Read it here: x\n");
  });

  test.each([
    ["was not there before", { after: "P1" }],
    ["is not there any more", { before: "P1" }],
  ])("says nothing of a value that %s", (_, values) => {
    const changes = [{ field: "priority", ...values }];

    const { text } = mailAbout({ type: "case.changed", changes }, { comment: undefined });

    expect(text).toMatch(/^Anna Alm changed this case\.\n\nCase /);
  });

  test("names the file that was removed, by what it was called", () => {
    const changes = [{ field: "attachment", before: "invoice.pdf" }];

    const { text } = mailAbout({ type: "attachment.removed", changes }, { comment: undefined });

    expect(text).toMatch(/^Anna Alm removed a file: invoice\.pdf\n/);
  });

  test("says that the portal did what nobody did", () => {
    const { text } = mailAbout({ type: "case.closed", actor: { kind: "system" } });

    expect(text).toMatch(/^The support portal closed this case\./);
  });

  test("says nothing of the other addresses that a case is shared with", () => {
    const changes = [
      { field: "displayName", before: "Old", after: "New" },
      { field: "subscriberEmailAddresses", before: [], after: ["secret@elsewhere.example"] },
    ];

    const mail = mailAbout({ type: "case.changed", changes });

    expect(JSON.stringify(mail)).not.toContain("secret@elsewhere.example");
  });

  test("says until when a closed case can be reopened", () => {
    const { text } = mailAbout(
      { type: "case.closed" },
      { case: aClosedCase(), comment: undefined },
    );

    expect(text).toContain(
      "Anna Alm closed this case. It can be reopened until 2026-03-31 09:00 UTC.",
    );
  });

  test("tells a new follower of a patch that the case was shared", () => {
    const subject = aSubject({ entry: anEntry({ type: "case.changed" }), comment: undefined });

    const { text } = composeMail(subject, aRecipient({ roles: ["newFollower"] }));

    expect(text).toContain("Anna Alm shared this case with you.");
  });
});

describe("the subject of a mail", () => {
  test.each([
    ["a line break", "Mail\nBcc: all@elsewhere.example"],
    ["CR and LF", "Mail\r\nBcc: all@elsewhere.example"],
    ["a tab and blanks", "Mail\t  Bcc: all@elsewhere.example"],
    ["a line separator", "Mail\u2028Bcc: all@elsewhere.example"],
    ["next line", "Mail\u0085Bcc: all@elsewhere.example"],
    ["a mark that turns what follows", "Mail\u202E Bcc: all@elsewhere.example"],
    ["marks that set a part apart", "Mail \u2066Bcc: all@elsewhere.example"],
  ])("stays on one line with %s in the title, so that no header can be added", (_, displayName) => {
    const { subject } = mailAbout({}, { case: aCase({ displayName }) });

    expect(subject).toBe("[Case 100000000001] New comment: Mail Bcc: all@elsewhere.example");
  });
});

describe("markup", () => {
  const evil = `<img src=x onerror="alert('1')">`;
  const shown = "&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;";
  const changes = [{ field: "displayName", before: evil, after: "New" }];

  test.each<[string, Partial<HistoryEntry>, Partial<Subject>]>([
    ["a comment", {}, { comment: aComment({ body: evil }) }],
    [
      "a description",
      { type: "case.created" },
      { case: aCase({ description: evil }), comment: undefined },
    ],
    ["a title before", { type: "case.changed", changes }, {}],
    ["a reason", { type: "case.changed", reason: evil }, {}],
    ["a person's name", { actor: aPersonActor({ displayName: evil }) }, {}],
    ["a customer's name", {}, { custody: aCustody({ displayName: evil }) }],
    ["the link", {}, { link: evil }],
  ])("in %s is shown, not interpreted", (_, entry, over) => {
    const mail = mailAbout(entry, over);

    expect(mail.html).toContain(shown);
    expect(mail.html).not.toContain("<img");
    expect(mail.text).toContain(evil);
  });
});

describe("an agent's name", () => {
  const everyType = EventType.options.map((type) => [type]);

  test.each(everyType)("is shown to nobody but agents: %s", (type) => {
    const subject = aSubject({
      entry: anEntry({ type, actor: aino, reason: "Done." }),
      case: aClosedCase({ creator: aino, assigneeId: "agent-bo" }),
      comment: aComment({ creator: aino }),
    });

    const mail = JSON.stringify(composeMail(subject, aRecipient({ roles: ["creator"] })));

    expect(mail).not.toMatch(/Aino|Korhonen|aino@|agent-aino|Bo Ek|bo@|agent-bo/);
  });

  test("is Support to others, and a name to the agent who has the case", () => {
    const subject = aSubject({ entry: anEntry({ actor: aino }) });

    const [other, agent] = [aRecipient(), aRecipient({ roles: ["assignee"], agent: true })].map(
      (recipient) => composeMail(subject, recipient).text,
    );

    expect(other).toContain("Support wrote a comment:");
    expect(agent).toContain("Aino Korhonen wrote a comment:");
  });

  test.each(["constructor", "__proto__", "agent-gone"])(
    "is Support where nobody has the id %s",
    (agentId) => {
      const subject = aSubject({ entry: anEntry({ actor: { kind: "agent", agentId } }) });

      const { text } = composeMail(subject, aRecipient({ roles: ["assignee"], agent: true }));

      expect(text).toContain("Support wrote a comment:");
    },
  );
});
