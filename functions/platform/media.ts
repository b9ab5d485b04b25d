import { z } from "zod";
import type { ByteRange, FileRef } from "#domain/file-store.ts";
import { contentDisposition } from "#domain/filename.ts";
import { Refusal } from "#domain/refusal.ts";

/** The answer of a function that hands out bytes; as the `reply` of a contract, the mark of such a function. */
export const MediaReply = z.strictObject({
  status: z.union([z.literal(200), z.literal(206)]),
  headers: z.record(z.string(), z.string()),
  media: z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
  ),
});
export type MediaReply = z.infer<typeof MediaReply>;

type Downloadable = FileRef & { filename: string; mimeType: string; sizeBytes: number };

/** The headers and the status under which a file, or a range of it, is handed out: never to be shown in a browser. */
export function mediaHeaders(
  file: Downloadable,
  range: ByteRange | undefined,
): Pick<MediaReply, "status" | "headers"> {
  const { sizeBytes, mimeType, filename } = file;
  const length = range ? range.last - range.first + 1 : sizeBytes;
  return {
    status: range ? 206 : 200,
    headers: {
      "Content-Type": mimeType,
      "Content-Length": String(length),
      "Content-Disposition": contentDisposition(filename),
      "Accept-Ranges": "bytes",
      ETag: versionOf(file),
      // Should a browser show it all the same, it runs nothing.
      "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      ...(range && { "Content-Range": `bytes ${range.first}-${range.last}/${sizeBytes}` }),
    },
  };
}

/**
 * The range that a `Range` header asks for; undefined where all is to be sent: no header, another unit,
 * several ranges, or a version (`If-Range`) that is no more. Throws `RANGE_NOT_SATISFIABLE` for one behind the end.
 */
export function rangeOf(
  asked: { wanted: string | undefined; version: string | undefined },
  file: Downloadable,
): ByteRange | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(asked.wanted?.trim() ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  if (asked.version !== undefined && asked.version !== versionOf(file)) return undefined;
  const { sizeBytes } = file;
  const first = from === "" ? Math.max(sizeBytes - Number(to), 0) : Number(from);
  const last = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  // Backwards is no range at all: then the header counts for nothing.
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  if (first <= last) return { first, last };
  throw new Refusal("RANGE_NOT_SATISFIABLE", `The file has ${sizeBytes} bytes.`, {
    sizeBytes,
    remedy: "Ask for bytes that it has, or for all of it.",
  });
}

function versionOf({ generation }: FileRef): string {
  return `"${generation}"`;
}
