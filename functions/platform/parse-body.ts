import { invalid, type Violation } from "#domain/refusal.ts";
import type { Asked } from "./exchange.ts";
import { jsonFaults } from "./json-faults.ts";

const depthMax = 20;

/**
 * The JSON object of a body, its keys in lowerCamelCase and without what is `null`; `{}` where
 * there is no body. Throws `INVALID_ARGUMENT` for another content type and for what is no JSON.
 */
export function parseBody({ body, headers }: Asked): Record<string, unknown> {
  const text = decode(body);
  if (text.trim() === "") return {};
  const type = headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw invalid({
      field: "Content-Type",
      description: "Send the body as Content-Type: application/json.",
    });
  }
  const faults = jsonFaults(text, depthMax);
  const parsed = parse(text);
  if (!isObject(parsed)) {
    throw invalid({ field: "body", description: "Send one JSON object, such as {}." });
  }
  const tidy = tidied(parsed, { path: "", faults });
  if (faults.length > 0) throw invalid(...faults);
  return isObject(tidy) ? tidy : {};
}

/** `display_name` to `displayName`: the spelling that proto3 JSON accepts besides its own. */
export function camelCase(name: string): string {
  return name.replaceAll(/(?<=[A-Za-z0-9])_([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalid({ field: "body", description: "Send the body in UTF-8." });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be anybody's secret.
    throw invalid({ field: "body", description: "The body is not well-formed JSON." });
  }
}

type Place = { path: string; faults: Violation[] };

function tidied(value: unknown, place: Place): unknown {
  if (typeof value === "string" && !value.isWellFormed()) {
    // Half a character cannot be stored in UTF-8: the database would keep another text than was checked.
    place.faults.push({ field: place.path, description: "Give well-formed text." });
  }
  const below = (name: string): Place => ({
    ...place,
    path: place.path === "" ? name : `${place.path}.${name}`,
  });
  if (Array.isArray(value)) return value.map((item, i) => tidied(item, below(String(i))));
  if (!isObject(value)) return value;
  return tidyObject(value, below, place.faults);
}

function tidyObject(
  value: Record<string, unknown>,
  below: (name: string) => Place,
  faults: Violation[],
): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    if (item === null) continue;
    const name = camelCase(key);
    const place = below(key);
    if (entries.has(name)) {
      faults.push({
        field: place.path,
        description: "This field is given twice, in two spellings.",
      });
    }
    entries.set(name, tidied(item, place));
  }
  // `fromEntries` defines own properties, so that the key `__proto__` stays a key and is refused as unknown.
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
