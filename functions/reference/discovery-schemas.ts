import { z } from "zod";
import { type JsonObject, nameIn } from "./schemas.ts";

/** Schemas in the dialect of Google's discovery documents, each with its id. */
export function discoverySchemas(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, { id, ...discoverySchema(schema) }]),
  );
}

const Schema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  readOnly: z.boolean().optional(),
});

/** One schema of JSON Schema in that dialect, which is older and knows less: what it cannot say is left out. */
export function discoverySchema(schema: unknown): JsonObject {
  const { description, readOnly, ...given } = Schema.parse(schema);
  const told = { ...(description !== undefined && { description }), ...(readOnly && { readOnly }) };
  const name = nameIn(given);
  if (name !== undefined) return { $ref: name, ...told };
  return { ...told, ...typeOf(given) };
}

function typeOf({ type, format, items, properties, ...given }: z.infer<typeof Schema>): JsonObject {
  switch (type ?? "any") {
    case "object":
      return objectOf(properties, given.additionalProperties);
    case "array":
      return { type: "array", items: discoverySchema(items) };
    case "integer":
      return { type, format: "int32" };
    case "number":
    case "boolean":
      return { type };
    case "string":
      return { type, ...formatOf(format), ...enumOf(given) };
    default:
      return choiceOf(given.anyOf);
  }
}

function objectOf(properties: JsonObject | undefined, rest: unknown): JsonObject {
  if (!properties && typeof rest === "object" && rest !== null) {
    return { type: "object", additionalProperties: discoverySchema(rest) };
  }
  const entries = Object.entries(properties ?? {});
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, each]) => [name, discoverySchema(each)])),
  };
}

function formatOf(format: string | undefined): JsonObject {
  return format === "date-time" ? { format: "google-datetime" } : {};
}

function enumOf({ const: only, enum: some }: Pick<z.infer<typeof Schema>, "const" | "enum">) {
  const values = only === undefined ? some : [only];
  return values ? { enum: values } : {};
}

/** Of several forms the first that has a type of its own: the one that every client can write. */
function choiceOf(forms: unknown[] = []): JsonObject {
  const first = forms.map(discoverySchema).find(({ type, enum: only }) => type && !only);
  return first ?? { type: "any" };
}
