import { createTransport } from "nodemailer";
import type { Mail, Mailer } from "#domain/mail.ts";
import { config } from "#platform/config.ts";
import { noteReach } from "#platform/reach.ts";
import { inSpan } from "#platform/spans.ts";

const timeoutMs = 20_000;

/** Mail over SMTP, as `SMTP_URL` says, on a few connections that are kept. */
export function smtpMailer(): Mailer {
  const { SMTP_URL, MAIL_FROM } = config();
  const transport = createTransport({
    url: SMTP_URL,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const post = (mail: Mail) =>
    transport.sendMail({
      ...mail,
      // An object, so that nothing in an address is read as a list of addresses.
      to: { name: "", address: mail.to },
      from: MAIL_FROM,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    });
  return {
    async send(mail) {
      try {
        await inSpan({ name: "send mail", kind: "CLIENT" }, () => post(mail));
        noteReach("mail", true);
        return "accepted";
      } catch (error) {
        // A server that refuses one mail is there for the others.
        const refused = isRefusal(error);
        noteReach("mail", refused);
        if (refused) return "refused";
        throw error;
      }
    },
  };
}

/** Codes by which a server speaks of the mailbox or the message itself (RFC 5321, section 4.2.3). */
const finalCodes: ReadonlySet<unknown> = new Set([550, 551, 552, 553, 554, 556]);

/**
 * Final is what concerns this mailbox or this message. What concerns us, such as a login, a relay or
 * a policy against the sender (RFC 3463: x.7.x), is not this mail's fault, and may be put right.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !("responseCode" in error) || !("command" in error))
    return false;
  const { responseCode, command, message } = error;
  const concernsUs = /\b5\.7\.\d|relay|authenticat/i.test(message);
  return (
    finalCodes.has(responseCode) && !concernsUs && (command === "RCPT TO" || command === "DATA")
  );
}
