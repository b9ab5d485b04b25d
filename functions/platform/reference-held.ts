import { createHash } from "node:crypto";
import type { Answer, Asked } from "./exchange.ts";

/** Bytes with the version that tells them from others; two of the same version are the same. */
export type Held = { bytes: Uint8Array; version: string };

/** Bytes with a version that is made of them. */
export function heldOf(bytes: Uint8Array): Held {
  return { bytes, version: versionOf(bytes) };
}

/** A version made of all that it hangs on. */
export function versionOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}

/** Makes something when it is asked for first, and keeps it while the process runs. A failure is not kept. */
export function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** An answer of these bytes under these headers, or 304 to one who has them. */
export function answerOf(
  { bytes, version }: Held,
  asked: Asked,
  headers: Readonly<Record<"Content-Type" | "Cache-Control", string>>,
): Answer {
  const told = { "Cache-Control": headers["Cache-Control"], ETag: `"${version}"` };
  if (asked.headers["if-none-match"]?.includes(`"${version}"`)) {
    return { status: 304, json: undefined, headers: told, media: pieces() };
  }
  const length = {
    "Content-Type": headers["Content-Type"],
    "Content-Length": String(bytes.length),
  };
  return { status: 200, json: undefined, headers: { ...told, ...length }, media: pieces(bytes) };
}

/** Bytes as an answer hands them out. */
export async function* pieces(...bytes: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
