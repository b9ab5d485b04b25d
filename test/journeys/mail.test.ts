import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Inbox } from "../../scripts/stack/inbox.ts";
import type { Mail } from "../../scripts/stack/mail.ts";
import { startOwnInbox } from "../support/events.ts";
import { mailArrives, mailsTo } from "../support/mailbox.ts";
import { resetData, startEvents, startServer, tokenFor } from "../support/server.ts";

const [anna, moa] = ["anna@alfa-partner.example", "moa@lindqvist.example"];
const [aino, bo] = ["aino@support.example", "bo@support.example"];
const baker = "baker@lindqvist.example";

const escalation = { reason: "BUSINESS_IMPACT", justification: "No flour." };
const says: Record<string, RegExp> = {
  Closed: /^Anna Berg closed this case\. It can be reopened until \d{4}-\d\d-\d\d \d\d:\d\d UTC\./,
  "Shared with you": /^Anna Berg shared this case with you\.\n/,
  "New comment": /^Anna Berg wrote a comment:\n\nIt began at 07:40\.\n/,
  Escalated: /^Anna Berg escalated this case\.\nReason: impact on the business\n/,
};

type Opened = { name: string; number: string };

let inbox: Inbox;
let server: Awaited<ReturnType<typeof startServer>>;
let events: Awaited<ReturnType<typeof startEvents>>;

beforeAll(async () => {
  inbox = await startOwnInbox();
  server = await startServer();
  await resetData();
  events = await startEvents();
});

beforeEach(() => inbox.clear());

afterAll(() => Promise.all([server, events, inbox].map((part) => part?.stop())));

describe("a mail as its reader sees it", () => {
  test("an opened case: number, who, the text, facts, link and reason, as text and as HTML", async () => {
    const { number, name } = await open();

    const mail = await mailArrives(baker);

    expect(mail.from).toBe('"Support portal" <cases@support.example>');
    expect(mail.subject).toBe(`[Case ${number}] Opened: Mail to a supplier bounces`);
    expect(mail.text.trim().split("\n")).toEqual([
      "Anna Berg opened this case.",
      "",
      "Every mail comes back.",
      "",
      `Case ${number} for Lindqvist Bageri AB, priority P2`,
      `Read and answer it here: https://portal.support.example/${name}`,
      "",
      "You get this mail because the case is shared with you.",
    ]);
    for (const part of [
      "<strong>Anna Berg opened this case.</strong>",
      ">Every mail comes back.</blockquote>",
      `<a href="https://portal.support.example/${name}">`,
      "You get this mail because the case is shared with you.",
    ]) {
      expect(mail.html).toContain(part);
    }
  });

  test("it says that a machine wrote it, so that no absence note answers", async () => {
    await open();

    const { headers } = await mailArrives(baker);

    expect(headers).toMatchObject({
      "auto-submitted": "auto-generated",
      "x-auto-response-suppress": "All",
      to: baker,
    });
  });

  test.each([
    ["Closed", ":close", {}],
    ["Shared with you", ":share", { emailAddresses: [moa] }],
    ["New comment", "/comments", { body: "It began at 07:40." }],
    ["Escalated", ":escalate", { escalation }],
  ])("%s: the mail says by whom", async (headline, verb, body) => {
    const { name, number } = await open();
    await post(`${name}${verb}`, body);

    const reader = verb === ":share" ? moa : baker;
    const mail = await mailArrives(reader, about(headline));

    expect(mail.subject).toBe(`[Case ${number}] ${headline}: Mail to a supplier bounces`);
    expect(mail.text).toMatch(says[headline] ?? "what is expected");
    expect(await mailsTo(anna)).toEqual([]);
  });

  test("another severity shows the old and the new one, and support's reason", async () => {
    const { name } = await open();
    const patch = `${name}?updateMask=priority&reason=A%20workaround%20exists`;
    await call(patch, { method: "PATCH", as: aino, body: { priority: "P3" } });

    const mail = await mailArrives(baker, about("Changed"));

    expect(mail.text).toContain("Priority: P2 → P3");
    expect(mail.text).toContain("Reason: A workaround exists");
  });
});

describe("a case opened in Swedish", () => {
  test("is mailed in Swedish by its own clock, and to agents in English and UTC", async () => {
    const { name, number } = await open({ languageCode: "sv-SE", timeZone: "Europe/Stockholm" });
    await post(`${name}:assign`, { assignee: bo }, aino);
    await post(`${name}:close`, {});

    const toBaker = await mailArrives(baker, about("Stängt"));
    const toBo = await mailArrives(bo, about("Closed"));

    expect(toBaker.subject).toBe(`[Ärende ${number}] Stängt: Mail to a supplier bounces`);
    expect(toBaker.text).toMatch(
      /^Anna Berg stängde ärendet\. Det kan återöppnas fram till \d{4}-\d\d-\d\d \d\d:\d\d \(Europe\/Stockholm\)\./,
    );
    expect(toBaker.html).toContain('<html lang="sv">');
    expect(toBo.text).toMatch(says["Closed"] ?? "what is expected");
  });
});

