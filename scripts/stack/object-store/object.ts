/** What an uploader states of an object, besides its bytes. */
export type Facts = {
  contentType?: string | undefined;
  cacheControl?: string | undefined;
  contentDisposition?: string | undefined;
  contentEncoding?: string | undefined;
  contentLanguage?: string | undefined;
  metadata?: Record<string, string> | undefined;
};

/** Base64, as everywhere in the API. */
export type Checksums = { crc32c: string; md5Hash: string };

/** One generation of an object. */
export type StoredObject = Facts &
  Checksums & {
    bucket: string;
    name: string;
    /** Microseconds since 1970 of its making, and greater than that of any object before. */
    generation: string;
    size: number;
    createdAt: string;
  };

/** The JSON API's resource; `url` is the store's own address. */
export function resourceOf(object: StoredObject, url: string): Record<string, unknown> {
  const { bucket, name, generation, size, createdAt, crc32c, md5Hash, ...facts } = object;
  const path = `b/${bucket}/o/${encodeURIComponent(name)}`;
  return {
    kind: "storage#object",
    id: `${bucket}/${name}/${generation}`,
    selfLink: `${url}/storage/v1/${path}`,
    mediaLink: `${url}/download/storage/v1/${path}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation,
    metageneration: "1",
    ...facts,
    storageClass: "STANDARD",
    size: String(size),
    md5Hash,
    crc32c,
    etag: etagOf(object),
    timeCreated: createdAt,
    updated: createdAt,
    timeStorageClassUpdated: createdAt,
    timeFinalized: createdAt,
  };
}

export function etagOf({ generation }: StoredObject): string {
  return Buffer.from(`${generation}/1`).toString("base64");
}

/** The headers with which both APIs describe an object whose bytes they send or were sent. */
export function headersOf(object: StoredObject): Record<string, string> {
  return {
    "x-goog-generation": object.generation,
    "x-goog-metageneration": "1",
    "x-goog-hash": `crc32c=${object.crc32c},md5=${object.md5Hash}`,
    "x-goog-stored-content-length": String(object.size),
    "x-goog-stored-content-encoding": object.contentEncoding ?? "identity",
    "x-goog-storage-class": "STANDARD",
  };
}

/** 1 to 1,024 bytes, no line ends, and neither of the two names that stand for folders. */
export function isObjectName(name: string): boolean {
  const bytes = Buffer.byteLength(name);
  return bytes >= 1 && bytes <= 1_024 && !/[\r\n]/.test(name) && name !== "." && name !== "..";
}
