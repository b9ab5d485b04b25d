import type { Instant } from "./instant.ts";

/** One version of a stored file: `generation` tells it from whatever may be written under its name later. */
export type FileRef = { object: string; generation: string };

/** What the store says of a file. Checksums are base64, as the store gives them. */
export type StoredFile = FileRef & {
  sizeBytes: number;
  contentType: string;
  crc32c: string;
  md5: string | undefined;
  /** True where whoever wrote it said how it is to be served: encoded, so that other bytes come out, or from caches. */
  servedOtherwise: boolean;
  createdAt: Instant;
};

/** Bytes from `first` to `last`, both counted from 0 and both included. */
export type ByteRange = { first: number; last: number };

/** What an address lets its holder write: exactly one file of this name, type and size, once, until then. */
export type UploadWish = {
  object: string;
  contentType: string;
  sizeBytes: number;
  expiresAt: Instant;
};

/** A request that the holder of a signed address makes: PUT to `url` with exactly these headers. */
export type UploadTicket = { url: string; headers: Record<string, string> };

/** How a browser is to take the bytes behind a signed address. */
export type DownloadWish = { contentType: string; disposition: string; expiresAt: Instant };

/** Where the bytes of attachments lie. Names are never made of what a caller gave. */
export interface FileStore {
  /**
   * Writes a file that is not there yet, whole or not at all. Done again with the same bytes after an
   * answer that got lost, it answers as the first time; other bytes under a name that exists are an error.
   */
  put(object: string, bytes: Uint8Array, contentType: string): Promise<StoredFile>;
  /** The newest version under a name; undefined where there is none. */
  stat(object: string): Promise<StoredFile | undefined>;
  /**
   * The bytes of one version, the range alone where one is given. Resolves when the store has begun to
   * answer; undefined where that version is gone. A transfer that breaks off rejects while it is read.
   */
  read(file: FileRef, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Removes one version for good; one that is gone already is as good as removed. */
  remove(file: FileRef): Promise<void>;
  /** A signed address to write to, without passing through a function. */
  uploadTicket(wish: UploadWish): Promise<UploadTicket>;
  /** A signed address to read one version from, until it expires: it cannot be taken back. */
  downloadUrl(file: FileRef, wish: DownloadWish): Promise<string>;
  /** The files whose names lie from `from` to below `to`, in the order of their names. */
  list(from: string, to: string): AsyncIterable<StoredFile>;
}
