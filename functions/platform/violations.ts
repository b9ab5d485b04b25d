import type { z } from "zod";
import type { Violation } from "#domain/refusal.ts";

/** Every fault that a schema found, each naming the field as JSON does and saying what would be right. */
export function violationsOf(error: z.ZodError, input: unknown): Violation[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: pathOf([...issue.path, key]),
        description: "There is no such field: leave it out, or check its spelling.",
      }));
    }
    const missing = issue.code !== "custom" && valueAt(input, issue.path) === undefined;
    return [
      { field: pathOf(issue.path), description: missing ? "This is required." : issue.message },
    ];
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined,
    input,
  );
}
