import { createTransport } from "nodemailer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Inbox, startInbox } from "../../scripts/stack/inbox.ts";
import { freePort } from "../../scripts/stack/ports.ts";
import { mailArrives, mailsTo } from "../support/mailbox.ts";

const aMail = {
  from: '"Support" <no-reply@support.example>',
  to: "Anna@alfa-partner.example",
  subject: "Ärende 20261123-0042: kalendern är tom 📅",
  text: "Hej Anna",
  html: "<p>Hej <b>Anna</b></p>",
};

describe("inbox", () => {
  let inbox: Inbox;

  beforeEach(async () => {
    inbox = await startInbox({ smtpPort: await freePort(), httpPort: await freePort() });
    process.env["INBOX_URL"] = inbox.url;
  });

  afterEach(() => inbox.stop());

  test("a mail is there as sent once the sender has its answer", async () => {
    await send({
      ...aMail,
      headers: { "X-Case": "20261123-0042" },
      messageId: "<1@cases.example>",
    });

    expect(inbox.messages()).toMatchObject([
      {
        messageId: "<1@cases.example>",
        from: '"Support" <no-reply@support.example>',
        to: ["anna@alfa-partner.example"],
        subject: "Ärende 20261123-0042: kalendern är tom 📅",
        text: "Hej Anna",
        html: "<p>Hej <b>Anna</b></p>",
        headers: { "x-case": "20261123-0042", "mime-version": "1.0" },
      },
    ]);
  });

  test("the JSON lists the newest first, for one address or all, and gives one mail", async () => {
    await send({ ...aMail, subject: "first" });
    await send({ ...aMail, subject: "second" });
    await send({ ...aMail, to: "olle@lindqvist.example" });

    const mails = await mailsTo("ANNA@alfa-partner.example");
    const one = await fetch(`${inbox.url}/api/messages/${mails[0]?.id}`);
    const all = await fetch(`${inbox.url}/api/messages`);

    expect(mails.map(({ subject }) => subject)).toEqual(["second", "first"]);
    expect(await one.json()).toEqual(mails[0]);
    expect(await all.json()).toEqual({ messages: inbox.messages() });
    expect((await fetch(`${inbox.url}/api/messages/99`)).status).toBe(404);
  });

  test("a blind copy is delivered to its address, though no header names it", async () => {
    await send({ ...aMail, bcc: "moa@lindqvist.example" });

    const [mail] = await mailsTo("moa@lindqvist.example");

    expect(mail?.headers["to"]).toBe("Anna@alfa-partner.example");
    expect(JSON.stringify(mail?.headers)).not.toContain("moa");
  });

  test("everything in a mail is escaped on the pages", async () => {
    const attack = `<script>alert("x")</script>'`;
    await send({ ...aMail, from: { name: attack, address: "a@b.example" }, subject: attack });
    await send({
      ...aMail,
      text: attack,
      html: `"></iframe>${attack}`,
      headers: { "X-A": attack },
    });

    const pages = await Promise.all(["/", "/mails/1", "/mails/2"].map(page));

    expect(pages.filter((text) => /<script|"><\/iframe>&|<\/iframe><script/.test(text))).toEqual(
      [],
    );
    expect(pages[2]).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;");
  });

  test("a mail's HTML is framed without rights, under a policy that loads nothing", async () => {
    await send(aMail);

    const response = await fetch(`${inbox.url}/mails/1`);

    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.text()).toMatch(
      /<iframe [^>]*sandbox="(?!.*allow-s)[^"]*" srcdoc="[^<>]*">/,
    );
  });

  test("the list loads itself again; a mail that is gone says so", async () => {
    expect(await page("/")).toContain('<meta http-equiv="refresh" content="3">');
    expect((await fetch(`${inbox.url}/mails/1`)).status).toBe(404);
  });

  test.each(["//", "/nothing", "/mails/", "/api/", "/api/messages/x"])(
    "the unknown path %s is not found",
    async (path) => {
      expect((await fetch(inbox.url + path)).status).toBe(404);
    },
  );

  test.each([
    ["DELETE", "/api/messages", 200],
    ["POST", "/clear", 303],
  ])("%s %s clears the inbox", async (method, path, status) => {
    await send(aMail);

    const response = await fetch(inbox.url + path, { method, redirect: "manual" });

    expect(response.status).toBe(status);
    expect(inbox.messages()).toEqual([]);
  });

  test("a mail that is awaited arrives; one that does not is missed by name", async () => {
    await send(aMail);

    const arrived = await mailArrives(
      "anna@alfa-partner.example",
      ({ text }) => text === "Hej Anna",
    );
    const missed = mailArrives("anna@alfa-partner.example", () => false, 0.2);

    expect(arrived.subject).toContain("kalendern är tom");
    await expect(missed).rejects.toThrow(/No such mail to anna@.*\n.*kalendern är tom/);
  });

  test("refuse: the sender is told to try again, and nothing is kept", async () => {
    inbox.fail("refuse");

    await expect(send(aMail)).rejects.toMatchObject({ responseCode: 451 });
    expect(inbox.messages()).toEqual([]);
  });

  test("reject: the sender is told never to try again, and nothing is kept", async () => {
    inbox.fail("reject");

    await expect(send(aMail)).rejects.toMatchObject({ responseCode: 550 });
    expect(inbox.messages()).toEqual([]);
  });

  test("drop: the mail is kept, but the sender never learns", async () => {
    inbox.fail("drop");

    await expect(send(aMail)).rejects.toThrow("Connection closed unexpectedly");
    expect(inbox.messages()).toHaveLength(1);
  });

  test("a fault ends when it is taken back", async () => {
    inbox.fail("refuse");
    inbox.fail("none");

    await send(aMail);

    expect(inbox.messages()).toHaveLength(1);
  });

  test("the last 1,000 mails are kept", async () => {
    const pool = createTransport({ url: inbox.smtpAddress, pool: true, maxMessages: Infinity });
    for (let count = 1; count <= 1_001; count += 1) {
      await pool.sendMail({ ...aMail, subject: String(count), html: "" });
    }
    pool.close();

    expect(inbox.messages()).toHaveLength(1_000);
    expect(inbox.messages().at(-1)?.subject).toBe("2");
  }, 30_000);

  test("both ports are closed when one of them is taken", async () => {
    const httpPort = await freePort();
    const taken = Number(new URL(inbox.smtpAddress).port);

    await expect(startInbox({ smtpPort: taken, httpPort })).rejects.toThrow("EADDRINUSE");
    await expect(fetch(`http://127.0.0.1:${httpPort}/`)).rejects.toThrow("fetch failed");
  });

  async function send(mail: object): Promise<void> {
    const transport = createTransport(inbox.smtpAddress);
    await transport.sendMail(mail).finally(() => transport.close());
  }

  async function page(path: string): Promise<string> {
    return (await fetch(inbox.url + path)).text();
  }
});
