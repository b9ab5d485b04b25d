import type { Contract } from "#platform/contract.ts";
import type { HttpFunction } from "#platform/http-function.ts";
import { answersOf, sharedAnswers } from "./reference/answers.ts";
import { bodyOf } from "./reference/bodies.ts";
import { errorSchemas } from "./reference/error-schemas.ts";
import type { Example } from "./reference/examples/example.ts";
import { introduction } from "./reference/info.ts";
import { parametersOf, sharedParameters } from "./reference/parameters.ts";
import { type JsonObject, type SchemaBook, schemaBook } from "./reference/schemas.ts";
import { tagOf, tags } from "./reference/tags.ts";

/** Examples by the names of the functions. */
type Examples = Readonly<Record<string, Example>>;

/** The OpenAPI 3.1 document of these functions, at `/v2`: the same for the same functions. */
export function openApiOf(functions: readonly HttpFunction[], examples: Examples): JsonObject {
  const book = schemaBook();
  const paths: Record<string, JsonObject> = {};
  for (const { contract } of functions) {
    for (const template of contract.paths) {
      const path = template.replace("{version}", "v2");
      const operation = operationOf(contract, template, { book, examples });
      paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation };
    }
  }
  const { responses, examples: refused } = sharedAnswers;
  return {
    openapi: "3.1.0",
    info: { title: "Support cases for resellers", version: "v2", description: introduction },
    servers: [{ url: "/", description: "Where this page comes from." }],
    security: [{ idToken: [] }],
    tags,
    paths: inOrder(paths),
    components: {
      securitySchemes: { idToken },
      parameters: sharedParameters,
      responses,
      examples: refused,
      schemas: inOrder({ ...book.schemas, ...errorSchemas }),
    },
  };
}

const idToken = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
  description: "The ID token of Firebase Authentication, for an address that is verified.",
};

function operationOf(
  contract: Contract,
  template: string,
  { book, examples }: { book: SchemaBook; examples: Examples },
): JsonObject {
  const { name, summary, description } = contract;
  const example = Object.hasOwn(examples, name) ? examples[name] : undefined;
  const requestBody = bodyOf(contract, template, { book, example: example?.body });
  return {
    operationId: operationId(contract, template),
    tags: [tagOf(contract)],
    summary,
    description,
    // No part of the description, which holds wherever the product runs: the page tells it in a demo alone.
    ...(example && { "x-demo-caller": example.by }),
    parameters: parametersOf(contract, template, { book, example }),
    ...(requestBody && { requestBody }),
    responses: answersOf(contract, book),
  };
}

/** A function's own name; at its further paths, with what these add or lack. */
function operationId({ name, paths: [first, ...others] }: Contract, template: string): string {
  if (!others.includes(template)) return name;
  if (first.startsWith("/upload/")) return `${name}Metadata`;
  const added = parametersIn(template).filter((each) => !parametersIn(first).includes(each));
  return `${name}Of${added.map((each) => `${each[0]?.toUpperCase()}${each.slice(1)}`).join("")}`;
}

function parametersIn(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function inOrder<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
