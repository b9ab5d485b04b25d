import { setTimeout as pause } from "node:timers/promises";
import type { Mail } from "../../scripts/stack/mail.ts";

const pollMilliseconds = 25;

/** The mails delivered to an address so far, newest first, from the inbox that INBOX_URL names. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const inbox = process.env["INBOX_URL"];
  if (inbox === undefined) throw new Error("INBOX_URL is not set: is emulators.ts a globalSetup?");
  const response = await fetch(`${inbox}/api/messages?to=${encodeURIComponent(address)}`);
  const { messages } = (await response.json()) as { messages: Mail[] };
  return messages;
}

/**
 * The newest mail to an address that satisfies the predicate, waited for.
 *
 * Rejects at the deadline, naming the mails to this address that were there instead.
 */
export async function mailArrives(
  address: string,
  predicate: (mail: Mail) => boolean = () => true,
  seconds = 10,
): Promise<Mail> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const mails = await mailsTo(address);
    const found = mails.find(predicate);
    if (found) return found;
    if (Date.now() > deadline) {
      const others = mails
        .map(({ receivedAt, subject }) => `\n  ${receivedAt} ${subject}`)
        .join("");
      throw new Error(
        `No such mail to ${address} within ${seconds} seconds. There ${others ? `were:${others}` : "was none."}`,
      );
    }
    await pause(pollMilliseconds);
  }
}
