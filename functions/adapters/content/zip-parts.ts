import { Inflate } from "fflate";

/** A part of a zip file, its bytes still as they are stored. */
type ZipEntry = { name: string; method: number; stored: Uint8Array };

const inflatedMax = 20 * 1024 * 1024;
const partsMax = 200;

/** So little at a time that a zip bomb is noticed before it has taken much: deflate gains a factor of 1 032 at most. */
const inflateStep = 4_096;

/**
 * The parts with the wanted names, inflated. Throws for what is no zip file, for one with a password, for
 * more than 200 such parts, and as soon as they have come to more than 20 MiB together.
 */
export function zipParts(bytes: Uint8Array, wanted: RegExp): Map<string, Uint8Array> {
  const entries = [...entriesOf(bytes)].filter(({ name }) => wanted.test(name));
  if (entries.length > partsMax) throw new Error("The file has too many parts.");
  const parts = new Map<string, Uint8Array>();
  let left = inflatedMax;
  for (const entry of entries) {
    const part = inflated(entry, left);
    left -= part.length;
    parts.set(entry.name, part);
  }
  return parts;
}

const directoryEnd = Buffer.from("PK\u0005\u0006");
const directoryEndReach = 65_557;

/** What the central directory lists, which is what Office reads. */
function* entriesOf(bytes: Uint8Array): Generator<ZipEntry> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = Math.max(0, zip.length - directoryEndReach);
  const end = zip.lastIndexOf(directoryEnd);
  if (end < tail) throw new Error("The file is no whole zip file.");
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const encrypted = zip.readUInt16LE(at + 8) & 1;
    if (encrypted) throw new Error("The file has a password.");
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + zip.readUInt32LE(at + 20));
    yield { name, method: zip.readUInt16LE(at + 10), stored };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function inflated({ method, stored }: ZipEntry, lengthMax: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    if (length > lengthMax) throw new Error("The file is too large when it is unpacked.");
    pieces.push(piece);
  };
  if (method === 0) {
    take(stored);
  } else {
    const stream = new Inflate(take);
    for (let at = 0; at < stored.length; at += inflateStep) {
      const end = at + inflateStep;
      stream.push(stored.subarray(at, end), end >= stored.length);
    }
  }
  return Buffer.concat(pieces, length);
}
