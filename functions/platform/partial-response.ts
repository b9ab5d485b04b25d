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
  return selected(reply, mask.compile(fields.replaceAll(/\s/g, "")) ?? {}) ?? {};
}

type Names = NonNullable<ReturnType<typeof mask.compile>>;

/**
 * Never throws: a write is stored by now. The library's own filter takes a text for an object, throws on
 * what is asked below one, and reads inherited properties as well, such as `constructor`.
 */
function selected(value: unknown, names: Names | undefined): unknown {
  if (names === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => selected(item, names)).filter((item) => item !== undefined);
    return items.length > 0 || value.length === 0 ? items : undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const parts = Object.entries(names).flatMap(([wanted, { isWildcard, properties }]) =>
    Object.entries(value)
      .filter(([name]) => isWildcard || name === wanted)
      .map(([name, item]) => [name, selected(item, properties)] as const),
  );
  return Object.fromEntries(parts.filter(([, item]) => item !== undefined));
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
