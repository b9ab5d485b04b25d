import { z } from "zod";

export type JsonObject = Record<string, unknown>;

/** Which side of a schema is meant: what a caller sends, or what it gets. */
export type Side = "input" | "output";

/** The named schemas met so far, by their names in the document. */
export type SchemaBook = {
  schemas: JsonObject;
  /** A schema as it stands in a document: a reference where it has a name, or is given one. */
  use(schema: z.ZodType, side: Side, name?: string): JsonObject;
};

/**
 * Collects zod schemas as JSON Schema 2020-12. Throws where two different schemas claim one name, or where a
 * schema cannot be written as JSON Schema.
 */
export function schemaBook(): SchemaBook {
  const schemas: JsonObject = {};
  const enter = (name: string, schema: unknown) => {
    if (Object.hasOwn(schemas, name) && JSON.stringify(schemas[name]) !== JSON.stringify(schema)) {
      throw new Error(`Two schemas are called ${name}: give one of them another id.`);
    }
    schemas[name] = schema;
  };
  const use = (schema: z.ZodType, side: Side, name?: string) => {
    const { $schema: _dialect, $defs, ...root } = converted(schema, side);
    for (const [id, named] of Object.entries($defs ?? {})) enter(id, bare(named));
    if (name === undefined || root["$ref"] !== undefined) return root;
    enter(name, root);
    return { $ref: `${schemaPath}${name}` };
  };
  return { schemas, use };
}

/** The name behind a reference to a schema of the book; undefined for what is no reference. */
export function nameIn(schema: unknown): string | undefined {
  const ref = z.looseObject({ $ref: z.string() }).safeParse(schema).data?.$ref;
  return ref?.slice(schemaPath.length);
}

const schemaPath = "#/components/schemas/";

function converted(schema: z.ZodType, side: Side): JsonObject & { $defs?: JsonObject } {
  const json = z.toJSONSchema(schema, {
    io: side,
    override: ({ jsonSchema }) => {
      // The library's patterns for times and addresses are longer than what they describe.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // A client must take fields that it does not know yet; the service refuses those it does not know.
      if (side === "output" && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  return JSON.parse(JSON.stringify(json), (key, value) =>
    key === "$ref" && typeof value === "string" ? value.replace("#/$defs/", schemaPath) : value,
  );
}

function bare(named: unknown): JsonObject {
  const { $id: _id, id: _name, ...schema } = z.record(z.string(), z.unknown()).parse(named);
  return schema;
}
