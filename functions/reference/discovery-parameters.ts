import type { Contract } from "#platform/contract.ts";
import { discoverySchema } from "./discovery-schemas.ts";
import type { ResourceName } from "./method-path.ts";
import { ownQuery, sharedParameters } from "./parameters.ts";
import type { JsonObject, SchemaBook } from "./schemas.ts";

/** The parameters of one method by their names: the resource in its path, and those of its query. */
export function methodParameters(
  contract: Contract,
  resource: ResourceName | undefined,
  book: SchemaBook,
): JsonObject {
  const own = ownQuery(contract, book)
    // What the path names already is not told again as the parameter that clients may send beside it.
    .filter(({ name }) => name !== resource?.parameter)
    .map(({ name, required, schema }) => [
      name,
      {
        ...inQuery(schema),
        ...(name === "updateMask" && { format: "google-fieldmask" }),
        ...(required && { required }),
      },
    ]);
  const { requestId, validateOnly } = sharedParameters;
  const shared = contract.body ? [requestId, validateOnly] : [];
  return {
    ...(resource && { [resource.parameter]: inPath(resource) }),
    ...Object.fromEntries(own),
    ...Object.fromEntries(
      shared.map(({ name, description, schema }) => [name, inQuery({ ...schema, description })]),
    ),
  };
}

function inPath({ parameter, pattern, forms }: ResourceName): JsonObject {
  const what = parameter === "name" ? "The name of the resource" : "Below which resource";
  const description = `Required. ${what}: ${forms.map((form) => `\`${form}\``).join(" or ")}.`;
  return { description, location: "path", pattern, required: true, type: "string" };
}

function inQuery(schema: JsonObject): JsonObject {
  const { default: fallback, pattern } = schema;
  return {
    ...discoverySchema(schema),
    ...(fallback !== undefined && { default: asText(fallback) }),
    ...(pattern !== undefined && { pattern }),
    location: "query",
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

const text = (description: string) => ({ type: "string", location: "query", description });

/** The parameters that Google's clients may add to any call; all but `alt` and `fields` are without effect. */
export const standardParameters = {
  "$.xgafv": { ...text("Ignored."), enum: ["1", "2"], enumDescriptions: ["Ignored.", "Ignored."] },
  access_token: text("Ignored: send the token in the header Authorization."),
  alt: {
    ...text("The form of the answer."),
    default: "json",
    enum: ["json", "media", "proto"],
    enumDescriptions: [
      "JSON.",
      "The bytes of a file, from what hands out bytes.",
      "Not spoken here: answered with 501.",
    ],
  },
  callback: text("Ignored."),
  fields: text(sharedParameters.fields.description),
  key: text("Ignored: an API key is no identity."),
  oauth_token: text("Ignored: send the token in the header Authorization."),
  prettyPrint: { ...text("Ignored."), type: "boolean", default: "true" },
  quotaUser: text("Ignored."),
  uploadType: text("How a file is sent: media or multipart."),
  upload_protocol: text("Ignored, but for resumable, which is not spoken here."),
};
