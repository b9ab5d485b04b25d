import { invalid, Refusal } from "#domain/refusal.ts";
import type { Asked } from "./exchange.ts";
import { parseBody } from "./parse-body.ts";

/** What an upload brings. `bytes` is part of the request's body, not a copy; undefined where it is metadata alone. */
export type Upload = {
  metadata: Record<string, unknown>;
  bytes: Uint8Array | undefined;
  claimedType: string | undefined;
};

/**
 * Takes an upload apart as Google's clients send it (contract section 9): `multipart/related`, or the plain
 * bytes, below `/upload/`; JSON elsewhere. Throws `INVALID_ARGUMENT` for a body that is not well-formed and
 * `NOT_IMPLEMENTED` for the resumable protocol.
 */
export function readUpload(asked: Asked): Upload {
  refuseResumable(asked);
  if (!asked.path.startsWith("/upload/")) {
    return { metadata: parseBody(asked), bytes: undefined, claimedType: undefined };
  }
  const type = asked.headers["content-type"] ?? "";
  if (/^multipart\/related\s*(;|$)/i.test(type)) return readRelated(asked, boundaryOf(type));
  return { metadata: {}, bytes: asked.body, claimedType: claimOf(type) };
}

function refuseResumable({ query, headers }: Asked): void {
  const protocols = [...query.getAll("uploadType"), ...query.getAll("upload_protocol")];
  const asksFor =
    protocols.includes("resumable") ||
    headers["x-upload-content-length"] !== undefined ||
    headers["x-goog-upload-protocol"] !== undefined;
  if (!asksFor) return;
  throw new Refusal("NOT_IMPLEMENTED", "The resumable upload protocol is not spoken here.", {
    remedy:
      "Upload in one request up to 25 MiB; for larger files POST to the case's attachments:startUpload.",
  });
}

/** curl says `application/x-www-form-urlencoded` of whatever bytes it sends, so that says nothing. */
function claimOf(type: string): string | undefined {
  return type === "" || /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
    ? undefined
    : type;
}

function boundaryOf(type: string): string {
  const [, quoted, plain] =
    /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "";
  // RFC 2046, section 5.1.1: visible ASCII and blanks inside, 70 at the most.
  if (/^[ -~]{0,69}[!-~]$/.test(boundary)) return boundary;
  throw invalid({
    field: "Content-Type",
    description:
      "Name the boundary of the parts, of 1 to 70 characters: multipart/related; boundary=….",
  });
}

type Part = { headers: Map<string, string>; start: number };

function readRelated(asked: Asked, boundary: string): Upload {
  const body = Buffer.from(asked.body.buffer, asked.body.byteOffset, asked.body.byteLength);
  const opening = delimiterLine(body, boundary, 0);
  const first = readPart(body, opening.end);
  const between = delimiterLine(body, boundary, first.start);
  const second = readPart(body, between.end);
  const end = contentEnd(body, { boundary, bareLf: opening.bareLf, from: second.start });
  const metadata = parseBody({
    ...asked,
    headers: { "content-type": first.headers.get("content-type") ?? "application/json" },
    body: asked.body.subarray(first.start, between.start),
  });
  const bytes = asked.body.subarray(second.start, end);
  return { metadata, bytes, claimedType: second.headers.get("content-type") };
}

type Line = { start: number; end: number; bareLf: boolean };

/** The first line from an offset on that is a delimiter and nothing else. */
function delimiterLine(body: Buffer, boundary: string, from: number): Line {
  const mark = `--${boundary}`;
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    if (at > 0 && body[at - 1] !== lineFeed) continue;
    const [blanks] = /^[ \t]*\r?\n/.exec(latin1(body, at + mark.length, lineRestMax)) ?? [];
    if (blanks === undefined) continue;
    const end = at + mark.length + blanks.length;
    return { start: at, end, bareLf: !blanks.endsWith("\r\n") };
  }
  throw malformed("Send two parts, each after a line with the boundary that Content-Type names.");
}

const lineFeed = 0x0a;
const lineRestMax = 100;
const headersMax = 8_192;

/** The headers of the part that begins there, and where its content starts. */
function readPart(body: Buffer, from: number): Part {
  const text = latin1(body, from, headersMax);
  const [block] = /^(?:\r?\n|[^]*?\r?\n\r?\n)/.exec(text) ?? [];
  if (block === undefined) {
    throw malformed("End the headers of each part with an empty line, after 8 kB at the most.");
  }
  const headers = headersOf(block);
  const encoding = headers.get("content-transfer-encoding") ?? "binary";
  if (!/^(binary|8bit|7bit)$/i.test(encoding)) {
    throw malformed("Send the bytes as they are, without Content-Transfer-Encoding.");
  }
  return { headers, start: from + block.length };
}

function headersOf(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of block.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name = "", value = ""] = /^([^\s:]+)[ \t]*:(.*)$/.exec(line) ?? [];
    if (name !== "" && !headers.has(name.toLowerCase())) {
      headers.set(name.toLowerCase(), value.trim());
    }
  }
  return headers;
}

/**
 * Where the bytes end: before the last closing delimiter, since a file may hold the boundary's own text. Of the line end
 * before it only as much is the delimiter's as this client's lines have, so that a file may end in CR.
 */
function contentEnd(
  body: Buffer,
  sent: { boundary: string; bareLf: boolean; from: number },
): number {
  const mark = `--${sent.boundary}--`;
  const at = body.lastIndexOf(mark);
  const ends = at >= sent.from && body[at - 1] === lineFeed;
  const rest = latin1(body, at + mark.length, lineRestMax);
  if (!ends || at + mark.length + rest.length < body.length || rest.trim() !== "") {
    throw malformed("End the body with the closing boundary: it seems to be cut off.");
  }
  const crlf = !sent.bareLf && body[at - 2] === 0x0d;
  return at - (crlf ? 2 : 1);
}

function latin1(body: Buffer, from: number, lengthMax: number): string {
  return body.toString("latin1", from, from + lengthMax);
}

function malformed(description: string) {
  return invalid({ field: "body", description });
}
