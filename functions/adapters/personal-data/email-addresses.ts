import type { Finding } from "#domain/personal-data.ts";
import { type Recogniser, type Span, spans } from "./recogniser.ts";

/** E-mail addresses, but not the names of messages, which look like them. */
export const emailAddresses: Recogniser = ({ text }) => {
  const found: Finding[] = [];
  const headers = [...spans(text, messageHeader)];
  let next = 0;
  for (const { value, start, end } of addresses(text)) {
    while ((headers[next]?.end ?? Infinity) <= start) next += 1;
    const inHeader = (headers[next]?.start ?? Infinity) < start;
    const before = text.slice(Math.max(0, start - 72), start);
    if (inHeader || logged.test(before) || connection.test(before) || machine.test(value)) continue;
    found.push({ kind: "EMAIL_ADDRESS", confidence: "LOW", start, end });
  }
  return found;
};

const nameLengthMax = 110;

/** Around each sign that parts a name from its host, so that no other word is tried. */
function* addresses(text: string): Generator<Span> {
  for (const { index } of text.matchAll(/@|%40/g)) {
    const before = text.slice(Math.max(0, index - nameLengthMax), index);
    const name = nameAtEnd.exec(before)?.[0];
    host.lastIndex = index;
    const rest = host.exec(text)?.[0];
    if (name === undefined || rest === undefined) continue;
    yield { value: name + rest, start: index - name.length, end: index + rest.length };
  }
}

/** As people write it, and as a forwarder writes the one that it stands for. */
const nameAtEnd =
  /(?<![A-Za-z0-9._%+\-\u00C0-\u024F])(?:SRS[01][=+-][A-Za-z0-9=+._-]{1,100}|[A-Za-z0-9_%+\u00C0-\u024F][A-Za-z0-9._%+\-\u00C0-\u024F]{0,63})$/;
const host =
  /(?:@|%40)(?:[A-Za-z0-9\u00C0-\u024F](?:[A-Za-z0-9\u00C0-\u024F-]{0,62})\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9@-])/y;

/** The password of a connection string and its host. */
const connection = /:\/\/[^\s@/]{0,64}:$/;

/** Names of things in the form of addresses: of calendars, and what machines make up for messages and events. */
const machine =
  /^git@|^\d{8,}\.[0-9A-Z.]+@|@(?:resource|group|import)\.calendar\.|^[0-9a-f-]{16,}@|^(?=[^@]{12})(?=[^@]*\d[^@]*\d)(?=[^@]*[A-Z][^@]{0,10}[A-Z])(?=[^@]*[a-z])/;

/** A header that names messages, over all its lines, in quoted mail too. */
const messageHeader =
  /^(?:> ?){0,5}(?:message-id|in-reply-to|references|content-id|(?:resent|x)-[a-z-]{0,30}message-id):[^\n]*(?:\n[ \t][^\n]*)*/gim;

/** The same in a log entry or a sentence. */
const logged = /(?:message|msg)[ _-]?id["']?\s?[:=]?\s?["']?<?[^<>\s"']{0,40}$/i;
