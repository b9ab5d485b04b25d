import mask from "json-mask";
import { invalid } from "#domain/refusal.ts";

/**
 * The part of a reply that the standard parameter `fields` selects, such as
 * `cases(name,state),nextPageToken` or `creator/email`; all of it where nothing is selected.
 */
export function partial(reply: unknown, fields: string | undefined): unknown {
  if (fields === undefined || fields === "*") return reply;
  if (!/^[\w*/,().\s-]{1,1000}$/.test(fields) || !balanced(fields)) {
    throw invalid({
      field: "fields",
      description: "Give names joined by commas, with / or ( ) for what lies below.",
    });
  }
  return mask(reply, fields.replaceAll(/\s/g, "")) ?? {};
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
