export type Decoded = { text: string; encoding: "utf-8" | "utf-16" | "windows-1252" };

/**
 * Bytes as the text that they are: UTF-8, UTF-16 with its mark, or Windows-1252, in which older systems
 * write. Undefined where they are none of them. Of bytes that are not the whole file, a last character
 * may be cut.
 */
export function decodeText(bytes: Uint8Array, whole: boolean): Decoded | undefined {
  const utf16 = markOf(bytes);
  if (utf16) {
    const text = decoded(bytes, utf16, whole);
    return text === undefined || text.includes("\0") ? undefined : { text, encoding: "utf-16" };
  }
  const text = bytes.includes(0) ? undefined : decoded(bytes, "utf-8", whole);
  if (text !== undefined) return { text, encoding: "utf-8" };
  if (!bytes.every((byte) => isLegacyText[byte] === 1)) return undefined;
  return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
}

function markOf([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

function decoded(bytes: Uint8Array, encoding: string, whole: boolean): string | undefined {
  try {
    // With its byte order mark, so that the text in UTF-8 gives the same bytes again.
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes, { stream: !whole });
  } catch {
    return undefined;
  }
}

/** Any byte is a character of Windows-1252 but five, so controls are what tells it from what is no text. */
const isLegacyText = Uint8Array.from({ length: 256 }, (_, byte) => {
  const control = byte < 0x20 || byte === 0x7f;
  if (control) return [0x09, 0x0a, 0x0c, 0x0d].includes(byte) ? 1 : 0;
  return [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte) ? 0 : 1;
});
