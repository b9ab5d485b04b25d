import { simpleParser } from "mailparser";

/** A mail as the inbox received it. */
export type Mail = {
  /** Counts up from 1 and is never used twice while the inbox runs. */
  id: string;
  receivedAt: string;
  /** With its angle brackets, as threading headers quote it; empty if the mail has none. */
  messageId: string;
  /** What the From header says. */
  from: string;
  /** The addresses it was delivered to, in lower case; the header `to` may name others. */
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** As sent, undecoded but unfolded: lower-case name to value, a repeated header's on a line each. */
  headers: Record<string, string>;
};

/** The mails that an inbox holds, newest first, the oldest leaving when there are too many. */
export type MailBox = {
  add(mail: Omit<Mail, "id" | "receivedAt">): void;
  all(): Mail[];
  find(id: string): Mail | undefined;
  /** Those delivered to an address, whatever its letters' case. */
  to(address: string): Mail[];
  clear(): void;
};

/** An empty box for the last `sizeMax` mails, kept in memory. */
export function mailBox(sizeMax: number): MailBox {
  let mails: Mail[] = [];
  let count = 0;
  return {
    add(mail) {
      count += 1;
      const received = { id: String(count), receivedAt: new Date().toISOString(), ...mail };
      mails = [received, ...mails].slice(0, sizeMax);
    },
    all: () => [...mails],
    find: (id) => mails.find((mail) => mail.id === id),
    to: (address) => mails.filter((mail) => mail.to.includes(address.toLowerCase())),
    clear() {
      mails = [];
    },
  };
}

/** Reads a message as it came over the wire; `recipients` are those of the envelope. */
export async function readMail(
  source: Buffer,
  recipients: readonly string[],
): Promise<Omit<Mail, "id" | "receivedAt">> {
  const { messageId, from, subject, text, html, headerLines } = await simpleParser(source, {
    skipTextToHtml: true,
  });
  return {
    messageId: messageId ?? "",
    from: from?.text ?? "",
    to: recipients.map((address) => address.toLowerCase()),
    subject: subject ?? "",
    text: text ?? "",
    html: html || "",
    headers: headersOf(headerLines),
  };
}

function headersOf(lines: ReadonlyArray<{ key: string; line: string }>): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { key, line } of lines) {
    const value = line
      .slice(line.indexOf(":") + 1)
      .replaceAll(/\r?\n(?=[ \t])/g, "")
      .trim();
    const earlier = headers.get(key);
    headers.set(key, earlier === undefined ? value : `${earlier}\n${value}`);
  }
  return Object.fromEntries(headers);
}
