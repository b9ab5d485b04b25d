import type { Readable } from "node:stream";
import type { File } from "@google-cloud/storage";
import type { ByteRange } from "#domain/file-store.ts";
import { isMissingFile } from "./transient.ts";

/** Begins to read; resolves with the answer's first bytes on their way, undefined where there is no such file. */
export function beginReading(
  file: File,
  range: ByteRange | undefined,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const stream = file.createReadStream({
    decompress: false,
    ...(range && { start: range.first, end: range.last }),
  });
  return new Promise((resolve, reject) => {
    // Stays when the answer has begun: an error before the caller iterates would else end the process.
    stream.once("error", (error) => (isMissingFile(error) ? resolve(undefined) : reject(error)));
    stream.once("response", (response: Readable & { statusCode: number }) => {
      // The client adds more than ten listeners of its own, which Node would warn of at every read.
      response.setMaxListeners(20);
      if (response.statusCode < 300) resolve(abortable(stream));
    });
    // The client sends its request when somebody reads.
    stream.read(0);
  });
}

/** A stream's own iterator lets the transfer run on when it is ended before its first step. */
function abortable(stream: Readable): AsyncIterable<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => chunks.next(),
      return: async () => {
        stream.destroy();
        return { done: true, value: undefined };
      },
    }),
  };
}
