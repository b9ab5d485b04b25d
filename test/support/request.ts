import { request as httpRequest } from "node:http";
import { requireDeclared } from "./declared-refusals.ts";
import { tokenFor } from "./server.ts";

export type Wish = {
  method?: string;
  /** Sent as it stands: no dot segment is resolved, nothing is escaped. */
  path: string;
  headers?: Record<string, string>;
  /** A value goes as JSON, text and bytes as they are. */
  body?: unknown;
};

export type Reply = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: Body;
};

/** What tests read of answers; whole answers are compared as they are. */
export type Body = {
  name?: string;
  etag?: string;
  nextPageToken?: string;
  displayName?: string;
  cases?: { name: string }[];
  customers?: { name: string }[];
  comments?: { name: string; body: string }[];
  caseClassifications?: { id: string; displayName: string }[];
  error?: { code: number; status: string; message: string; details: ErrorDetail[] };
};

type ErrorDetail = {
  "@type": string;
  reason?: string;
  metadata?: Record<string, string>;
  fieldViolations?: { field: string; description: string }[];
};

/** Somebody's way to the server: as the person of that address, or as nobody. */
export type Caller = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body: unknown): Promise<Reply>;
  send(wish: Wish): Promise<Reply>;
};

/** Callers of the server at an address; without an e-mail address they send no token. */
export function callersOf(rootUrl: string): (email?: string) => Caller {
  return (email) => {
    const authorization = email ? { Authorization: `Bearer ${tokenFor(email)}` } : {};
    const asked = async (wish: Wish) => {
      const headers = { ...authorization, ...wish.headers };
      const reply = await send(rootUrl, { ...wish, headers });
      requireDeclared(wish, reply.body);
      return reply;
    };
    return {
      get: (path, headers = {}) => asked({ path, headers }),
      post: (path, body, headers = {}) => asked({ method: "POST", path, body, headers }),
      patch: (path, body) => asked({ method: "PATCH", path, body }),
      send: asked,
    };
  };
}

/** The reason that an error's one ErrorInfo gives. */
export function reasonOf({ body }: Reply): string | undefined {
  return infoOf({ body })?.reason;
}

/** Status and reason in one, such as `403 NO_ROLE`. */
export function outcomeOf(reply: Reply): string {
  return `${reply.status} ${reasonOf(reply)}`;
}

export function metadataOf({ body }: Reply): Record<string, string> | undefined {
  return infoOf({ body })?.metadata;
}

/** The fields that an answer finds fault with. */
export function faultyFields({ body }: Reply): string[] {
  const faults = body.error?.details.flatMap(({ fieldViolations }) => fieldViolations ?? []);
  return faults?.map(({ field }) => field) ?? [];
}

export function caseNames({ body }: Reply): string[] {
  return body.cases?.map(({ name }) => name) ?? [];
}

export function customerNames({ body }: Reply): string[] {
  return body.customers?.map(({ name }) => name) ?? [];
}

function infoOf({ body }: Pick<Reply, "body">): ErrorDetail | undefined {
  return body.error?.details.find((detail) => detail["@type"].endsWith(".ErrorInfo"));
}

function send(rootUrl: string, { method = "GET", path, headers, body }: Wish): Promise<Reply> {
  const { hostname, port } = new URL(rootUrl);
  const bytes = bytesOf(body);
  const sent = {
    ...(bytes && { "Content-Length": String(bytes.length) }),
    ...(bytes && isValue(body) && { "Content-Type": "application/json" }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    // Not fetch, which resolves `..` and escapes before anything is sent.
    const going = httpRequest({ hostname, port, method, path, headers: sent }, (coming) => {
      const chunks: Buffer[] = [];
      coming.on("data", (chunk: Buffer) => chunks.push(chunk));
      coming.on("error", reject);
      coming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode: status = 0, headers: received } = coming;
        resolve({ status, headers: received, text, body: parsed(text) });
      });
    });
    going.on("error", reject);
    going.end(bytes);
  });
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function isValue(body: unknown): boolean {
  return typeof body !== "string" && !(body instanceof Uint8Array);
}

/** An answer to HEAD has no text. */
function parsed(text: string): Body {
  return text === "" ? {} : JSON.parse(text);
}
