import { fault } from "./faults.ts";

/** The two parts of a `multipart/related` upload: JSON that describes the object, then its bytes. */
export type Multipart = {
  metadata: unknown;
  /** Of the second part. */
  contentType: string | undefined;
  /** To be read once; throws 400 where the closing boundary is missing. */
  bytes: AsyncIterable<Uint8Array>;
};

/** More than any metadata that the API takes. */
const headBytesMax = 256 * 1024;

/** Reads up to where the bytes begin; the rest stays a stream. Throws 400 for anything else. */
export async function readMultipart(
  contentType: string | undefined,
  body: AsyncIterable<Uint8Array>,
): Promise<Multipart> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? "") ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw fault("invalid", { Details: "There is no boundary." });
  const chunks = body[Symbol.asyncIterator]();
  const head = headPattern(boundary);
  let read = Buffer.alloc(0);
  let found: RegExpExecArray | null = null;
  while (found === null) {
    const chunk = await chunks.next();
    if (chunk.done || read.length > headBytesMax)
      throw fault("invalid", { Details: "Not multipart." });
    read = Buffer.concat([read, chunk.value]);
    // Each byte becomes one character, so that what is found in the text lies there in the bytes.
    found = head.exec(read.toString("latin1"));
  }
  const [matched, text = "", headers = ""] = found;
  return {
    metadata: parse(Buffer.from(text, "latin1").toString("utf8")),
    contentType: /^content-type:[ \t]*(.*?)\r?$/im.exec(headers)?.[1],
    bytes: untilBoundary(boundary, read.subarray(matched.length), chunks),
  };
}

/** From the first boundary to the blank line before the bytes. */
function headPattern(boundary: string): RegExp {
  const mark = `--${RegExp.escape(boundary)}[ \\t]*\\r\\n`;
  const headers = "((?:[^\\r\\n]+\\r\\n)*)\\r\\n";
  return new RegExp(
    `^(?:\\r\\n)?${mark}(?:[^\\r\\n]+\\r\\n)*\\r\\n(.*?)\\r\\n${mark}${headers}`,
    "s",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fault("invalid", { Details: "The first part is not JSON." });
  }
}

async function* untilBoundary(
  boundary: string,
  first: Buffer,
  chunks: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const closing = Buffer.from(`\r\n--${boundary}--`);
  let held = first;
  for (;;) {
    const end = held.indexOf(closing);
    if (end >= 0) {
      yield held.subarray(0, end);
      break;
    }
    // The last bytes may be the beginning of the boundary.
    const sure = Math.max(0, held.length - closing.length + 1);
    yield held.subarray(0, sure);
    const chunk = await chunks.next();
    if (chunk.done) throw fault("invalid", { Details: "The closing boundary is missing." });
    held = Buffer.concat([held.subarray(sure), chunk.value]);
  }
  for (let rest = await chunks.next(); !rest.done; rest = await chunks.next());
}
