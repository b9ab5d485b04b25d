import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** A request as both APIs see it. */
export type Call = {
  method: string;
  /** As sent, percent-encoding and all, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Uint8Array>;
  /** The address under which the caller reached the store. */
  url: string;
};

export type Answer = {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string | AsyncIterable<Uint8Array>;
};

export function json(status: number, value: object): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8" },
    body: JSON.stringify(value),
  };
}

/** Reads a body that is small by its nature; undefined where it is longer than `bytesMax`. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
