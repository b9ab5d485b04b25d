import { archiveTypes, isAllowed } from "#domain/attachment-types.ts";
import type { FileContent, GivenFile } from "#domain/file-content.ts";
import { runningExtension, textTypeOf } from "./extensions.ts";
import { agreed, isText, mediaType } from "./media-types.ts";
import { refusedFile } from "./refused-file.ts";
import { decodeText } from "./text-encoding.ts";

/**
 * What the bytes tell. `readable`: they are text at the level of bytes, which a PDF can be as well; `text`: and
 * nothing else, so that a name or a claim may say what kind of text.
 */
type Found = { type: string; text: boolean; readable: boolean };

const unknownType = "application/octet-stream";

/** Claims that say nothing: what clients send where they were told no type. */
const generic: ReadonlySet<string> = new Set([unknownType, "binary/octet-stream"]);

/**
 * Formats that are text at the level of bytes. Any other signature in front of text is chance: a
 * line may begin with BM or MZ, and a picture made of nothing but text is none.
 */
const textFormats = /^(text\/.+|application\/(pdf|rtf|xml|postscript|eps|x-ms-regedit))$/;

/** Identifies files by the rules of the port, among the types that a deployment takes. */
export function identifyAmong(allowed: readonly string[]): FileContent["identify"] {
  return async (file, whole) => {
    refuseRunning(file.filename);
    const claim = mediaType(file.claimedType);
    const claimed = claim !== undefined && generic.has(claim) ? undefined : claim;
    const mimeType =
      file.bytes.length === 0
        ? emptyType(claimed, allowed)
        : typeOf({ ...file, claimed }, await find(file, whole), allowed);
    requireAllowed(mimeType, allowed);
    return { mimeType, archive: archiveTypes.has(mimeType) };
  };
}

function emptyType(claimed: string | undefined, allowed: readonly string[]): string {
  return claimed !== undefined && isAllowed(claimed, allowed) ? claimed : unknownType;
}

type Claimed = GivenFile & { claimed: string | undefined };

function typeOf({ claimed, filename }: Claimed, found: Found, allowed: readonly string[]): string {
  if (claimed === undefined) return found.type;
  requireAllowed(claimed, allowed);
  // Google's Node client says text/plain of any string without a type.
  if (claimed === "text/plain" && found.readable) return found.type;
  if (found.text && isText(claimed)) return claimed;
  // Browsers on Windows with Excel call CSV that.
  const csv = found.text && textTypeOf(filename) === "text/csv";
  if (csv && claimed === "application/vnd.ms-excel") return found.type;
  const type = agreed(claimed, found.type);
  if (type !== undefined) return type;
  const known = found.type === unknownType ? "not of that type" : `of type ${found.type}`;
  throw refusedFile(
    `The file is sent as ${claimed}, but its bytes are ${known}: send it with its own type, or as application/octet-stream.`,
  );
}

async function find({ bytes, filename }: GivenFile, whole: boolean): Promise<Found> {
  const sniffed = await sniff(bytes);
  const readable = decodeText(bytes, whole) !== undefined;
  const prose = readable && !(sniffed !== undefined && textFormats.test(sniffed));
  const type = prose ? "text/plain" : (sniffed ?? unknownType);
  const text = readable && isText(type);
  return { type: (text && textTypeOf(filename)) || type, text, readable };
}

async function sniff(bytes: Uint8Array): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import("file-type");
  return mediaType((await fileTypeFromBuffer(bytes))?.mime);
}

function refuseRunning(filename: string): void {
  const extension = runningExtension(filename);
  if (extension === undefined) return;
  throw refusedFile(
    `Files that run when they are opened, such as .${extension}, are not taken: send a script or settings as text, its name ending in .txt.`,
  );
}

function requireAllowed(type: string, allowed: readonly string[]): void {
  if (isAllowed(type, allowed)) return;
  throw refusedFile(
    `Files of type ${type} are not taken here; send one of these: ${allowed.join(", ")}.`,
  );
}
