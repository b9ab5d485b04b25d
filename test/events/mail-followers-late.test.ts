import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { firestoreDeliveries } from "#adapters/firestore/deliveries.ts";
import { smtpMailer } from "#adapters/smtp/mailer.ts";
import type { Case } from "#domain/case.ts";
import { comment } from "#domain/comment-rules.ts";
import type { CaseEvent } from "#domain/event.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { deliver } from "#platform/deliver.ts";
import { newChildId } from "#platform/ids.ts";
import { RecallCertificateResource } from "#platform/wire/recall.ts";
import { type Mail, readMail } from "../../scripts/stack/mail.ts";
import { alfa, aRelationship } from "../support/builders.ts";
import { aino, call, useServer } from "../support/client.ts";
import { ago, happens, putCase, putCustody } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";

const secret = "Quillon Zabrak";
/** As many as are mailed at once, and one whose mail has to wait. */
const first = ["ada@mill.example", "bea@mill.example", "cia@mill.example"];
const last = "dag@mill.example";
const followed = { followers: [...first, last].map((email) => ({ email, sharedBy: [alfa] })) };

const taken: Pick<Mail, "to" | "text">[] = [];
/** What the mail server has yet to answer; it answers at once while `slow` is false. */
let waiting: (() => void)[] = [];
let slow = false;
const line = new EventEmitter();

let handler: Handler;
let smtp: SMTPServer;

// Before the front door: the address is read once.
beforeAll(async () => {
  smtp = await startSlowSmtp();
});

useServer();

beforeAll(async () => {
  handler = await startHandler(mailFollowers);
});

afterEach(() => {
  answer();
  taken.length = 0;
});

afterAll(async () => {
  await handler?.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

describe("mailFollowers: the mail server is slow", () => {
  test("a mail that waited shows nothing of what was recalled meanwhile; the certificate names the others", async () => {
    const opened = await putCase(followed);
    const said = await aCommentOn(opened);
    const pushed = await pushedAndHeld(said);

    const certified = await recalledFrom(opened);
    answer();
    const status = await pushed.status;

    expect(status).toBe(204);
    expect(mailTo(last)).toContain("Ask [RECALLED-1].");
    expect(mailTo(last)).not.toContain(secret);
    expect(certified).toEqual(first);
  });

  test("a mail that waited does not go to one whose party lost access meanwhile, not even later", async () => {
    await putCustody({ customer: "2001" });
    const said = await aCommentOn(await putCase({ ...followed, customer: "2001" }));
    const pushed = await pushedAndHeld(said);

    const revoked = aRelationship({ access: "REVOKED" });
    await putCustody({ customer: "2001", partners: { "alfa-partner.example": revoked } });
    answer();
    const status = await pushed.status;
    await putCustody({ customer: "2001" });
    const again = await handler.push(said);

    expect([status, again]).toEqual([204, 204]);
    expect(addressees()).toEqual(first);
  });
});

describe("deliver", () => {
  const to = { email: last };

  test("writes a mail under its claim, and never again where there is nothing to tell", async () => {
    const eventId = newChildId();
    const [deliveries, mailer] = [firestoreDeliveries(), smtpMailer()];
    const claims: string[] = [];
    const claim = async () => {
      claims.push(await deliveries.claim({ eventId, ...to }, ago(0)));
      return undefined;
    };

    const tally = await deliver([to], eventId, { deliveries, mailer, compose: claim });
    await deliver([to], eventId, { deliveries, mailer, compose: claim });

    expect(tally).toEqual({ recipients: 1, accepted: 0, refused: 0, withdrawn: 1 });
    expect(claims).toEqual(["busy"]);
    expect(taken).toEqual([]);
  });

  test("tries a mail again at once that could not be written", async () => {
    const eventId = newChildId();
    const services = { deliveries: firestoreDeliveries(), mailer: smtpMailer() };
    const failed = deliver([to], eventId, { ...services, compose: unread });
    await expect(failed).rejects.toThrow("1 of 1 mails are still to be sent");
    const tally = await deliver([to], eventId, { ...services, compose: written });

    expect(tally).toEqual({ recipients: 1, accepted: 1, refused: 0, withdrawn: 0 });
    expect(addressees()).toEqual([last]);
  });
});

function unread(): Promise<never> {
  return Promise.reject(new Error("The database does not answer."));
}

function written({ email }: { email: string }) {
  return { to: email, subject: "News", text: "News", html: "<p>News</p>" };
}

function aCommentOn(opened: Case): Promise<CaseEvent> {
  return happens(opened, (current, stamp) =>
    comment(current, { id: newChildId(), body: `Ask ${secret}.` }, stamp),
  );
}

/** Delivers an event; comes back, with the answer outstanding, once the first mails are at the mail server. */
async function pushedAndHeld(event: CaseEvent): Promise<{ status: Promise<number> }> {
  slow = true;
  const status = handler.push(event);
  while (waiting.length < first.length) await once(line, "held");
  return { status };
}

/** Recalls the secret as an agent does; whose mails the certificate names, in order. */
async function recalledFrom({ customer, id }: Case): Promise<string[]> {
  const path = `/v2/customers/${customer}/cases/${id}:recallPersonalData`;
  const body = { texts: [secret], reason: "It must not stand here." };
  const reply = await call("POST", path, { as: aino, body });
  const { notRecallable } = RecallCertificateResource.parse(reply.body);
  return notRecallable
    .flatMap((each) => (each.kind === "MAIL" ? each.emailAddress : []))
    .toSorted();
}

/** Has the mail server accept what it holds, and all that comes. */
function answer(): void {
  slow = false;
  for (const accept of waiting) accept();
  waiting = [];
}

function addressees(): string[] {
  return taken.flatMap(({ to }) => to).toSorted();
}

function mailTo(email: string): string | undefined {
  return taken.find(({ to }) => to.includes(email))?.text;
}

/** A mail server that takes mails and answers when told; the product's address of it is set. */
async function startSlowSmtp(): Promise<SMTPServer> {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, { envelope }, callback) {
      const to = envelope.rcptTo.map(({ address }) => address);
      void stream.toArray().then(async (chunks: Buffer[]) => {
        taken.push(await readMail(Buffer.concat(chunks), to));
        if (!slow) return callback();
        waiting.push(callback);
        line.emit("held");
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  process.env["SMTP_URL"] = `smtp://127.0.0.1:${port}`;
  return server;
}
