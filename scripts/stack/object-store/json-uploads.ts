import { z } from "zod";
import { hashesIn } from "./drafts.ts";
import { type Answer, json, readText } from "./exchange.ts";
import { fault } from "./faults.ts";
import type { Wish } from "./files.ts";
import type { JsonCall } from "./json-api.ts";
import { readMultipart } from "./multipart.ts";
import { type Checksums, isObjectName, resourceOf } from "./object.ts";
import { fromQuery } from "./preconditions.ts";
import { cancelled, resumeIncomplete } from "./sessions.ts";
import type { Store } from "./store.ts";
import { storeBytes } from "./store-bytes.ts";

const Text = z.string().optional();

/** What an uploader may state; anything else of an object's resource is accepted and ignored. */
const Metadata = z.object({
  name: Text,
  contentType: Text,
  cacheControl: Text,
  contentDisposition: Text,
  contentEncoding: Text,
  contentLanguage: Text,
  metadata: z.record(z.string(), z.string()).optional(),
  crc32c: Text,
  md5Hash: Text,
});
type Metadata = z.infer<typeof Metadata>;

const metadataBytesMax = 256 * 1024;

/** Takes a whole object, or begins a resumable upload. */
export async function begin(call: JsonCall, store: Store): Promise<Answer> {
  store.buckets.get(call.names[0] ?? "");
  const type = call.query.get("uploadType");
  if (type === "media") return simple(call, store);
  if (type === "multipart") return multipart(call, store);
  if (type === "resumable") return resumable(call, store);
  throw fault("invalid", { Details: "uploadType" });
}

/** Takes a chunk of a resumable upload, or tells how far it is. */
export async function put(call: JsonCall, { sessions }: Store): Promise<Answer> {
  const progress = await sessions.put(call.query.get("upload_id") ?? "", call);
  if ("object" in progress) return json(200, resourceOf(progress.object, call.url));
  return resumeIncomplete(progress.received);
}

export async function cancel({ query }: JsonCall, { sessions }: Store): Promise<Answer> {
  await sessions.cancel(query.get("upload_id") ?? "");
  return cancelled;
}

async function simple(call: JsonCall, store: Store): Promise<Answer> {
  const wish = wishOf(call, { contentType: call.headers["content-type"] });
  const checksums = hashesIn(call.headers["x-goog-hash"]);
  const object = await storeBytes(store.files, wish, { body: call.body, checksums });
  return json(200, resourceOf(object, call.url));
}

async function multipart(call: JsonCall, store: Store): Promise<Answer> {
  const parts = await readMultipart(call.headers["content-type"], call.body);
  const metadata = Metadata.safeParse(parts.metadata);
  if (!metadata.success) throw fault("invalid", { Details: z.prettifyError(metadata.error) });
  const contentType = metadata.data.contentType ?? parts.contentType;
  const wish = wishOf(call, { ...metadata.data, contentType });
  const checksums = { ...checksumsOf(metadata.data), ...hashesIn(call.headers["x-goog-hash"]) };
  const object = await storeBytes(store.files, wish, { body: parts.bytes, checksums });
  return json(200, resourceOf(object, call.url));
}

async function resumable(call: JsonCall, { sessions }: Store): Promise<Answer> {
  const text = await readText(call.body, metadataBytesMax);
  const metadata = Metadata.safeParse(parse(text));
  if (!metadata.success) throw fault("invalid", { Details: z.prettifyError(metadata.error) });
  const sent = call.headers["x-upload-content-type"];
  const contentType = metadata.data.contentType ?? [sent].flat()[0];
  const wish = wishOf(call, { ...metadata.data, contentType });
  const id = await sessions.begin({ ...wish, checksums: checksumsOf(metadata.data) });
  const query = new URLSearchParams({ uploadType: "resumable", name: wish.name, upload_id: id });
  const location = `${call.url}/upload/storage/v1/b/${wish.bucket}/o?${query.toString()}`;
  return { status: 200, headers: { location, "x-guploader-uploadid": id, "content-length": 0 } };
}

function wishOf({ names, query }: JsonCall, metadata: Metadata): Wish {
  const { crc32c: _crc32c, md5Hash: _md5Hash, name: stated, ...facts } = metadata;
  const name = query.get("name") ?? stated ?? "";
  if (!isObjectName(name)) throw fault("invalid", { Details: "The name of the object." });
  return {
    bucket: names[0] ?? "",
    name,
    facts,
    preconditions: fromQuery(query, "if"),
  };
}

function checksumsOf({ crc32c, md5Hash }: Metadata): Partial<Checksums> {
  return { ...(crc32c && { crc32c }), ...(md5Hash && { md5Hash }) };
}

function parse(text: string | undefined): unknown {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    throw fault("invalid", { Details: "The body is not JSON." });
  }
}
