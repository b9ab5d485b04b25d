import type { Metadata, Sharp, SharpOptions } from "sharp";
import { isBare, isLosslessWebp } from "./bare-picture.ts";
import { inTurn } from "./in-turn.ts";
import { refusedFile } from "./refused-file.ts";

// One that is turned by its tag and progressive takes seven bytes a pixel: with more, a function of 512 MiB dies.
const pixelsMax = 50_000_000;
const secondsMax = 30;

const options: SharpOptions = {
  // All frames count, and stay.
  animated: true,
  failOn: "error",
  limitInputPixels: pixelsMax,
};

const turns = inTurn();

/** As the port promises. Pictures are worked on one after the other: a large one takes hundreds of megabytes. */
export async function withoutMetadata(bytes: Uint8Array, mimeType: string): Promise<Uint8Array> {
  if (!mimeType.startsWith("image/")) return bytes;
  const encode = Object.hasOwn(encoders, mimeType) ? encoders[mimeType] : undefined;
  if (!encode) {
    throw refusedFile(
      `Pictures of type ${mimeType} cannot be freed of what they tell about their making: send them as JPEG or PNG.`,
    );
  }
  return turns(() => redrawn(bytes, mimeType, encode));
}

async function redrawn(bytes: Uint8Array, mimeType: string, encode: Encoder): Promise<Uint8Array> {
  const sharp = await load();
  try {
    const picture = sharp(bytes, options).timeout({ seconds: secondsMax });
    const known = await picture.metadata();
    requireFormat(known, mimeType);
    if (Object.hasOwn(isBare, mimeType) && isBare[mimeType]?.(bytes) === true) return bytes;
    const shown = inItsColours(upright(picture, known), known).keepIccProfile();
    return await encode(shown, known, bytes).toBuffer();
  } catch {
    // What the library says of it speaks of its own parts, and may quote the file.
    throw refusedFile(
      "The picture cannot be read, or has more than 50 million pixels: send it whole, smaller, or as JPEG or PNG.",
    );
  }
}

type Encoder = (picture: Sharp, known: Metadata, bytes: Uint8Array) => Sharp;

const encoders: Readonly<Record<string, Encoder>> = {
  "image/png": (picture) => picture.png({ compressionLevel: 8 }),
  "image/jpeg": (picture, { chromaSubsampling }) =>
    picture.jpeg({
      quality: 92,
      // Optimal tables are some percent smaller, and take six times the memory.
      optimiseCoding: false,
      chromaSubsampling: chromaSubsampling?.startsWith("4:4:4") === true ? "4:4:4" : "4:2:0",
    }),
  "image/webp": (picture, _known, bytes) =>
    picture.webp(isLosslessWebp(bytes) ? { lossless: true } : { quality: 90 }),
  "image/gif": (picture) => picture.gif(),
  "image/tiff": (picture) => picture.tiff({ compression: "deflate" }),
  "image/avif": (picture) => picture.avif({ quality: 75, effort: 2 }),
};

/** Grey stays grey, and 16 bits stay 16: without being asked, the library gives 8 bits of three colours. */
function inItsColours(picture: Sharp, { space }: Metadata): Sharp {
  return ["b-w", "grey16", "rgb16"].includes(space) ? picture.toColourspace(space) : picture;
}

/** As its orientation tag says, which goes with the rest. The library cannot turn pictures of several frames. */
function upright(picture: Sharp, { pages = 1 }: Metadata): Sharp {
  return pages > 1 ? picture : picture.autoOrient();
}

function requireFormat({ format, compression }: Metadata, mimeType: string): void {
  const type = format === "heif" && compression === "av1" ? "avif" : format;
  if (`image/${type}` !== mimeType) throw new Error("The picture is of another format.");
}

async function load() {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
