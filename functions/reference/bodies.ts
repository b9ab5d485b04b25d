import type { Contract } from "#platform/contract.ts";
import type { JsonObject, SchemaBook } from "./schemas.ts";

/** The body that a function takes at one of its paths; undefined for one that takes none. */
export function bodyOf(
  contract: Contract,
  template: string,
  { book, example }: { book: SchemaBook; example: unknown },
): JsonObject | undefined {
  const { body, name } = contract;
  if (!body) return undefined;
  const schema = book.use(body, "input", `${name[0]?.toUpperCase()}${name.slice(1)}Request`);
  if (template.startsWith("/upload/")) return fileBody;
  // A body without required fields may also be missing, as Google's clients send it.
  const required = !body.safeParse({}).success;
  return {
    ...(required && { required }),
    content: {
      "application/json": { schema, ...(example !== undefined && { example }) },
    },
  };
}

const twoParts = `--boundary
Content-Type: application/json

{"attachment": {"filename": "mail.log"}}
--boundary
Content-Type: text/plain

550 5.7.26 This mail has been blocked.
--boundary--`;

/** Plain text first: it can be tried at once in a page. */
const fileBody = {
  required: true,
  description:
    "The bytes alone, of any type and with the name in `attachment.filename`; or `multipart/related`, as Google's clients send it: " +
    "first JSON that names the file, then its bytes, under the boundary that `Content-Type` names.",
  content: {
    "text/plain": {
      schema: { type: "string", description: "The text of the file." },
      example: "550 5.7.26 This mail has been blocked.\n",
    },
    "application/octet-stream": {
      schema: { type: "string", format: "binary", description: "The bytes of the file." },
    },
    "multipart/related": {
      schema: {
        type: "string",
        description: "Both parts, here under `Content-Type: multipart/related; boundary=boundary`.",
      },
      example: twoParts,
    },
  },
};
