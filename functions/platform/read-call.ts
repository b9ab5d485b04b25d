import { createHash } from "node:crypto";
import { z } from "zod";
import type { Instant } from "#domain/instant.ts";
import type { Principal } from "#domain/person.ts";
import { invalid, Refusal, type Violation } from "#domain/refusal.ts";
import type { Call, Contract, Shape } from "./contract.ts";
import type { Asked } from "./exchange.ts";
import { digest, newEventId, receiptIdFor } from "./ids.ts";
import { MediaReply } from "./media.ts";
import { Flag, readParameters } from "./parameters.ts";
import { parseBody } from "./parse-body.ts";
import { fieldsFaults } from "./partial-response.ts";
import type { PathMatch } from "./route-path.ts";
import { readUpload, type Upload } from "./upload-body.ts";
import { violationsOf } from "./violations.ts";

type Incoming = { asked: Asked; matched: PathMatch; principal: Principal; at: Instant };

const writeQuery = {
  requestId: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, "Give 1 to 128 visible ASCII characters.")
    .optional(),
  validateOnly: Flag,
};

/**
 * Makes the reader of a contract's calls: it checks parameters, path and body together, and throws
 * `INVALID_ARGUMENT` with every fault it finds.
 */
export function callReader<P extends Shape, Q extends Shape, B extends z.ZodType>(
  contract: Contract<P, Q, B>,
) {
  const params = z.object(contract.params);
  const query = z.strictObject({ ...(contract.body && writeQuery), ...contract.query });
  const schemas = { params, query, body: contract.body ?? z.unknown() };
  return (incoming: Incoming): { call: Call<P, Q, B>; fields?: string } => {
    const { asked, matched, principal, at } = incoming;
    const { given, fields } = readParameters(asked.query, {
      media: contract.reply === MediaReply,
    });
    const { metadata: raw, ...file } = bodyOf(contract, asked);
    const faults = faultsSeen(() => contract.check?.({ query: given, body: raw, at }));
    const read = {
      params: checked(schemas.params, matched.params, faults),
      query: checked(schemas.query, given, faults),
      body: checked(schemas.body, raw, faults),
    };
    faults.push(...fieldsFaults(fields));
    const key = idempotencyKey(given, asked, faults);
    const etag = etagOf(raw, asked, faults);
    const late = contract.faultsAfterAdmission === true && read.params !== undefined;
    if (faults.length > 0 && !late) throw invalid(...distinct(faults));
    const { requestId: _key, pageToken: _token, pageSize: _size, ...lasting } = given;
    const said = [contract.name, matched.params, lasting, raw, ...fileSaid(file)];
    const ask = {
      ...writeAsked({ principal, key, at }),
      digest: digest(said),
      validateOnly: given["validateOnly"] === "true",
      ...(etag !== undefined && { etag }),
    };
    const pageDigest = digest([said, principal.email]);
    // The schemas above were made of this contract, so their outputs have its types.
    const told = { faults: distinct(faults), pageDigest, seen: [], file, range: rangeIn(asked) };
    const call = { principal, at, form: matched.form, ask, ...told, ...read } as Call<P, Q, B>;
    return { call, ...(fields !== undefined && { fields }) };
  };
}

function bodyOf(contract: Pick<Contract, "body" | "upload">, asked: Asked): Upload {
  if (contract.upload) return readUpload(asked);
  const metadata = contract.body ? parseBody(asked) : {};
  return { metadata, bytes: undefined, claimedType: undefined };
}

/** Under which ids a write is kept: its own, or those that its key has it share with its repetitions. */
function writeAsked({
  principal,
  key,
  at,
}: Pick<Incoming, "principal" | "at"> & { key: string | undefined }) {
  const eventId = newEventId();
  const receiptId = key === undefined ? eventId : receiptIdFor(principal.email, key);
  return { principal, at, eventId, receiptId, keyed: key !== undefined };
}

function rangeIn({ headers }: Asked): Call<Shape, Shape, z.ZodType>["range"] {
  return { wanted: headers.range, version: headers["if-range"]?.toString() };
}

/** What of a file tells one request from another. */
function fileSaid({ bytes, claimedType }: Omit<Upload, "metadata">): string[] {
  if (!bytes) return [];
  return [createHash("sha256").update(bytes).digest("base64"), claimedType ?? ""];
}

function checked(schema: z.ZodType, input: unknown, faults: Violation[]): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  faults.push(...violationsOf(result.error, input));
  return undefined;
}

function idempotencyKey(
  given: Record<string, unknown>,
  { headers }: Asked,
  faults: Violation[],
): string | undefined {
  const parameter = given["requestId"];
  const header = headers["idempotency-key"];
  const keys = [parameter, header].filter((key) => typeof key === "string");
  if (new Set(keys).size > 1) {
    faults.push({
      field: "requestId",
      description: "Give one key: requestId or Idempotency-Key, or both alike.",
    });
  }
  if (typeof header === "string" && !/^[\x21-\x7e]{1,128}$/.test(header)) {
    faults.push({
      field: "Idempotency-Key",
      description: "Give 1 to 128 visible ASCII characters.",
    });
  }
  return keys[0];
}

function etagOf(
  body: Record<string, unknown>,
  { headers }: Asked,
  faults: Violation[],
): string | undefined {
  const header = headers["if-match"];
  const field = typeof body.etag === "string" ? body.etag : undefined;
  // Etags hold no comma: a list, or the header twice, would leave it open which one was meant.
  if (header?.includes(",")) faults.push({ field: "If-Match", description: "Give one etag." });
  if (header !== undefined && field !== undefined && header !== field) {
    faults.push({
      field: "etag",
      description: "Give one etag: in the body or as If-Match, or both alike.",
    });
  }
  return field ?? header;
}

/** What a check returns, and what it refuses, is told together with what the schemas find. */
function faultsSeen(check: () => Violation[] | undefined): Violation[] {
  try {
    return [...(check() ?? [])];
  } catch (error) {
    if (error instanceof Refusal && error.details.violations) return [...error.details.violations];
    throw error;
  }
}

function distinct(faults: Violation[]): Violation[] {
  return [...new Map(faults.map((fault) => [fault.field + fault.description, fault])).values()];
}
