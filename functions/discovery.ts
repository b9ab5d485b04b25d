import type { Contract } from "#platform/contract.ts";
import type { HttpFunction } from "#platform/http-function.ts";
import { MediaReply } from "#platform/media.ts";
import { methodParameters, standardParameters } from "./reference/discovery-parameters.ts";
import { discoverySchemas } from "./reference/discovery-schemas.ts";
import { introduction } from "./reference/info.ts";
import { methodPath } from "./reference/method-path.ts";
import { type JsonObject, nameIn, type SchemaBook, schemaBook } from "./reference/schemas.ts";

export type Version = "v2" | "v2beta";

type Resource = { methods?: JsonObject; resources?: Record<string, Resource> };

/**
 * The discovery document of these functions, as Google publishes such of its Cloud Support API, for clients that build
 * themselves from it. Without `rootUrl`, `baseUrl` and `documentationLink`, which hang on where it is asked for.
 */
export function discoveryOf(functions: readonly HttpFunction[], version: Version): JsonObject {
  const book = schemaBook();
  const root: Resource = {};
  for (const { contract } of functions) {
    const [method = "", ...path] = contract.methodId.split(".").toReversed();
    const resource = path.toReversed().reduce(below, root);
    resource.methods = { ...resource.methods, [method]: methodOf(contract, version, book) };
  }
  return {
    kind: "discovery#restDescription",
    discoveryVersion: "v1",
    id: `cloudsupport:${version}`,
    name: "cloudsupport",
    version,
    canonicalName: "Cloud Support",
    title: "Support cases for resellers",
    description: introduction,
    protocol: "rest",
    servicePath: "",
    basePath: "",
    batchPath: "batch",
    fullyEncodeReservedExpansion: true,
    auth: { oauth2: { scopes } },
    parameters: standardParameters,
    resources: root.resources,
    schemas: { ...discoverySchemas(book.schemas), Media },
  };
}

// No scope is asked for here, but Python's client drops its credentials where a document names none.
const scopes = {
  "https://www.googleapis.com/auth/cloud-platform": {
    description: "The ID token of Firebase Authentication says who you are; scopes do not count.",
  },
};

const Media = { id: "Media", type: "object", description: "The bytes of a file.", properties: {} };

function below(resource: Resource, name: string): Resource {
  resource.resources ??= {};
  const child = resource.resources[name] ?? {};
  resource.resources[name] = child;
  return child;
}

function methodOf(contract: Contract, version: Version, book: SchemaBook): JsonObject {
  const { body, method, methodId, name, reply, summary, description } = contract;
  const { path, flatPath, uploadPath, resource } = methodPath(contract, version);
  const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const parameters = methodParameters(contract, resource, book);
  const download = reply === MediaReply;
  return {
    id: `cloudsupport.${methodId}`,
    description: `${summary}. ${description}`,
    httpMethod: method,
    path,
    flatPath,
    parameterOrder: resource ? [resource.parameter] : [],
    parameters,
    ...(body && { request: named(book.use(body, "input", `${title}Request`)) }),
    response: download ? { $ref: "Media" } : named(book.use(reply, "output", `${title}Response`)),
    ...(download && { supportsMediaDownload: true, useMediaDownloadService: true }),
    ...(uploadPath !== undefined && { supportsMediaUpload: true, mediaUpload: upload(uploadPath) }),
    scopes: Object.keys(scopes),
  };
}

function upload(path: string): JsonObject {
  return { accept: ["*/*"], maxSize: "26214400", protocols: { simple: { multipart: true, path } } };
}

function named(schema: JsonObject): JsonObject {
  return { $ref: nameIn(schema) };
}
