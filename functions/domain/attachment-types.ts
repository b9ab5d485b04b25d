import { z } from "zod";

/** A type such as `image/png`, or all of a kind: `image/*`. */
export const MimePattern = z
  .string()
  .regex(/^[a-z]+\/(\*|[a-z0-9][a-z0-9.+-]*)$/, "Give a type such as image/png or image/*.");

const archives = [
  "application/zip",
  "application/gzip",
  "application/x-gzip",
  "application/x-tar",
  "application/x-7z-compressed",
  "application/vnd.rar",
  "application/x-bzip2",
  "application/x-xz",
  "application/zstd",
];

/** What may be attached where the deployment says nothing else: what support cases are made of. */
export const attachmentTypes = [
  "text/*",
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/tiff",
  "image/avif",
  "audio/*",
  "video/*",
  "message/rfc822",
  "application/json",
  "application/xml",
  "application/pdf",
  "application/rtf",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/vnd.ms-outlook",
  "application/x-cfb",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.oasis.opendocument.presentation",
  "application/vnd.tcpdump.pcap",
  ...archives,
  "application/octet-stream",
];

/** Whether a type is one of those allowed. */
export function isAllowed(mimeType: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.endsWith("/*") ? mimeType.startsWith(pattern.slice(0, -1)) : mimeType === pattern,
  );
}

/** Types of archives: stored as they are, never opened, and marked as such. */
export const archiveTypes: ReadonlySet<string> = new Set(archives);

/** Types of which the file is text, as it stands. */
export function isText(mimeType: string): boolean {
  return mimeType.startsWith("text/") || textTypes.has(mimeType);
}

const textTypes: ReadonlySet<string> = new Set([
  "application/json",
  "application/xml",
  "message/rfc822",
]);

/** Types whose files hold text that is not read as it stands: where it cannot be read at all, that is worth telling. */
export function isDocument(mimeType: string): boolean {
  return /^application\/(pdf|rtf|msword|x-cfb|vnd\.(ms-|openxmlformats|oasis\.).+)$/.test(mimeType);
}

/** Pictures, which lose what they tell besides before anybody may have them. */
export function isPicture(mimeType: string): boolean {
  return mimeType.startsWith("image/");
}
