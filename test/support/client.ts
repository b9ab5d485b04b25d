import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { routes } from "#functions/routes.ts";
import { CaseResource } from "#platform/wire/case.ts";
import { requireDeclared } from "./declared-refusals.ts";
import { resetData, startServer, tokenFor } from "./server.ts";

export type Options = {
  /** The verified address that calls; nobody unless told. */
  as?: string;
  /** Sent as JSON; text and bytes are sent as they are, bytes without a type unless told. */
  body?: unknown;
  headers?: Record<string, string>;
};

export type Reply = {
  status: number;
  body: unknown;
  /** The answer byte for byte, to compare answers that must not differ. */
  text: string;
  headers: Headers;
};

export const anna = "anna@alfa-partner.example";
export const aino = "aino@support.example";
export const olle = "olle@lindqvist.example";

/** A body that opens a case. */
export const newCase = {
  displayName: "Mail is late",
  description: "Mail from outside arrives hours late.",
  classification: { id: "gws-gmail-does-not-load" },
  priority: "P2",
};

let server: Awaited<ReturnType<typeof startServer>> | undefined;

/** Runs the front door with the demo data for the tests of a file. */
export function useServer(): void {
  beforeAll(async () => {
    server = await startServer();
    await resetData();
  });
  afterAll(() => server?.stop());
}

/** Where the front door of this file listens. */
export function serverUrl(): string {
  if (!server) throw new Error("No server runs: call useServer() in the test file.");
  return server.url;
}

/**
 * Calls the front door. Throws where an answer breaks its contract: a success that its route's own
 * schema does not accept, or a failure in another form than contract section 8, or one that is not declared.
 */
