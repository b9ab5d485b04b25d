import { createTransport } from "nodemailer";
import type { Mailer } from "#domain/mail.ts";
import { config } from "#platform/config.ts";

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
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          ...mail,
          // An object, so that nothing in an address is read as a list of addresses.
          to: { name: "", address: mail.to },
          from: MAIL_FROM,
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
        return "accepted";
      } catch (error) {
        if (isRefusal(error)) return "refused";
        throw error;
      }
    },
  };
}

/** 5xx about the recipient or the message is final; about the login or the server it is not this mail's fault. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !("responseCode" in error) || !("command" in error))
    return false;
  const { responseCode, command } = error;
  return (
    typeof responseCode === "number" &&
    responseCode >= 500 &&
    responseCode < 600 &&
    (command === "RCPT TO" || command === "DATA")
  );
}
