import type { FileText } from "#domain/file-content.ts";
import { mailText } from "./mail-text.ts";
import { isText } from "./media-types.ts";
import { decodeText } from "./text-encoding.ts";

/** As the port promises. */
export async function textOf(bytes: Uint8Array, mimeType: string): Promise<FileText> {
  try {
    if (mimeType === "message/rfc822") return mailText(bytes);
    if (isText(mimeType)) return plainText(bytes);
    if (mimeType === "application/pdf") return await pdf(bytes);
    if (isOffice(mimeType)) return await office(bytes);
    return undefined;
  } catch {
    return "unreadable";
  }
}

function plainText(bytes: Uint8Array): FileText {
  const decoded = decodeText(bytes, true);
  return decoded ? { text: decoded.text, editable: decoded.encoding === "utf-8" } : "unreadable";
}

async function pdf(bytes: Uint8Array): Promise<FileText> {
  const { pdfText } = await import("./pdf-text.ts");
  const text = await pdfText(bytes);
  return text === undefined ? "unreadable" : { text, editable: false };
}

async function office(bytes: Uint8Array): Promise<FileText> {
  const { officeText } = await import("./office-text.ts");
  return { text: officeText(bytes), editable: false };
}

function isOffice(mimeType: string): boolean {
  return /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./.test(mimeType);
}