describe("who an agent is", () => {
  test("is not told to customers and partners, in any part of the mail", async () => {
    const { name } = await open();
    await post(`${name}/comments`, { body: "Please send the headers." }, aino);

    const mails = [
      await mailArrives(baker, about("New comment")),
      await mailArrives(anna, about("New comment")),
    ];

    expect(mails.map(({ text }) => text.split("\n")[0])).toEqual([
      "Support wrote a comment:",
      "Support wrote a comment:",
    ]);
    expect(JSON.stringify(mails)).not.toMatch(/aino|salo|a7k2/i);
  });

  test("is told to other agents", async () => {
    const { name } = await open();
    await post(`${name}:assign`, { assignee: bo }, aino);
    await mailArrives(bo, about("Assigned to you"));
    await post(`${name}/comments`, { body: "I know this one." }, aino);

    const mail = await mailArrives(bo, about("New comment"));

    expect(mail.text).toMatch(/^Aino Salo wrote a comment:/);
  });

  test("an internal note reaches the assigned agent and nobody else", async () => {
    const { name } = await open();
    await post(`${name}:assign`, { assignee: bo }, aino);
    await post(`${name}/comments`, { body: "Looks like SPF.", internal: true }, aino);

    await mailArrives(bo, about("New internal note"));
    await post(`${name}/comments`, { body: "The last." }, aino);
    await mailArrives(baker, about("New comment"));

    expect(JSON.stringify([await mailsTo(baker), await mailsTo(anna)])).not.toContain("SPF");
  });
});

describe("whatever was typed", () => {
  test("letters of all kinds arrive in subject, text and HTML", async () => {
    const displayName = "Översättning är tom 📅 日本語";
    await open({ displayName, description: "Räksmörgås åäö 🥐 – „citat“" });

    const mail = await mailArrives(baker);

    expect(mail.subject).toMatch(/Opened: Översättning är tom 📅 日本語$/);
    expect(mail.text).toContain("Räksmörgås åäö 🥐 – „citat“");
    expect(mail.html).toContain("Räksmörgås åäö 🥐 – „citat“");
  });

  test("markup is text, in the title, the description and a comment", async () => {
    const attack = `<img src=x onerror="alert(1)"></blockquote><a href='//evil.example'>&amp;`;
    const { name } = await open({ displayName: attack, description: attack });
    await post(`${name}/comments`, { body: attack });

    const mails = [await mailArrives(baker, about("Opened"))];
    mails.push(await mailArrives(baker, about("New comment")));

    for (const { html, text } of mails) {
      expect(html).not.toMatch(/<img|'\/\/evil|onerror="/);
      expect(html).toContain("&#60;img src=x onerror=&#34;alert(1)&#34;&#62;");
      expect(text).toContain(attack);
    }
  });

  test.each([
    ["CRLF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
    ["a line separator", "\u2028"],
    ["next line", "\u0085"],
  ])("a title with %s makes no header and no recipient", async (_what, lineBreak) => {
    const displayName = `Late mail${lineBreak}Bcc: thief@evil.example${lineBreak}${lineBreak}Body`;
    await open({ displayName });

    const { headers, subject, to, text } = await mailArrives(baker);

    expect(subject).toMatch(/Opened: Late mail Bcc: thief@evil\.example Body$/);
    expect(headers).not.toHaveProperty("bcc");
    expect([to, await mailsTo("thief@evil.example")]).toEqual([[baker], []]);
    expect(text).toMatch(/^Anna Berg opened this case\./);
  });
});

describe("one person", () => {
  test("is mailed once, though creator, contact and follower under two spellings", async () => {
    const { name } = await open({
      contactEmail: anna,
      subscriberEmailAddresses: [anna, "Anna@Alfa-Partner.example", baker],
    });
    await post(`${name}/comments`, { body: "Please send the headers." }, aino);

    const mail = await mailArrives(anna);
    await mailArrives(baker, about("New comment"));

    expect(await mailsTo(anna)).toHaveLength(1);
    expect(mail.text).toContain(
      "You get this mail because you opened the case and you are named as its contact and the case is shared with you.",
    );
  });

  test("no recipient learns of another", async () => {
    await open({ subscriberEmailAddresses: [baker, moa] });

    const [toBaker, toMoa] = [await mailArrives(baker), await mailArrives(moa)];

    expect([JSON.stringify(toBaker).includes(moa), JSON.stringify(toMoa).includes(baker)]).toEqual([
      false,
      false,
    ]);
  });
});

function about(headline: string): (mail: Mail) => boolean {
  return ({ subject }) => subject.includes(`] ${headline}: `);
}

/** Opens a case for Lindqvist Bageri as anna, shared with the baker unless others are named. */
async function open(over: Record<string, unknown> = {}): Promise<Opened> {
  const { name } = await post("customers/1001/cases", {
    displayName: "Mail to a supplier bounces",
    description: "Every mail comes back.",
    classification: { id: "gws-gmail-delivery-bounce" },
    priority: "P2",
    subscriberEmailAddresses: [baker],
    ...over,
  });
  return { name, number: name.slice(name.lastIndexOf("/") + 1) };
}

function post(path: string, body: object, as = anna): Promise<{ name: string }> {
  return call(path, { method: "POST", as, body });
}

type Request = { method: string; as: string; body: object };

async function call(path: string, { method, as, body }: Request): Promise<{ name: string }> {
  const response = await fetch(`${server.url}/v2/${path}`, {
    method,
    headers: { Authorization: `Bearer ${tokenFor(as)}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer as { name: string };
}
