import type { IncomingMessage } from "node:http";
import type { Answer } from "./exchange.ts";

/** As other servers call it whose sender hung up: nobody reads it but the log. */
export const abandoned: Answer = { status: 499, outcome: "ABANDONED", json: undefined };

/**
 * The whole body of a request; undefined where the sender breaks off. Rejects with `beyond` where it has
 * more bytes than `bytesMax`, as soon as that is known.
 */
export async function receivedBody(
  request: IncomingMessage,
  { bytesMax, beyond }: { bytesMax: number; beyond: unknown },
): Promise<Buffer | undefined> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > bytesMax) throw beyond;
  // What broke off by now tells nobody again.
  if (request.destroyed) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // Read by events, because leaving a `for await` early destroys the socket before the answer.
  const whole = await new Promise<boolean>((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) reject(beyond);
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(true));
    request.on("error", () => resolve(false));
  });
  return whole ? Buffer.concat(chunks) : undefined;
}
