import { type Bucket, CRC32C, type File, Storage } from "@google-cloud/storage";
import { z } from "zod";
import type { FileStore, StoredFile } from "#domain/file-store.ts";
import { AnyInstant } from "#domain/instant.ts";
import { config } from "#platform/config.ts";
import { beginReading } from "./transfer.ts";
import { isMissingFile, statusOf, withRetries } from "./transient.ts";

/** The fields of Cloud Storage's object resource that make a stored file. */
const Resource = z.object({
  name: z.string(),
  generation: z.coerce.string(),
  size: z.coerce.number(),
  contentType: z.string().default("application/octet-stream"),
  crc32c: z.string(),
  md5Hash: z.string().optional(),
  timeCreated: AnyInstant,
  contentEncoding: z.string().optional(),
  cacheControl: z.string().optional(),
});

const pageSize = 1_000;

let attachments: Bucket | undefined;

/**
 * The bucket of this process, made on first use. The client's own retries are off: storage 8.4 ends
 * the process when a download that it retries meets a 503 (googleapis/google-cloud-node#8670).
 */
function bucket(): Bucket {
  attachments ??= new Storage({
    projectId: config().GOOGLE_CLOUD_PROJECT,
    retryOptions: { autoRetry: false },
  }).bucket(config().ATTACHMENT_BUCKET);
  return attachments;
}

/** Files in the bucket of attachments; what is busy is tried again, and refused as UNAVAILABLE in the end. */
export function cloudStorageFiles(): FileStore {
  return {
    put,
    stat,
    async read({ object, generation }, range) {
      return withRetries(() => beginReading(bucket().file(object, { generation }), range));
    },
    async remove({ object, generation }) {
      const file = bucket().file(object, { generation });
      await withRetries(() => file.delete({ ignoreNotFound: true }));
    },
    async uploadTicket({ object, contentType, sizeBytes, expiresAt }) {
      const extensionHeaders = {
        "x-goog-content-length-range": `${sizeBytes},${sizeBytes}`,
        "x-goog-if-generation-match": "0",
      };
      const [url] = await bucket()
        .file(object)
        .getSignedUrl({
          ...signedUntil(expiresAt),
          action: "write",
          contentType,
          extensionHeaders,
        });
      return { url, headers: { "content-type": contentType, ...extensionHeaders } };
    },
    async downloadUrl({ object, generation }, { contentType, disposition, expiresAt }) {
      const [url] = await bucket()
        .file(object, { generation })
        .getSignedUrl({
          ...signedUntil(expiresAt),
          action: "read",
          responseType: contentType,
          responseDisposition: disposition,
        });
      return url;
    },
    list,
  };
}

async function put(object: string, bytes: Uint8Array, contentType: string): Promise<StoredFile> {
  const crc32c = checksumOf(bytes);
  const file = bucket().file(object);
  try {
    await withRetries(() =>
      file.save(bytes, {
        resumable: false,
        // The store compares the checksum before it keeps anything; the client would do so afterwards.
        validation: false,
        metadata: { contentType, crc32c },
        preconditionOpts: { ifGenerationMatch: 0 },
      }),
    );
    return storedFile(file);
  } catch (error) {
    if (statusOf(error) !== 412) throw error;
    const there = await stat(object);
    if (there?.crc32c === crc32c && there.sizeBytes === bytes.length) return there;
    throw new Error(`There are other bytes under ${object}.`, { cause: error });
  }
}

async function stat(object: string): Promise<StoredFile | undefined> {
  const file = bucket().file(object);
  try {
    await withRetries(() => file.getMetadata());
    return storedFile(file);
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

async function* list(from: string, to: string): AsyncIterable<StoredFile> {
  let pageToken: string | undefined;
  do {
    const [files, next] = await withRetries(() =>
      bucket().getFiles({
        autoPaginate: false,
        maxResults: pageSize,
        startOffset: from,
        endOffset: to,
        ...(pageToken !== undefined && { pageToken }),
      }),
    );
    yield* files.map(storedFile);
    pageToken = next?.pageToken;
  } while (pageToken !== undefined);
}

/** Cloud Storage counts whole seconds, and at least one. */
function signedUntil(expiresAt: string) {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const seconds = Math.max(nowSeconds + 1, Math.floor(Date.parse(expiresAt) / 1_000));
  return {
    version: "v4" as const,
    accessibleAt: nowSeconds * 1_000,
    expires: seconds * 1_000,
  };
}

function storedFile({ metadata }: File): StoredFile {
  const { name, size, md5Hash, timeCreated, contentEncoding, cacheControl, ...same } =
    Resource.parse(metadata);
  const servedOtherwise = (contentEncoding ?? "identity") !== "identity" || !!cacheControl;
  return {
    object: name,
    sizeBytes: size,
    md5: md5Hash,
    createdAt: timeCreated,
    servedOtherwise,
    ...same,
  };
}

function checksumOf(bytes: Uint8Array): string {
  const checksum = new CRC32C();
  checksum.update(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return checksum.toString();
}
