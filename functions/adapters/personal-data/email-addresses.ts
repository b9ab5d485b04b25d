import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, spans } from "./recogniser.ts";

/** E-mail addresses, but not the names of messages, which look like them. */
export const emailAddresses: Recogniser = (text) => {
  const found: Finding[] = [];
  const headers = [...spans(text, messageHeader)];
  let next = 0;
  for (const { value, start, end } of spans(text, address)) {
    while ((headers[next]?.end ?? Infinity) <= start) next += 1;
    const inHeader = (headers[next]?.start ?? Infinity) < start;
    const before = text.slice(Math.max(0, start - 72), start);
    if (inHeader || logged.test(before) || connection.test(before) || machine.test(value)) continue;
    found.push({ kind: "EMAIL_ADDRESS", confidence: "LOW", start, end });
  }
  return found;
};

const address =
  /(?<![A-Za-z0-9._%+\-\u00C0-\u024F])[A-Za-z0-9_%+\u00C0-\u024F](?:[A-Za-z0-9._%+\-\u00C0-\u024F]{0,63})@(?:[A-Za-z0-9\u00C0-\u024F](?:[A-Za-z0-9\u00C0-\u024F-]{0,62})\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9@-])/g;

/** The password of a connection string and its host. */
const connection = /:\/\/[^\s@/]{0,64}:$/;

/** Names of things in the form of addresses. */
const machine = /^git@|@(?:resource|group|import)\.calendar\./i;

/** A header that names messages, over all its lines, in quoted mail too. */
const messageHeader =
  /^(?:> ?){0,5}(?:message-id|in-reply-to|references|content-id|(?:resent|x)-[a-z-]{0,30}message-id):[^\n]*(?:\n[ \t][^\n]*)*/gim;

/** The same in a log entry or a sentence. */
const logged = /(?:message|msg)[ _-]?id["']?\s?[:=]?\s?["']?<?[^<>\s"']{0,40}$/i;
