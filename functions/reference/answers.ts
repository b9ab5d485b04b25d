import { STATUS_CODES } from "node:http";
import type { RefusalCode } from "#domain/refusal.ts";
import type { Contract } from "#platform/contract.ts";
import { MediaReply } from "#platform/media.ts";
import { commonRefusals, refusalsOf, writeRefusals } from "#platform/refusals.ts";
import { refusedWith, samples } from "./refusals.ts";
import type { JsonObject, SchemaBook } from "./schemas.ts";

/** The answers of a function: what it gives, and one for each status under which it refuses. */
export function answersOf(contract: Contract, book: SchemaBook): JsonObject {
  const codes = [...refusalsOf(contract)];
  const refused = [...byStatus(codes)].map(([status, some]) => {
    const shared = sharedByStatus.get(status) ?? [];
    // What functions share they give all of: none has a part.
    const own = some.some((code) => !shared.includes(code));
    return [status, own ? refusal(some) : { $ref: responsePath(status) }];
  });
  return {
    ...(contract.reply === MediaReply ? media : { 200: success(contract, book) }),
    ...Object.fromEntries(refused),
    500: { $ref: responsePath(500) },
  };
}

/** The answers that functions share, and an example of every refusal. */
export const sharedAnswers = {
  get responses(): JsonObject {
    const shared = [...sharedByStatus].map(([status, codes]) => [
      `Refused${status}`,
      refusal(codes),
    ]);
    return { ...Object.fromEntries(shared), Refused500: internal };
  },
  get examples(): JsonObject {
    const codes = Object.keys(samples) as RefusalCode[];
    return Object.fromEntries(
      codes.map((code) => [code, { summary: samples[code].when, value: refusedWith(code).body }]),
    );
  },
};

const sharedByStatus = byStatus([...commonRefusals, ...writeRefusals]);

function byStatus(codes: readonly RefusalCode[]): Map<number, RefusalCode[]> {
  return new Map(
    [...Map.groupBy(codes, (code) => refusedWith(code).http)].toSorted(([a], [b]) => a - b),
  );
}

function responsePath(status: number): string {
  return `#/components/responses/Refused${status}`;
}

function refusal(codes: readonly RefusalCode[]): JsonObject {
  const headers = Object.assign({}, ...codes.map((code) => headersOf[code] ?? {}));
  return {
    description: codes.map((code) => `- \`${code}\`: ${samples[code].when}`).join("\n"),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      "application/json": {
        schema: errorSchema,
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
  };
}

const errorSchema = { $ref: "#/components/schemas/Error" };

const internal = {
  description: "- `INTERNAL`: Something went wrong on our side. It has been logged.",
  content: {
    "application/json": {
      schema: errorSchema,
      example: {
        error: {
          code: 500,
          message: "Something went wrong on our side.",
          status: "INTERNAL",
          details: [
            {
              "@type": "type.googleapis.com/google.rpc.ErrorInfo",
              reason: "INTERNAL",
              domain: "support-cases.example",
            },
          ],
        },
      },
    },
  },
};

const text = { type: "string" };

const headersOf: Partial<Record<RefusalCode, JsonObject>> = {
  UNAUTHENTICATED: {
    "WWW-Authenticate": { description: 'Always `Bearer realm="support-cases"`.', schema: text },
  },
  ATTACHMENT_SCANNING: {
    "Retry-After": {
      description: "After how many seconds to ask again; given while the file is being scanned.",
      schema: { type: "integer" },
    },
  },
  RANGE_NOT_SATISFIABLE: {
    "Content-Range": {
      description: "How many bytes the file has, such as `bytes */1234`.",
      schema: text,
    },
  },
};

function success({ name, reply }: Contract, book: SchemaBook): JsonObject {
  const schema = book.use(reply, "output", `${name[0]?.toUpperCase()}${name.slice(1)}Response`);
  return { description: STATUS_CODES[200], content: { "application/json": { schema } } };
}

const bytes = { "*/*": { schema: { type: "string", format: "binary" } } };

const fileHeaders = {
  "Content-Disposition": {
    description:
      "Always an attachment, under the name of the file: never to be shown in a browser.",
    schema: text,
  },
  "Accept-Ranges": { description: "Always `bytes`.", schema: text },
  ETag: { description: "The version of the bytes, for `If-Range`.", schema: text },
};

const media = {
  200: {
    description: "The bytes of the file, under the type with which they are stored.",
    headers: fileHeaders,
    content: bytes,
  },
  206: {
    description: "The bytes that `Range` asks for.",
    headers: {
      ...fileHeaders,
      "Content-Range": { description: "Which bytes, such as `bytes 0-99/1234`.", schema: text },
    },
    content: bytes,
  },
};
