import { hashesIn, type SizeRange } from "./drafts.ts";
import type { Answer, Call } from "./exchange.ts";
import { type Fault, fault } from "./faults.ts";
import type { Wish } from "./files.ts";
import { mediaAnswer } from "./media.ts";
import {
  type Checksums,
  type Facts,
  headersOf,
  isObjectName,
  type StoredObject,
} from "./object.ts";
import { fromHeaders, requireForRead, requireForWrite } from "./preconditions.ts";
import { cancelled, resumeIncomplete } from "./sessions.ts";
import { requireSignature } from "./signatures.ts";
import type { Store } from "./store.ts";
import { storeBytes } from "./store-bytes.ts";

/**
 * The XML API at /BUCKET/OBJECT, for addresses that were signed; whoever began a resumable upload
 * goes on with the address that answered, which nobody could guess.
 */
export async function answerXml(call: Call, store: Store): Promise<Answer> {
  const uploadId = call.query.get("upload_id");
  if (uploadId !== null) return resume(uploadId, call, store);
  requireSignature(call, store.signer, Date.now());
  switch (call.method) {
    case "GET":
    case "HEAD":
      return read(call, store);
    case "PUT":
      return write(call, store);
    case "POST":
      return beginResumable(call, store);
    case "DELETE":
      return remove(call, store);
    default:
      throw fault("methodNotAllowed");
  }
}

/** The error in the XML API's form. */
export function xmlProblem({ status, code, message, details }: Fault): Answer {
  const elements = Object.entries({ Code: code, Message: message, ...details }).map(
    ([name, value]) => `<${name}>${escaped(value)}</${name}>`,
  );
  return {
    status,
    headers: { "content-type": "application/xml; charset=UTF-8" },
    body: `<?xml version='1.0' encoding='UTF-8'?><Error>${elements.join("")}</Error>`,
  };
}

async function read(call: Call, store: Store): Promise<Answer> {
  const object = found(call, store);
  requireForRead(fromHeaders(call.headers), object);
  const type = call.query.get("response-content-type");
  const disposition = call.query.get("response-content-disposition");
  return mediaAnswer(store.files, object, {
    range: call.headers.range,
    headersOnly: call.method === "HEAD",
    headers: {
      etag: xmlEtag(object),
      ...(type !== null && { "content-type": type }),
      ...(disposition !== null && { "content-disposition": disposition }),
    },
  });
}

async function write(call: Call, store: Store): Promise<Answer> {
  const wish = wishOf(call, store);
  const length = call.headers["content-length"];
  const object = await storeBytes(store.files, wish, {
    body: call.body,
    checksums: checksumsOf(call),
    size: sizeRangeOf(call),
    declaredBytes: length === undefined ? undefined : Number(length),
  });
  return stored(object);
}

async function beginResumable(call: Call, store: Store): Promise<Answer> {
  if (call.headers["x-goog-resumable"] !== "start") throw fault("methodNotAllowed");
  const wish = wishOf(call, store);
  requireForWrite(wish.preconditions, store.files.find(wish.bucket, wish.name));
  const size = sizeRangeOf(call);
  const id = await store.sessions.begin({ ...wish, size, checksums: checksumsOf(call) });
  const location = `${call.url}${call.path}?upload_id=${id}`;
  return { status: 201, headers: { location, "x-guploader-uploadid": id, "content-length": 0 } };
}

async function resume(id: string, call: Call, { sessions }: Store): Promise<Answer> {
  if (call.method === "DELETE") {
    await sessions.cancel(id);
    return cancelled;
  }
  if (call.method !== "PUT") throw fault("methodNotAllowed");
  const progress = await sessions.put(id, call);
  return "object" in progress ? stored(progress.object) : resumeIncomplete(progress.received);
}

function remove(call: Call, store: Store): Answer {
  const object = found(call, store);
  requireForWrite(fromHeaders(call.headers), object);
  store.files.remove(object);
  return { status: 204 };
}

function stored(object: StoredObject): Answer {
  const headers = { ...headersOf(object), etag: xmlEtag(object), "content-length": 0 };
  return { status: 200, headers };
}

function found(call: Call, store: Store): StoredObject {
  const { bucket, name } = placeOf(call, store);
  const object = store.files.find(bucket, name);
  const generation = call.query.get("generation");
  if (!object || (generation !== null && generation !== object.generation)) {
    throw fault("noSuchKey", { Details: `No such object: ${bucket}/${name}` });
  }
  return object;
}

function wishOf(call: Call, store: Store): Wish {
  const place = placeOf(call, store);
  if (!isObjectName(place.name)) throw fault("invalid", { Details: "The name of the object." });
  return { ...place, facts: factsOf(call), preconditions: fromHeaders(call.headers) };
}

function placeOf({ path }: Call, { buckets }: Store): { bucket: string; name: string } {
  const [, bucket = "", name = ""] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(path)) ?? [];
  return { bucket: buckets.get(bucket).name, name };
}

function factsOf({ headers }: Call): Facts {
  const metadata = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith("x-goog-meta-") ? [[name.slice("x-goog-meta-".length), String(value)]] : [],
  );
  return {
    contentType: headers["content-type"],
    cacheControl: headers["cache-control"],
    contentDisposition: headers["content-disposition"],
    contentEncoding: headers["content-encoding"],
    contentLanguage: headers["content-language"],
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  };
}

function checksumsOf({ headers }: Call): Partial<Checksums> {
  const md5 = headers["content-md5"];
  return {
    ...(md5 !== undefined && { md5Hash: String(md5) }),
    ...hashesIn(headers["x-goog-hash"]),
  };
}

function sizeRangeOf({ headers }: Call): SizeRange | undefined {
  const header = headers["x-goog-content-length-range"];
  if (header === undefined) return undefined;
  const [, min, max] = /^(\d+),(\d+)$/.exec(String(header)) ?? [];
  if (min === undefined) throw fault("invalid", { Details: "x-goog-content-length-range" });
  return { min: Number(min), max: Number(max) };
}

function xmlEtag({ md5Hash }: StoredObject): string {
  return `"${Buffer.from(md5Hash, "base64").toString("hex")}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
