import { z } from "zod";

const lengthMax = 255;

/** What a person cannot see in a name, or what makes it read as another: controls, line breaks, bidi overrides. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** A file's name as it was given. Path characters are part of it: it never becomes a path. */
export const Filename = z
  .string({ error: "Give a text." })
  .refine((text) => text.trim() !== "", "This is required, and not empty.")
  .refine((text) => Array.from(text).length <= lengthMax, `Give at most ${lengthMax} characters.`)
  .refine(
    (text) => text.isWellFormed() && !hidden.test(text),
    "Give well-formed text without control characters, line breaks and marks that turn the direction of writing.",
  );
export type Filename = z.infer<typeof Filename>;

/**
 * The header that makes a browser save a file instead of showing it (RFC 6266, RFC 8187): one line of
 * visible ASCII, whatever the name. The name saved is the given one, with `_` for what file systems refuse.
 */
export function contentDisposition(filename: string): string {
  const name = safe(filename);
  return `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${encoded(name)}`;
}

/** Names that Windows keeps for devices, with whatever extension. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

function safe(filename: string): string {
  const name = filename
    .toWellFormed()
    .replace(new RegExp(hidden, "gu"), "_")
    // What browsers put `_` for on every platform; a colon is a path separator or a stream to some.
    .replaceAll(/[/\\:*?"<>|]/g, "_")
    .trim()
    .replace(/^\.+/, "_")
    // Windows drops these, so that `a.exe.` would become a program.
    .replace(/(?<![. ])[. ]+$/, "");
  if (name === "") return "attachment";
  return reserved.test(name) ? `_${name}` : name;
}

/** For clients that know no UTF-8 names: without `%` and `;`, which some of them take for more than themselves. */
function asciiOf(name: string): string {
  const plain = safe(name.normalize("NFKD").replaceAll(/\p{M}/gu, ""));
  return plain.replaceAll(/[^ -~]|[%;]/gu, "_");
}

/** `encodeURIComponent` leaves these, which RFC 8187 does not allow. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
