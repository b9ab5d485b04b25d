import { once } from "node:events";
import { type FailMode, startSmtp } from "./inbox-smtp.ts";
import { startWeb } from "./inbox-web.ts";
import { type Mail, mailBox } from "./mail.ts";

/** An SMTP server whose mails can be read on a web page. */
export type Inbox = {
  /** As `smtp://127.0.0.1:PORT`. */
  smtpAddress: string;
  /** Of the page; the JSON form is below it at /api/messages. */
  url: string;
  /** What was received, newest first. */
  messages(): Mail[];
  clear(): void;
  /** How to treat mails from now on. */
  fail(mode: FailMode): void;
  /** Closes both ports and every connection. */
  stop(): Promise<void>;
};

const mailsMax = 1_000;

/**
 * Starts the SMTP server and its page; it keeps the last 1,000 mails in memory.
 *
 * Rejects, with both ports closed, when one of them cannot be listened on.
 */
export async function startInbox(ports: { smtpPort: number; httpPort: number }): Promise<Inbox> {
  const box = mailBox(mailsMax);
  const web = await startWeb(ports.httpPort, box);
  const closeWeb = async () => {
    const closed = once(web, "close");
    web.close();
    web.closeAllConnections();
    await closed;
  };
  const smtp = await startSmtp(ports.smtpPort, box).catch(async (error: unknown) => {
    await closeWeb();
    throw error;
  });
  return {
    smtpAddress: `smtp://127.0.0.1:${ports.smtpPort}`,
    url: `http://127.0.0.1:${ports.httpPort}`,
    messages: () => box.all(),
    clear: () => box.clear(),
    fail: (mode) => smtp.fail(mode),
    stop: async () => {
      await Promise.all([smtp.stop(), closeWeb()]);
    },
  };
}
