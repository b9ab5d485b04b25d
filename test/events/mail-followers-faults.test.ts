import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { comment } from "#domain/comment-rules.ts";
import type { CaseEvent } from "#domain/event.ts";
import { mailFollowers } from "#events/mail-followers.ts";
import { newChildId } from "#platform/ids.ts";
import { type Mail, readMail } from "../../scripts/stack/mail.ts";
import { alfa } from "../support/builders.ts";
import { happens, putCase } from "../support/events.ts";
import { type Handler, startHandler } from "../support/push.ts";
import { resetData } from "../support/server.ts";

/** What the mail server says to an address: try later, never, or nothing at all after taking the mail. */
type Fault = 451 | 550 | 554 | "no relay" | "line drops";

const refusals = new Map<Fault | undefined, Error>([
  [451, refusal(451, "Try again later")],
  [550, refusal(550, "No such mailbox")],
  [554, refusal(554, "No such mailbox")],
  ["no relay", refusal(550, "5.7.1 Relaying denied")],
]);
const faults = new Map<string, Fault>();
const taken: Pick<Mail, "to" | "messageId">[] = [];
const [baker, guest] = ["baker@lindqvist.example", "guest@lindqvist.example"];

let handler: Handler;
let smtp: SMTPServer;

beforeAll(async () => {
  smtp = await startMoodySmtp();
  handler = await startHandler(mailFollowers);
  await resetData();
});

afterEach(() => {
  faults.clear();
  taken.length = 0;
});

afterAll(async () => {
  await handler?.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

describe("mailFollowers: the mail server fails", () => {
  test("an outage keeps the event; afterwards each mail goes out exactly once", async () => {
    const said = await aCommentFor(baker, guest);
    faults.set(baker, 451).set(guest, 451);
    const during = [await handler.push(said), await handler.push(said)];
    const takenDuring = [...taken];
    faults.clear();

    const after = [await handler.push(said), await handler.push(said)];

    expect([during, takenDuring]).toEqual([[500, 500], []]);
    expect([after, addressees()]).toEqual([
      [204, 204],
      [baker, guest],
    ]);
  });

  test("a mail that is to be tried again holds up no other, and no other goes twice", async () => {
    const said = await aCommentFor(baker, guest);
    faults.set(baker, 451);
    const first = await handler.push(said);
    const takenAtFirst = addressees();
    faults.clear();

    const second = await handler.push(said);

    expect([first, takenAtFirst]).toEqual([500, [guest]]);
    expect([second, addressees()]).toEqual([204, [baker, guest]]);
  });

  test.each([550, 554] as const)(
    "an address refused for good (%i) is settled, and the others get their mail",
    async (code) => {
      const said = await aCommentFor(baker, guest);
      faults.set(baker, code);
      const status = await handler.push(said);
      faults.clear();

      const again = await handler.push(said);

      expect([status, again]).toEqual([204, 204]);
      expect(addressees()).toEqual([guest]);
    },
  );

  test("a refusal that concerns the sender, not the address, is tried again", async () => {
    const said = await aCommentFor(baker);
    faults.set(baker, "no relay");
    const first = await handler.push(said);
    faults.clear();

    const second = await handler.push(said);

    expect([first, second, addressees()]).toEqual([500, 204, [baker]]);
  });

  test("the line drops after the mail was taken: the second try bears the same Message-ID", async () => {
    const said = await aCommentFor(baker);
    faults.set(baker, "line drops");
    const first = await handler.push(said);
    const takenAtFirst = addressees();
    faults.clear();

    const second = await handler.push(said);

    expect([first, takenAtFirst]).toEqual([500, [baker]]);
    expect([second, addressees()]).toEqual([204, [baker, baker]]);
    expect(taken[0]?.messageId).toMatch(/^<[^<>@\s]+@mail\.support\.example>$/);
    expect(taken[1]?.messageId).toBe(taken[0]?.messageId);
  });

  test("mails of one event to two people, and of two events to one, have different Message-IDs", async () => {
    await handler.push(await aCommentFor(baker, guest));
    await handler.push(await aCommentFor(baker));

    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(3);
  });
});

async function aCommentFor(...emails: string[]): Promise<CaseEvent> {
  const followers = emails.map((email) => ({ email, sharedBy: [alfa] }));
  return happens(await putCase({ followers }), (current, stamp) =>
    comment(current, { id: newChildId(), body: "Still late." }, stamp),
  );
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function addressees(): string[] {
  return taken.flatMap(({ to }) => to).toSorted();
}

/** A mail server that treats each address as `faults` says; the product's address of it is set. */
async function startMoodySmtp(): Promise<SMTPServer> {
  const server: SMTPServer = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, callback) {
      const fault = faults.get(address);
      callback(refusals.get(fault));
    },
    onData(stream, { envelope, id }, callback) {
      const to = envelope.rcptTo.map(({ address }) => address);
      void stream.toArray().then(async (chunks: Buffer[]) => {
        taken.push(await readMail(Buffer.concat(chunks), to));
        if (to.some((address) => faults.get(address) === "line drops")) cut(server, id);
        else callback();
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  process.env["SMTP_URL"] = `smtp://127.0.0.1:${port}`;
  return server;
}

function cut({ connections }: SMTPServer, sessionId: string): void {
  for (const connection of connections as Set<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === sessionId) connection._socket.destroy();
  }
}
