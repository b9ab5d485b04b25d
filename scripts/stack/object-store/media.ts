import type { Answer } from "./exchange.ts";
import { fault } from "./faults.ts";
import type { Files } from "./files.ts";
import { headersOf, type StoredObject } from "./object.ts";

export type MediaRequest = {
  range: string | undefined;
  /** HEAD: the headers alone. */
  headersOnly: boolean;
  /** What the API that was called adds or overrides. */
  headers: Record<string, string>;
};

/** Answers with the bytes of an object, or with the one range of them that was asked for. */
export async function mediaAnswer(
  files: Files,
  object: StoredObject,
  { range, headersOnly, headers }: MediaRequest,
): Promise<Answer> {
  const part = rangeOf(range, object.size);
  const { first, last } = part ?? { first: 0, last: object.size - 1 };
  const answer: Answer = {
    status: part ? 206 : 200,
    headers: {
      ...headersOf(object),
      ...sendable({ ...factHeaders(object), ...headers }),
      "accept-ranges": "bytes",
      "content-length": last - first + 1,
      ...(part && { "content-range": `bytes ${first}-${last}/${object.size}` }),
      "last-modified": new Date(object.createdAt).toUTCString(),
    },
  };
  if (headersOnly || object.size === 0) return answer;
  const file = await files.open(object);
  return { ...answer, body: file.createReadStream({ start: first, end: last }) };
}

/** The one range of a header; undefined, for the whole, where there is none, several or nonsense. */
function rangeOf(
  header: string | undefined,
  size: number,
): { first: number; last: number } | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < first) return undefined;
  if (first >= size) throw fault("rangeNotSatisfiable");
  return { first, last };
}

/** A header holds bytes: text of any language goes out as its UTF-8. */
function sendable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (/[\r\n\0]/.test(value)) throw fault("invalid", { Details: `No value for ${name}.` });
      return [name, Buffer.from(value).toString("latin1")];
    }),
  );
}

function factHeaders(object: StoredObject): Record<string, string> {
  const { contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage } =
    object;
  return {
    "content-type": contentType ?? "application/octet-stream",
    ...(cacheControl && { "cache-control": cacheControl }),
    ...(contentDisposition && { "content-disposition": contentDisposition }),
    ...(contentEncoding && { "content-encoding": contentEncoding }),
    ...(contentLanguage && { "content-language": contentLanguage }),
    ...Object.fromEntries(
      Object.entries(object.metadata ?? {}).map(([name, value]) => [`x-goog-meta-${name}`, value]),
    ),
  };
}
