import { randomInt } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Request, Response } from "@google-cloud/functions-framework";
import { Refusal } from "#domain/refusal.ts";
import { corsOf } from "./cors.ts";
import { log, traceOf } from "./log.ts";
import { type Outcome, problemOf } from "./problem.ts";
import { decodePath } from "./route-path.ts";
import { securityHeaders } from "./security-headers.ts";

/** A request as functions see it: decoded once, its body as bytes. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
};

export type Answer = {
  status: number;
  json: unknown;
  /** The bytes of a file, sent in place of `json`. */
  media?: AsyncIterable<Uint8Array>;
  headers?: Record<string, string>;
  /** For the log; `OK` where absent. */
  outcome?: Outcome;
};

const noBytes = new Uint8Array();

/** Reads what the framework hands over. Throws a refusal for a path that is not well-formed. */
export function readRequest(request: Request): Asked {
  // Split by hand: a URL parser would take `//host/path` for another host and resolve dot segments.
  const [rawPath = "", ...rest] = request.originalUrl.split("?");
  const path = decodePath(rawPath);
  if (path === undefined) throw noRoute();
  const body = request.rawBody ?? noBytes;
  const asked = {
    path,
    query: new URLSearchParams(rest.join("?")),
    headers: withEveryToken(request),
    body,
  };
  return overridden({ ...asked, method: request.method === "HEAD" ? "GET" : request.method });
}

/** Sends an answer, or the problem that an error amounts to; a browser's preflight gets one without asking for it. */
export async function respond(
  response: Response,
  answering: () => Promise<Answer>,
): Promise<Answer> {
  const { answer, cors } = await answered(response.req, answering);
  response.status(answer.status);
  const headers = { ...securityHeaders(), ...cors };
  if (answer.media) {
    // Not `set`, which would say of any text that it is UTF-8.
    response.setHeaders(new Map(Object.entries({ ...headers, ...answer.headers })));
    await send(answer.media, response);
  } else if (answer.json === undefined) {
    response.set(headers).end();
  } else {
    response.set({ ...headers, "Content-Type": jsonType, ...answer.headers });
    response.send(Buffer.from(JSON.stringify(answer.json)));
  }
  return answer;
}

/** Sends bytes as the client takes them. What breaks off in between ends the connection, so that half a file never looks like a whole one. */
async function send(media: AsyncIterable<Uint8Array>, response: Response): Promise<void> {
  const bytes = response.req.method === "HEAD" ? [] : media;
  await pipeline(Readable.from(bytes, { objectMode: false }), response).catch((error: unknown) =>
    log("WARNING", "transfer broken off", traceOf(error)),
  );
  // Also what is not read, or has nobody to go to any more, must let go of its connection to the store.
  await media[Symbol.asyncIterator]().return?.();
}

type Told = { answer: Answer; cors: Record<string, string> };

async function answered(request: Response["req"], answering: () => Promise<Answer>): Promise<Told> {
  try {
    const { headers: cors, preflight } = corsOf(request);
    if (preflight) return { answer: { status: 204, json: undefined }, cors };
    return { answer: await answering().catch(heldBack).catch(problemAnswer), cors };
  } catch (error) {
    return { answer: problemAnswer(error), cors: {} };
  }
}

/**
 * What is foreign takes parts of a millisecond longer to read than what is missing. A wait by chance
 * hides that from some thousands of samples, where a fixed one would only move it.
 */
async function heldBack(error: unknown): Promise<never> {
  if (error instanceof Refusal && error.code === "NOT_VISIBLE") await pause(randomInt(1, 10));
  throw error;
}

const jsonType = "application/json; charset=UTF-8";

export function problemAnswer(error: unknown): Answer {
  const { http, outcome, body } = problemOf(error);
  const headers = headersOf(error, http);
  return { status: http, json: body, outcome, ...(headers && { headers }) };
}

function headersOf(error: unknown, http: number): Record<string, string> | undefined {
  if (http === 401) return { "WWW-Authenticate": 'Bearer realm="support-cases"' };
  if (error instanceof Refusal && error.code === "ATTACHMENT_SCANNING")
    return { "Retry-After": "2" };
  const size = error instanceof Refusal ? error.details.sizeBytes : undefined;
  return size === undefined ? undefined : { "Content-Range": `bytes */${size}` };
}

export function noRoute(): Refusal {
  return new Refusal("ROUTE_NOT_FOUND", "Nothing answers at this address.", {
    remedy: "Check the path, its version (v2 or v2beta) and the method.",
  });
}

/** Node keeps the first of two tokens, another server the last: who calls must not hang on that, so together they are none. */
function withEveryToken({ headers, headersDistinct }: Request): IncomingHttpHeaders {
  const tokens = headersDistinct["authorization"];
  return tokens ? { ...headers, authorization: tokens.join(", ") } : headers;
}

/**
 * The Python client sends a GET with a long URL as POST with its parameters in the body
 * (contract section 11). No other override counts, so that none can get around a check.
 */
function overridden(asked: Asked): Asked {
  const wanted = asked.headers["x-http-method-override"];
  // Uploads are read with a limit of their own, which must not hold for parameters.
  if (asked.method !== "POST" || wanted !== "GET" || asked.path.startsWith("/upload/"))
    return asked;
  const query = new URLSearchParams(asked.query);
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(asked.body))) {
    query.append(name, value);
  }
  return { ...asked, method: "GET", query, body: noBytes };
}
