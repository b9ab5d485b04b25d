import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { CRC32C } from "@google-cloud/storage";
import { fault } from "./faults.ts";
import type { Checksums } from "./object.ts";

/** How many bytes an upload may have, both bounds included. */
export type SizeRange = { min: number; max: number };

/** Bytes on their way in: a file under a name of chance, which no client sees. */
export type Draft = {
  readonly path: string;
  size(): number;
  /**
   * Adds bytes, in step with the checksums: what arrived before a failure stays, and counts.
   * Throws before it would hold more than `sizeMax`.
   */
  append(source: AsyncIterable<Uint8Array>, sizeMax: number): Promise<void>;
  /** Ends it, and throws where its size or a checksum is not the one expected. */
  finish(expected: Expectations): Promise<Finished>;
  discard(): Promise<void>;
};

export type Expectations = {
  size?: SizeRange | undefined;
  checksums?: Partial<Checksums> | undefined;
};

export type Finished = Checksums & { path: string; size: number };

/** Opens an empty draft in `folder`. */
export async function newDraft(folder: string): Promise<Draft> {
  const path = join(folder, randomUUID());
  const file = await open(path, "wx");
  const crc32c = new CRC32C();
  const md5 = createHash("md5");
  let size = 0;
  const discard = async () => {
    await file.close();
    await rm(path, { force: true });
  };
  return {
    path,
    size: () => size,
    discard,
    async append(source, sizeMax) {
      for await (const chunk of source) {
        if (size + chunk.length > sizeMax) throw fault("entityTooLarge");
        await writeAll(file, chunk);
        crc32c.update(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
        md5.update(chunk);
        size += chunk.length;
      }
    },
    async finish({ size: range, checksums = {} }) {
      if (range) requireSize(size, range);
      const found = { crc32c: crc32c.toString(), md5Hash: md5.digest("base64") };
      requireChecksums(found, checksums);
      await file.close();
      return { path, size, ...found };
    },
  };
}

/** Throws the two codes of the cloud for a size out of bounds. */
export function requireSize(size: number, { min, max }: SizeRange): void {
  if (size > max) throw fault("entityTooLarge");
  if (size < min) throw fault("entityTooSmall");
}

/** A header such as `crc32c=AAAAAA==,md5=…`: base64 may hold `=`, so only the first one parts. */
export function hashesIn(header: string | string[] | undefined): Partial<Checksums> {
  const hashes = [header ?? []].flat().join(",").split(",");
  const named = new Map(
    hashes.map((hash) => {
      const [name = "", ...value] = hash.trim().split("=");
      return [name.toLowerCase(), value.join("=")];
    }),
  );
  const crc32c = named.get("crc32c");
  const md5Hash = named.get("md5");
  return { ...(crc32c && { crc32c }), ...(md5Hash && { md5Hash }) };
}

function requireChecksums(found: Checksums, expected: Partial<Checksums>): void {
  for (const name of ["crc32c", "md5Hash"] as const) {
    const wanted = expected[name];
    if (wanted !== undefined && wanted !== found[name]) {
      throw fault("badDigest", {
        Details: `Provided ${name} ${wanted}, calculated ${found[name]}.`,
      });
    }
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}
