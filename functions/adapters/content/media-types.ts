import { refusedFile } from "./refused-file.ts";

/** What senders, `file-type` and older systems call a type that has a name in the registry. */
const aliases: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-png": "image/png",
  "image/apng": "image/png",
  "application/x-pdf": "application/pdf",
  "application/x-rtf": "application/rtf",
  "text/rtf": "application/rtf",
  "text/xml": "application/xml",
  "text/json": "application/json",
  "application/csv": "text/csv",
  "application/yaml": "text/yaml",
  "application/x-yaml": "text/yaml",
  "application/x-zip-compressed": "application/zip",
  "application/x-zip": "application/zip",
  "application/x-gzip": "application/gzip",
  "application/x-rar": "application/vnd.rar",
  "application/x-rar-compressed": "application/vnd.rar",
  "application/x-pcap": "application/vnd.tcpdump.pcap",
  "application/ogg": "video/ogg",
  "application/vnd.ms-asf": "video/x-ms-asf",
  "audio/mp3": "audio/mpeg",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/m4a": "audio/mp4",
  "audio/x-m4a": "audio/mp4",
  "video/x-m4v": "video/mp4",
  "video/x-msvideo": "video/vnd.avi",
  "video/avi": "video/vnd.avi",
  "video/x-matroska": "video/matroska",
};

/** Types of one container, which holds sound or pictures or both: the first bytes do not always tell which. */
const containers: readonly ReadonlySet<string>[] = [
  new Set(["audio/mp4", "video/mp4", "video/quicktime", "audio/3gpp", "video/3gpp", "video/3gpp2"]),
  new Set(["audio/ogg", "video/ogg", "audio/opus"]),
  new Set(["audio/webm", "video/webm", "audio/matroska", "video/matroska"]),
  new Set(["audio/x-ms-wma", "video/x-ms-wmv", "audio/x-ms-asf", "video/x-ms-asf"]),
  new Set(["video/mpeg", "video/mp1s", "video/mp2p", "video/mp2t"]),
];

/** Types that are another one at the level of bytes. */
const madeOf: Readonly<Record<string, RegExp>> = {
  "application/zip":
    /^application\/(vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\..+|java-archive|vnd\.android\.package-archive|epub\+zip)$/,
  // Office puts what has a password into this container, the newer formats included.
  "application/x-cfb":
    /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook)|vnd\.openxmlformats-officedocument\..+)$/,
};

/**
 * A type by its registered name, without parameters; undefined where there is none. Throws
 * `INVALID_ARGUMENT` for what is not of the form of a type.
 */
export function mediaType(claim: string | undefined): string | undefined {
  const type = claim?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "") return undefined;
  // RFC 6838, section 4.2.
  if (!/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type)) {
    throw refusedFile("Give the file a type such as image/png, or none.");
  }
  return Object.hasOwn(aliases, type) ? aliases[type] : type;
}

/** The more telling one of two types that the same bytes can have; undefined where they cannot have both. */
export function agreed(claimed: string, found: string): string | undefined {
  if (claimed === found || isMadeOf(claimed, found)) return claimed;
  if (isMadeOf(found, claimed)) return found;
  return containers.some((types) => types.has(claimed) && types.has(found)) ? claimed : undefined;
}

/** Whether files of a type are text that a person can read. */
export function isText(type: string): boolean {
  return /^(text\/.+|message\/rfc822|application\/(json|xml)|.+\+(json|xml))$/.test(type);
}

function isMadeOf(type: string, outer: string): boolean {
  return Object.hasOwn(madeOf, outer) && madeOf[outer]?.test(type) === true;
}
