/**
 * Whether a picture holds nothing but what draws it, so that it can stay as it is. One for each format: any
 * part that is not known to draw counts as something else, and so does what stands behind the end.
 */
export const isBare: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  "image/png": isBarePng,
  "image/jpeg": isBareJpeg,
  "image/webp": (bytes) => webpParts(bytes).every((part) => drawnWebp.has(part)),
};

const drawnPng = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT".split(" "),
);

function isBarePng(bytes: Uint8Array): boolean {
  const png = viewOf(bytes);
  let at = 8;
  while (at + 12 <= png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (!drawnPng.has(type)) return false;
    at += 12 + length;
    if (type === "IEND") return length === 0 && at === png.length;
  }
  return false;
}

const endOfImage = 0xd9;
const startOfScan = 0xda;

function isBareJpeg(bytes: Uint8Array): boolean {
  const jpeg = viewOf(bytes);
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (!drawsJpeg(marker, jpeg.subarray(at + 4, end))) return false;
    at = marker === startOfScan ? scanEnd(jpeg, end) : end;
    if (jpeg[at + 1] === endOfImage) return jpeg[at] === 0xff && at + 2 === jpeg.length;
  }
  return false;
}

/** Tables, frames and scans (ITU T.81), JFIF without a thumbnail, the colour transform and the colour profile. */
function drawsJpeg(marker: number, content: Buffer): boolean {
  const begins = (text: string) => content.toString("latin1", 0, text.length) === text;
  if (marker === 0xe0) return begins("JFIF\0") && content.length === 14;
  if (marker === 0xe2) return begins("ICC_PROFILE\0");
  if (marker === 0xee) return begins("Adobe") && content.length === 12;
  const frameOrTable = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8;
  return frameOrTable || marker === startOfScan || marker === 0xdb || marker === 0xdd;
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. */
function scanEnd(jpeg: Buffer, from: number): number {
  let at = jpeg.indexOf(0xff, from);
  while (at >= 0) {
    const next = jpeg[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at = jpeg.indexOf(0xff, at + 2);
  }
  return jpeg.length;
}

const drawnWebp = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);

/** Whether any of a WebP's frames is stored without loss. */
export function isLosslessWebp(bytes: Uint8Array): boolean {
  return webpParts(bytes).includes("VP8L");
}

/** The names of all parts, those of frames included; with "" where something is not well-formed, or follows. */
function webpParts(bytes: Uint8Array): string[] {
  const webp = viewOf(bytes);
  if (webp.length < 12 || webp.readUInt32LE(4) + 8 !== webp.length) return [""];
  return partsWithin(webp.subarray(12));
}

const frameHeaderLength = 16;

function partsWithin(chunks: Buffer): string[] {
  const names: string[] = [];
  let at = 0;
  while (at + 8 <= chunks.length) {
    const name = chunks.toString("latin1", at, at + 4);
    const end = at + 8 + chunks.readUInt32LE(at + 4);
    names.push(name);
    if (name === "ANMF") {
      names.push(...partsWithin(chunks.subarray(at + 8 + frameHeaderLength, end)));
    }
    at = end + (end % 2);
  }
  return at === chunks.length ? names : [...names, ""];
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
