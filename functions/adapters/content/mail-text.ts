import type { FileText } from "#domain/file-content.ts";
import { markupText } from "./markup-text.ts";
import { isText } from "./media-types.ts";
import { decodeText } from "./text-encoding.ts";

const depthMax = 10;
const partsMax = 200;

/**
 * The text of an e-mail: its headers and the bodies that are text, decoded. `editable` where nothing in it had to
 * be: the text is then the whole file. "unreadable" where it has more parts than it is worth reading.
 */
export function mailText(bytes: Uint8Array): FileText {
  const decoded = decodeText(bytes, true);
  // As single bytes, so that each body can be read in the character set that it names.
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const reading: Reading = { texts: [], plain: true, parts: 0 };
  readEntity(raw, reading, 0);
  if (reading.parts > partsMax) return "unreadable";
  if (reading.plain && decoded?.encoding === "utf-8") {
    return { text: decoded.text, editable: true };
  }
  return { text: reading.texts.join("\n"), editable: false };
}

type Reading = { texts: string[]; plain: boolean; parts: number };

function readEntity(raw: string, reading: Reading, depth: number): void {
  reading.parts += depth > depthMax ? partsMax : 1;
  if (reading.parts > partsMax) return;
  const end = /\r?\n\r?\n/.exec(raw);
  const head = raw.slice(0, end?.index ?? raw.length).replaceAll(/\r?\n[ \t]+/g, " ");
  const body = end ? raw.slice(end.index + end[0].length) : "";
  readHead(head, reading);
  const type = headerOf(head, "content-type") || "text/plain";
  const boundary = parameterOf(type, "boundary");
  if (/^multipart\//i.test(type) && boundary !== "") {
    const [preamble = "", ...parts] = body.split(`--${boundary}`, partsMax + 2);
    reading.texts.push(preamble);
    for (const part of parts) readEntity(part.replace(/^[^\n]*\n/, ""), reading, depth + 1);
    return;
  }
  const content = transferDecoded(body, headerOf(head, "content-transfer-encoding"), reading);
  if (/^message\/rfc822/i.test(type)) return readEntity(content, reading, depth + 1);
  if (isText(type.split(";")[0]?.trim().toLowerCase() ?? "")) readBody(content, type, reading);
}

/** RFC 2047; blanks between two of them are none of the text. */
const encodedWord = /=\?([\w-]+)(?:\*[\w-]*)?\?([bq]\?[^?\s]*)\?=(?:[ \t]+(?==\?))?/gi;

function readHead(head: string, reading: Reading): void {
  const text = unicode(head, "").replaceAll(encodedWord, (_, charset: string, word: string) => {
    reading.plain = false;
    const content = word.slice(2);
    const base64 = word.toLowerCase().startsWith("b");
    return unicode(
      base64 ? fromBase64(content) : fromQuoted(content.replaceAll("_", " ")),
      charset,
    );
  });
  reading.texts.push(text);
}

function readBody(content: string, type: string, reading: Reading): void {
  const text = unicode(content, parameterOf(type, "charset"));
  reading.texts.push(/^text\/html/i.test(type) ? markupText(text) : text);
}

function transferDecoded(body: string, encoding: string, reading: Reading): string {
  if (!/^(base64|quoted-printable)/i.test(encoding)) return body;
  reading.plain = false;
  return /^base64/i.test(encoding) ? fromBase64(body) : fromQuoted(body);
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}

function fromQuoted(text: string): string {
  return text
    .replaceAll(/=[ \t]*\r?\n/g, "")
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** Bytes in a character set that a mail names; in what they seem to be where it names none that is known. */
function unicode(raw: string, charset: string): string {
  const bytes = Buffer.from(raw, "latin1");
  try {
    if (charset !== "") return new TextDecoder(charset).decode(bytes);
  } catch {
    // An unknown name: as if there were none.
  }
  return decodeText(bytes, true)?.text ?? raw;
}

function headerOf(head: string, name: string): string {
  const line = head.split(/\r?\n/).find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

function parameterOf(header: string, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, "i").exec(header);
  return found?.[1] ?? found?.[2] ?? "";
}
