import { type Answer, json } from "./exchange.ts";
import { fault } from "./faults.ts";
import type { JsonCall } from "./json-api.ts";
import { listObjects } from "./listing.ts";
import { mediaAnswer } from "./media.ts";
import { etagOf, resourceOf, type StoredObject } from "./object.ts";
import { fromQuery, requireForRead, requireForWrite } from "./preconditions.ts";
import type { Store } from "./store.ts";
import { storeBytes } from "./store-bytes.ts";

export function list(call: JsonCall, { buckets, files }: Store): Answer {
  const { name } = buckets.get(call.names[0] ?? "");
  const { items, prefixes, nextPageToken } = listObjects(files.all(name), call.query);
  return json(200, {
    kind: "storage#objects",
    ...(items.length > 0 && { items: items.map((object) => resourceOf(object, call.url)) }),
    ...(prefixes.length > 0 && { prefixes }),
    ...(nextPageToken && { nextPageToken }),
  });
}

export async function get(call: JsonCall, store: Store): Promise<Answer> {
  const object = found(call, store);
  requireForRead(fromQuery(call.query, "if"), object);
  if (call.query.get("alt") !== "media") return json(200, resourceOf(object, call.url));
  return mediaAnswer(store.files, object, {
    range: call.headers.range,
    headersOnly: false,
    headers: { etag: etagOf(object) },
  });
}

export function remove(call: JsonCall, store: Store): Answer {
  const object = found(call, store);
  requireForWrite(fromQuery(call.query, "if"), object);
  store.files.remove(object);
  return { status: 204 };
}

/** Copies within the store, in one step; the facts of the source stay where none are given. */
export async function copy(call: JsonCall, store: Store): Promise<Answer> {
  const { names, query, url } = call;
  const source = found(call, store, "sourceGeneration");
  requireForRead(fromQuery(query, "ifSource"), source);
  const { name: bucket } = store.buckets.get(names[2] ?? "");
  const wish = {
    bucket,
    name: names[3] ?? "",
    facts: source,
    preconditions: fromQuery(query, "if"),
  };
  const object = await storeBytes(store.files, wish, { body: bytesOf(source, store) });
  const resource = resourceOf(object, url);
  if (call.path.includes("/copyTo/")) return json(200, resource);
  const size = String(object.size);
  const done = { kind: "storage#rewriteResponse", done: true, objectSize: size };
  return json(200, { ...done, totalBytesRewritten: size, resource });
}

function found(
  { names: [bucket = "", name = ""], query }: JsonCall,
  { buckets, files }: Store,
  parameter = "generation",
): StoredObject {
  const object = files.find(buckets.get(bucket).name, name);
  const generation = query.get(parameter);
  if (!object || (generation !== null && generation !== object.generation)) {
    throw fault("noSuchKey", { Details: `No such object: ${bucket}/${name}` });
  }
  return object;
}

async function* bytesOf(object: StoredObject, { files }: Store): AsyncIterable<Uint8Array> {
  const file = await files.open(object);
  yield* file.createReadStream();
}
