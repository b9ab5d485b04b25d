import { z } from "zod";
import type { Contract, Shape } from "#platform/contract.ts";
import { MediaReply } from "#platform/media.ts";
import type { Example } from "./examples/example.ts";
import type { JsonObject, SchemaBook } from "./schemas.ts";

/** The parameters that many functions take. */
export const sharedParameters = {
  fields: {
    name: "fields",
    in: "query",
    description:
      "The part of the answer that is wanted, such as `cases(name,state),nextPageToken`. A name that no answer has selects nothing.",
    schema: { type: "string", maxLength: 1_000 },
  },
  requestId: {
    name: "requestId",
    in: "query",
    description:
      "An idempotency key: the same request with the same key gets the same answer for 24 hours, and nothing happens twice. Also taken as the header `Idempotency-Key`.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,128}$" },
  },
  idempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "The same as `requestId`; where both are given, they must be alike.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,128}$" },
  },
  validateOnly: {
    name: "validateOnly",
    in: "query",
    description:
      "Rehearse: the answer is the resource that would result, with `rehearsal`. Nothing is stored, nobody is mailed.",
    schema: { type: "boolean", default: false },
  },
  ifMatch: {
    name: "If-Match",
    in: "header",
    description: "The etag that you read, which the body can hold as well. Stale: 409.",
    schema: { type: "string" },
  },
  range: {
    name: "Range",
    in: "header",
    description: "One range of the bytes, such as `bytes=0-1023`; answered with 206.",
    schema: { type: "string" },
  },
  ifRange: {
    name: "If-Range",
    in: "header",
    description: "The `ETag` for which the range is meant; all bytes are sent if it is no more.",
    schema: { type: "string" },
  },
} as const;

/** The parameters of one path of a function: those of its path, its own and the shared ones. */
export function parametersOf(
  contract: Contract,
  template: string,
  { book, example }: { book: SchemaBook; example: Example | undefined },
): JsonObject[] {
  const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const params = inPath
    .filter((name) => name !== "version")
    .map((name) => {
      const schema = book.use(fieldOf(contract.params, name), "input");
      return described({ name, in: "path", required: true }, schema, example?.params?.[name]);
    });
  const query = ownQuery(contract, book).map(({ name, required, schema }) =>
    described({ name, in: "query", ...(required && { required }) }, schema, example?.query?.[name]),
  );
  return [...params, ...query, ...sharedBy(contract, example)];
}

/** The query parameters that are a function's own, each with its schema and what describes it. */
export function ownQuery(
  { query }: Pick<Contract, "query">,
  book: SchemaBook,
): { name: string; required: boolean; schema: JsonObject }[] {
  return Object.keys(query).map((name) => {
    const field = fieldOf(query, name);
    const required = !field.safeParse(undefined).success;
    return { name, required, schema: plain(book.use(field, "input")) };
  });
}

function fieldOf(shape: Shape, name: string): z.ZodType {
  const field = z.object(shape).shape[name];
  if (!field) throw new Error(`The path names ${name}, and the contract does not.`);
  return field;
}

/** An address holds texts; what these stand for is told as numbers and booleans, and what is left out is not told. */
function plain({ default: fallback, ...schema }: JsonObject): JsonObject {
  const kept = fallback === undefined || fallback === "" ? {} : { default: fallback };
  if (JSON.stringify(schema["enum"]) === '["true","false"]') {
    const { enum: _texts, ...rest } = schema;
    return { ...rest, type: "boolean", ...kept };
  }
  if (typeof schema["pattern"] === "string" && schema["pattern"].startsWith("^\\d{")) {
    const { pattern: _digits, ...rest } = schema;
    return { ...rest, type: "integer", minimum: 0, ...kept };
  }
  // A mask may also come as a repeated parameter, which no client has to know.
  const [first] = z.array(z.record(z.string(), z.unknown())).catch([]).parse(schema["anyOf"]);
  if (first?.["type"] === "string" && first["const"] === undefined) {
    const { anyOf: _forms, ...rest } = schema;
    return { ...rest, ...first, ...kept };
  }
  return { ...schema, ...kept };
}

function described(place: JsonObject, schema: JsonObject, example: unknown): JsonObject {
  const { description, examples: _examples, ...rest } = schema;
  return {
    ...place,
    ...(description !== undefined && { description }),
    schema: rest,
    ...(example !== undefined && { example: typed(example, rest) }),
  };
}

function typed(example: unknown, { type }: JsonObject): unknown {
  return typeof example === "string" && (type === "integer" || type === "boolean")
    ? JSON.parse(example)
    : example;
}

function sharedBy(contract: Contract, example: Example | undefined): JsonObject[] {
  const names: (keyof typeof sharedParameters)[] = [];
  if (contract.body) names.push("requestId", "idempotencyKey", "validateOnly");
  if (contract.body && takesEtag(contract.body)) names.push("ifMatch");
  names.push(
    ...(contract.reply === MediaReply ? (["range", "ifRange"] as const) : (["fields"] as const)),
  );
  return names.map((name) => {
    const shared = sharedParameters[name];
    const shown = example?.query?.[shared.name];
    return shown === undefined
      ? { $ref: `#/components/parameters/${name}` }
      : { ...shared, example: typed(shown, shared.schema) };
  });
}

function takesEtag(body: z.ZodType): boolean {
  return body instanceof z.ZodObject && Object.hasOwn(body.shape, "etag");
}
