import { samples } from "./refusals.ts";

/** Every reason of an answer that tells of a failure. */
export const reasons = [...Object.keys(samples), "INTERNAL"];

const text = { type: "string" };

const detailType = (name: string) => ({
  const: `type.googleapis.com/google.rpc.${name}`,
  type: "string",
});

/** How every failure is told: contract section 8, in the words of Google's error model. */
export const errorSchemas = {
  Error: {
    type: "object",
    description: "How every failure is told.",
    properties: {
      error: {
        type: "object",
        properties: {
          code: { type: "integer", description: "The HTTP status." },
          message: { ...text, description: "What happened, for people." },
          status: {
            ...text,
            description: "The status in Google's words.",
            enum: [
              "INVALID_ARGUMENT",
              "FAILED_PRECONDITION",
              "OUT_OF_RANGE",
              "UNAUTHENTICATED",
              "PERMISSION_DENIED",
              "NOT_FOUND",
              "ALREADY_EXISTS",
              "ABORTED",
              "RESOURCE_EXHAUSTED",
              "UNIMPLEMENTED",
              "INTERNAL",
              "UNAVAILABLE",
            ],
          },
          details: {
            type: "array",
            description: "One ErrorInfo, and at most one of each of the others.",
            items: {
              oneOf: [
                { $ref: "#/components/schemas/ErrorInfo" },
                { $ref: "#/components/schemas/BadRequest" },
                { $ref: "#/components/schemas/PreconditionFailure" },
              ],
            },
          },
        },
        required: ["code", "message", "status", "details"],
      },
    },
    required: ["error"],
  },
  ErrorInfo: {
    type: "object",
    description: "What happened, for programs.",
    properties: {
      "@type": detailType("ErrorInfo"),
      reason: {
        ...text,
        description: "The code to tell failures by, such as `NOT_VISIBLE`. More may come.",
        enum: reasons,
      },
      domain: { ...text, description: "Always the same: whose reasons these are." },
      metadata: {
        type: "object",
        properties: {
          subject: { ...text, description: "What stands in the way, such as `customers/1002`." },
          remedy: { ...text, description: "What you can do about it." },
          findings: {
            ...text,
            description:
              "The personal data that was found, as JSON: a list of field, kind, start, end and a masked excerpt.",
          },
        },
      },
    },
    required: ["@type", "reason", "domain"],
  },
  BadRequest: {
    type: "object",
    description: "Every fault of the request.",
    properties: {
      "@type": detailType("BadRequest"),
      fieldViolations: {
        type: "array",
        items: {
          type: "object",
          properties: {
            field: { ...text, description: "The field or parameter, as it was written." },
            description: { ...text, description: "What would be right." },
          },
          required: ["field", "description"],
        },
      },
    },
    required: ["@type", "fieldViolations"],
  },
  PreconditionFailure: {
    type: "object",
    description: "Whose state stands in the way.",
    properties: {
      "@type": detailType("PreconditionFailure"),
      violations: {
        type: "array",
        items: {
          type: "object",
          properties: {
            type: { ...text, description: "The same as `reason`." },
            subject: { ...text, description: "What stands in the way." },
            description: { ...text, description: "What you can do about it." },
          },
          required: ["type"],
        },
      },
    },
    required: ["@type", "violations"],
  },
};
