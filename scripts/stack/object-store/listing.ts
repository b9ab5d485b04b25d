import { fault } from "./faults.ts";
import type { StoredObject } from "./object.ts";

/** A page of objects by name, and of the common beginnings of names that `delimiter` cuts. */
export type Listing = { items: StoredObject[]; prefixes: string[]; nextPageToken?: string };

const pageMax = 1_000;

/** Lists as the JSON API documents it: names in the order of their UTF-8 bytes. */
export function listObjects(objects: StoredObject[], query: URLSearchParams): Listing {
  const { prefix, delimiter, after, size } = parametersOf(query);
  const listing: Listing = { items: [], prefixes: [] };
  let last = after;
  for (const object of within(objects, query)) {
    const cut = delimiter === "" ? -1 : object.name.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? undefined : object.name.slice(0, cut + delimiter.length);
    const entry = group ?? object.name;
    if (last !== undefined && byteOrder(entry) <= byteOrder(last)) continue;
    if (listing.items.length + listing.prefixes.length === size) {
      return { ...listing, nextPageToken: Buffer.from(last ?? "").toString("base64url") };
    }
    if (group === undefined) listing.items.push(object);
    else listing.prefixes.push(group);
    last = entry;
  }
  return listing;
}

function parametersOf(query: URLSearchParams) {
  const token = query.get("pageToken");
  const asked = Number(query.get("maxResults") ?? pageMax);
  if (!Number.isInteger(asked) || asked < 1) throw fault("invalid", { Details: "maxResults" });
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    /** The name or beginning with which the page before ended. */
    after: token ? Buffer.from(token, "base64url").toString("utf8") : undefined,
    size: Math.min(asked, pageMax),
  };
}

function within(objects: StoredObject[], query: URLSearchParams): StoredObject[] {
  const prefix = query.get("prefix") ?? "";
  const from = byteOrder(query.get("startOffset") ?? "");
  const end = query.get("endOffset") ?? "";
  return objects
    .filter(({ name }) => name.startsWith(prefix))
    .map((object) => ({ object, key: byteOrder(object.name) }))
    .filter(({ key }) => key >= from && (end === "" || key < byteOrder(end)))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
}

/** JavaScript orders text by UTF-16 units; as one character a byte it is ordered by its UTF-8. */
function byteOrder(text: string): string {
  return Buffer.from(text).toString("latin1");
}