export async function call(method: string, path: string, options: Options = {}): Promise<Reply> {
  const { as, body, headers } = options;
  const bytes = body instanceof Uint8Array ? Buffer.from(body) : undefined;
  const response = await fetch(serverUrl() + path, {
    method,
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${tokenFor(as)}` }),
      ...(body !== undefined && !bytes && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && {
      body: bytes ?? (typeof body === "string" ? body : JSON.stringify(body)),
    }),
  });
  const text = await response.text();
  const reply = {
    status: response.status,
    body: JSON.parse(text),
    text,
    headers: response.headers,
  };
  schemaFor(headers?.["x-http-method-override"] ?? method, path, reply).parse(reply.body);
  requireDeclared({ method, path, headers }, reply.body);
  return reply;
}

/** Opens a case as anna of alfa for customer 1001, unless told otherwise. */
export async function open(
  over: Record<string, unknown> = {},
  { as = anna, parent = "customers/1001" }: { as?: string; parent?: string } = {},
): Promise<CaseResource> {
  const reply = await call("POST", `/v2/${parent}/cases`, { as, body: { ...newCase, ...over } });
  return CaseResource.parse(reply.body);
}

/** A case as it is now, as an agent sees it: with all that was ever written and changed. */
export async function stored(name: string): Promise<unknown[]> {
  const paths = [name, `${name}/comments?pageSize=100`, `${name}/history?pageSize=100`];
  const replies = await Promise.all(paths.map((path) => call("GET", `/v2/${path}`, { as: aino })));
  return replies.map(({ body }) => body);
}

/** What a refused call says: its status, its code and the fields at fault, in the order of their names. */
export function failureOf({ status, body }: Reply): {
  status: number;
  reason: string | undefined;
  fields?: string[];
} {
  const { details } = Problem.parse(body).error;
  const fields = details.flatMap((each) => each.fieldViolations?.map(({ field }) => field) ?? []);
  const reason = details.find((each) => each.reason !== undefined)?.reason;
  return { status, reason, ...(fields.length > 0 && { fields: fields.toSorted() }) };
}

/** How a call refuses fields. */
export function faultsIn(...fields: string[]): ReturnType<typeof failureOf> {
  return { status: 400, reason: "INVALID_ARGUMENT", fields: fields.toSorted() };
}

/** A write to one case, as its own tests know it. */
export type CaseWrite = {
  method?: "POST" | "PATCH";
  /** What follows the name of the case. */
  path: string;
  as?: string;
  /** A body that changes a case that `prepare` returned. */
  body: Record<string, unknown>;
  /** Opens a case that the write can change; an open one unless told. */
  prepare?: () => Promise<CaseResource>;
};

/** The promises that every write to a case keeps: rehearsal, keys, etags, forms and faults. */
export function keepsThePromisesOfWrites(write: CaseWrite): void {
  const { method = "POST", path, as = anna, body, prepare = open } = write;
  const ask = (name: string, { query = "", version = "v2", ...given }: Asking = {}) =>
    call(method, `/${version}/${name}${path}${query}`, { as, body, ...given });
  const refusals = async (given: Asking[]) => {
    const { name } = await prepare();
    const before = await stored(name);
    const refused = [];
    for (const each of given) refused.push(failureOf(await ask(name, each)));
    expect(await stored(name)).toEqual(before);
    return refused;
  };

  describe("as every write to a case", () => {
    test("rehearses with validateOnly: the result, the rules that held, and nothing stored", async () => {
      const { name } = await prepare();
      const before = await stored(name);

      const reply = await ask(name, { query: "?validateOnly=true" });

      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({ rehearsal: { rules: expect.any(Array) } });
      expect(await stored(name)).toEqual(before);
    });

    test.each([
      ["requestId", { query: "?requestId=one" }],
      ["request_id", { query: "?request_id=two" }],
      ["Idempotency-Key", { headers: { "idempotency-key": "three" } }],
    ])("answers the same again to the same %s, and does it once", async (_, keyed) => {
      const { name } = await prepare();
      const first = await ask(name, keyed);
      const after = await stored(name);

      const again = await ask(name, keyed);

      expect(again).toMatchObject({ status: 200, text: first.text });
      expect(await stored(name)).toEqual(after);
    });

    test("refuses a key that was used with another body", async () => {
      const { name } = await prepare();
      const query = "?requestId=reused";
      await ask(name, { query });
      const after = await stored(name);

      const reply = await ask(name, { query, body: { ...body, etag: "*" } });

      expect(failureOf(reply)).toEqual({ status: 409, reason: "IDEMPOTENCY_KEY_REUSED" });
      expect(reply.body).toMatchObject({ error: { status: "ALREADY_EXISTS" } });
      expect(await stored(name)).toEqual(after);
    });

    test("refuses a stale etag with ABORTED, as If-Match and in the body, and takes the current one", async () => {
      const { name, etag } = await prepare();
      const emailAddresses = ["etag@lindqvist.example"];
      await call("POST", `/v2/${name}:share`, { as: anna, body: { emailAddresses } });
      const before = await stored(name);
      const { etag: current } = CaseResource.parse(before[0]);

      const byHeader = await ask(name, { headers: { "if-match": etag } });
      const byBody = await ask(name, { body: { ...body, etag } });
      const kept = await stored(name);
      const fresh = await ask(name, { headers: { "if-match": current } });

      const stale = { status: 409, reason: "ETAG_MISMATCH" };
      expect([byHeader, byBody].map(failureOf)).toEqual([stale, stale]);
      expect(byHeader.body).toMatchObject({ error: { status: "ABORTED" } });
      expect(kept).toEqual(before);
      expect(fresh.status).toBe(200);
    });

    test("answers in v2beta, and under the name of the form in which it was asked", async () => {
      const { name } = await prepare();
      const asOrganization = name.replace("customers/", "organizations/");

      const reply = await ask(asOrganization, { version: "v2beta" });

      expect(reply.body).toMatchObject({ name: expect.stringContaining(asOrganization) });
    });

    test("tells every fault of body, parameters and key in one answer", async () => {
      const given = {
        query: "?validateOnly=perhaps&colour=red&requestId=one",
        headers: { "idempotency-key": "another" },
        body: { ...body, surprise: 1, etag: 2 },
      };

      expect(await refusals([given])).toEqual([
        faultsIn("colour", "etag", "requestId", "surprise", "validateOnly"),
      ]);
    });

    test("refuses what is no JSON object, and another content type", async () => {
      const type = { headers: { "content-type": "text/plain" } };

      const refused = await refusals([{ body: "{" }, { body: [] }, { body: "7" }, type]);

      const noObject = faultsIn("body");
      expect(refused).toEqual([noObject, noObject, noObject, faultsIn("Content-Type")]);
    });

    test("refuses a malformed `fields` before anything is stored", async () => {
      expect(await refusals([{ query: "?fields=name(" }])).toEqual([faultsIn("fields")]);
    });
  });
}

type Asking = Omit<Options, "as"> & { query?: string; version?: string };

const Detail = z.strictObject({
  "@type": z.string().startsWith("type.googleapis.com/google.rpc."),
  reason: z.string().optional(),
  domain: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  fieldViolations: z
    .array(z.strictObject({ field: z.string(), description: z.string().min(1) }))
    .optional(),
  violations: z.array(z.record(z.string(), z.string())).optional(),
});

const Problem = z.strictObject({
  error: z.strictObject({
    code: z.int(),
    message: z.string().min(1),
    status: z.string(),
    details: z
      .array(Detail)
      .refine((all) => new Set(all.map((each) => each["@type"])).size === all.length)
      .refine((all) => all.some((each) => each["@type"].endsWith(".ErrorInfo"))),
  }),
});

function schemaFor(method: string, path: string, { status, headers }: Reply): z.ZodType {
  z.literal("application/json; charset=UTF-8").parse(headers.get("content-type"));
  if (status !== 200) return Problem.refine(({ error }) => error.code === status);
  const [bare = ""] = path.split("?");
  const route = routes.find(
    (each) => each.contract.method === method && each.match(decodeURIComponent(bare)),
  );
  if (!route) throw new Error(`${method} ${path} was answered, and stands in no route.`);
  return route.contract.reply;
}
