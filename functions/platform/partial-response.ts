import mask from "json-mask";
import type { Violation } from "#domain/refusal.ts";

/** What is wrong with a selection, to be told before anything is done for its request. */
export function fieldsFaults(fields: string | undefined): Violation[] {
  if (fields === undefined || (/^[\w*/,().\s-]{1,1000}$/.test(fields) && balanced(fields)))
    return [];
  const description = "Give names joined by commas, with / or ( ) for what lies below.";
  return [{ field: "fields", description }];
}

/**
 * The part of a reply that the standard parameter `fields` selects, such as
 * `cases(name,state),nextPageToken` or `creator/email`; all of it where nothing is selected.
 */
export function partial(reply: unknown, fields: string | undefined): unknown {
  if (fields === undefined || fields === "*") return reply;
  return mask(ownOnly(reply), fields.replaceAll(/\s/g, "")) ?? {};
}

/** A copy of JSON without prototypes: the library reads inherited properties as well, such as `constructor`. */
function ownOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownOnly);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, ownOnly(item)]);
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
