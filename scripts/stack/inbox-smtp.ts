import { once } from "node:events";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { type MailBox, readMail } from "./mail.ts";

/**
 * How the server misbehaves, for tests: `refuse` answers 451 to every recipient (try later), `reject`
 * 550 (never), `drop` takes and keeps the message and breaks the line before it says so.
 */
export type FailMode = "none" | "refuse" | "reject" | "drop";

/** A running SMTP server. */
export type SmtpServer = { fail(mode: FailMode): void; stop(): Promise<void> };

const messageBytesMax = 30 * 1024 * 1024;

/**
 * Serves SMTP at 127.0.0.1 without login and TLS; every message accepted is in `box` before the sender
 * gets its 250.
 *
 * Rejects when the port cannot be listened on.
 */
export async function startSmtp(port: number, box: MailBox): Promise<SmtpServer> {
  let mode: FailMode = "none";
  const sockets = new Map<number, Socket>();
  const smtp = new SMTPServer({
    banner: "inbox of the local stack",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: messageBytesMax,
    onRcptTo: (_address, _session, callback) => callback(answerToRecipient(mode)),
    onData(stream, session, callback) {
      const drops = mode === "drop";
      keep(stream, session, box).then(() => {
        if (drops) sockets.get(session.remotePort)?.destroy();
        else callback();
      }, callback);
    },
  });
  // A sender that goes away in mid-sentence is an error to the library, and daily life here.
  smtp.on("error", () => undefined);
  smtp.server.on("connection", (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once("close", () => sockets.delete(remotePort));
  });
  await listen(smtp, port);
  return {
    fail(next) {
      mode = next;
    },
    stop: () => stop(smtp, sockets),
  };
}

function answerToRecipient(mode: FailMode): Error | null {
  switch (mode) {
    case "refuse":
      return Object.assign(new Error("Try again later"), { responseCode: 451 });
    case "reject":
      return Object.assign(new Error("No such mailbox"), { responseCode: 550 });
    case "none":
    case "drop":
      return null;
  }
}

async function keep(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  box: MailBox,
): Promise<void> {
  const source = await buffer(stream);
  if (stream.sizeExceeded) {
    throw Object.assign(new Error("The message is too large"), { responseCode: 552 });
  }
  box.add(
    await readMail(
      source,
      envelope.rcptTo.map(({ address }) => address),
    ),
  );
}

async function listen(smtp: SMTPServer, port: number): Promise<void> {
  const listening = once(smtp.server, "listening");
  smtp.listen(port, "127.0.0.1");
  await listening;
}

function stop(smtp: SMTPServer, sockets: ReadonlyMap<number, Socket>): Promise<void> {
  for (const socket of sockets.values()) socket.destroy();
  return new Promise((resolve) => {
    smtp.close(() => resolve());
  });
}
